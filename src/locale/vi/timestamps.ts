import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";

/** Vì sao dấu thời gian không được tính, đứng sau dấu hai chấm. */
const FAULTS: ReadonlyMap<string, string> = new Map([
  ["malformed", "không đọc được"],
  ["imprint-mismatch", "được cấp cho một nội dung khác"],
  ["imprint-unknown", "chưa đối chiếu được nội dung được cấp dấu"],
  ["signed-attributes-missing", "không ghi nội dung đã ký"],
  ["signed-attributes-malformed", "nội dung đã ký không đọc được"],
  ["digest-mismatch", "nội dung khác với nội dung đã ký"],
  ["signature-mismatch", "chữ ký không khớp với chứng thư của tổ chức cấp"],
  ["algorithm-unsupported", "dùng thuật toán mà công cụ này chưa hỗ trợ"],
  ["algorithm-inconsistent", "các thuật toán mâu thuẫn với nhau"],
  ["certificate-not-found", "thiếu chứng thư của tổ chức cấp dấu thời gian"],
  ["certificate-ambiguous", "không xác định được chứng thư của tổ chức cấp dấu thời gian"],
  ["signing-certificate-missing", "không gắn với một chứng thư xác định"],
  ["signing-certificate-mismatch", "gắn với một chứng thư khác"],
  ["certificate-purpose", "chứng thư không dùng để cấp dấu thời gian"],
  ["key-of-signer", "do chính người ký tạo ra"],
  ["in-the-future", "có thời gian muộn hơn lúc kiểm tra"],
  ["algorithm-weak", "dùng thuật toán không còn an toàn"],
  ["no-path", "tổ chức cấp dấu thời gian chưa được tin cậy"],
  ["revocation", "chứng thư của tổ chức cấp dấu thời gian có thể đã bị thu hồi"],
]);

function timestampFault(code: string): string {
  return FAULTS.get(code) ?? "không hợp lệ";
}

export const timestamps = {
  "timestamp-not-valid": ({ fault, time }, telling) => ({
    title: "dấu thời gian không hợp lệ",
    sentence: `Dấu thời gian${time === null ? "" : ` lúc ${telling.time(time)}`} không dùng để xác định thời điểm ký: ${timestampFault(fault)}. Chữ ký được đánh giá như không có dấu thời gian.`,
    action: action.nothing,
  }),
  "document-timestamp-failed": ({ fault }) => ({
    title: "dấu thời gian lưu trữ không hợp lệ",
    sentence: `Dấu thời gian lưu trữ không chứng minh được gì: ${timestampFault(fault)}.`,
    action: action.sendAgain,
  }),
  "document-timestamp-untrusted": () => ({
    title: "tổ chức cấp dấu thời gian lưu trữ chưa được tin cậy",
    sentence:
      "Chứng thư chữ ký số của tổ chức cấp dấu thời gian lưu trữ không dẫn tới chứng thư gốc nào được cấu hình, nên chưa biết dấu thời gian có đáng tin hay không.",
    action: action.askTechnicians,
    missing: "tổ chức cấp dấu thời gian lưu trữ được tin cậy",
  }),
  "document-timestamp-undecided": ({ fault }) => ({
    title: "chưa xác nhận được dấu thời gian lưu trữ",
    sentence: `Chưa biết dấu thời gian lưu trữ có đáng tin hay không: ${timestampFault(fault)}.`,
    action: action.askTechnicians,
    missing: "tổ chức cấp dấu thời gian lưu trữ được tin cậy và hợp lệ",
  }),
  "document-timestamp-mistyped": () => ({
    title: "dấu thời gian lưu trữ ghi sai loại",
    sentence:
      "Một dấu thời gian trên tài liệu được ghi như chữ ký (/Type /Sig) nên không dùng làm bằng chứng; các chữ ký được đánh giá như không có nó.",
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
