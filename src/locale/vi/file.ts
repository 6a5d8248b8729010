import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { count } from "./numbers.ts";
import { damage, plainPart } from "./reasons.ts";

/** Về cả tệp. */
export const file = {
  "not-a-pdf": () => ({
    title: "không phải tệp PDF",
    sentence: "Tệp không phải là PDF, nên chưa kiểm tra được chữ ký số.",
    action: action.sendReadable,
  }),
  "pdf-damaged": ({ reason, offset }) => ({
    title: "tệp PDF bị hỏng",
    sentence: `${damage[reason]}${offset === null ? "" : ` (tại byte ${count(offset)})`}, nên chưa kiểm tra được chữ ký số.`,
    action: action.sendReadable,
  }),
  "pdf-encrypted": ({ handler, reason }) => {
    const why = {
      password: "Tệp có mật khẩu",
      unsupported: `Tệp được mã hóa theo cách mà công cụ này chưa hỗ trợ (${handler})`,
      malformed: `Thông tin mã hóa của tệp sai cấu trúc (${handler})`,
    };
    return {
      title: reason === "password" ? "tệp có mật khẩu" : "tệp bị mã hóa",
      sentence: `${why[reason]}, nên chưa kiểm tra được chữ ký số.`,
      action: action.sendReadable,
    };
  },
  "encryption-dictionary-missing": () => ({
    title: "không rõ tệp có mã hóa hay không",
    sentence:
      "Tệp tự nhận là có mã hóa nhưng không ghi cách mã hóa, nên mỗi phần mềm có thể hiện một tài liệu khác hoặc không mở được.",
    action: action.otherTool,
    missing: "một tệp xác định rõ là có mã hóa hay không",
  }),
  "encryption-partial": ({ part }) => ({
    title: "chỉ mã hóa một phần",
    sentence: `Tệp có mật khẩu, nhưng ${plainPart[part]} không được mã hóa; chữ ký vẫn bảo vệ phần này như các phần khác.`,
    action: action.nothing,
  }),
  "pdf-mac-unsupported": () => ({
    title: "có mã xác thực PDF",
    sentence: "Tệp còn mang mã xác thực thông điệp (ISO/TS 32004), loại mà công cụ này chưa kiểm tra được.",
    action: action.otherTool,
    missing: "việc kiểm tra mã xác thực thông điệp (ISO/TS 32004)",
  }),
  "limit-exceeded": ({ limit, maximum }) => ({
    title: "tệp vượt giới hạn kiểm tra an toàn",
    sentence: `Tệp vượt giới hạn ${limit} (${count(maximum)}), nên việc kiểm tra dừng lại trước khi xong.`,
    action: action.otherTool,
    missing: "một lần kiểm tra đi hết toàn bộ tệp",
  }),
  "source-changed": ({ offset }) => ({
    title: "tệp thay đổi trong lúc kiểm tra",
    sentence: `Nội dung đọc lần sau khác lần trước (từ byte ${count(offset)}), nên không kết luận được về tệp này.`,
    action: action.checkAgainUnchanged,
  }),
  "not-signed": () => ({
    title: "không có chữ ký số",
    sentence: "Tệp không có chữ ký số; hình chữ ký hoặc con dấu trên trang (nếu có) không phải là chữ ký số.",
    action: action.askForSignature,
  }),
  "empty-signature-field": ({ field }) => ({
    title: "có ô ký còn trống",
    sentence: `Trường chữ ký “${field}” được tạo sẵn nhưng chưa có chữ ký số.`,
    action: action.checkEmptyField,
  }),
  "internal-error": ({ message }) => ({
    title: "công cụ kiểm tra gặp lỗi",
    sentence: `Lỗi này là của công cụ, không phải kết luận về tệp: ${message}.`,
    action: action.reportFault,
    missing: "một lần kiểm tra không gặp lỗi của công cụ",
  }),
} satisfies Partial<FindingSentences>;
