import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";

const named = (signer: string | null): string => (signer === null ? "Chữ ký" : `Chữ ký ghi tên “${signer}”`);

/** Về dữ liệu chữ ký (CMS) và phép tính mật mã. */
export const signatureData = {
  "cms-malformed": ({ reason }) => ({
    title: "dữ liệu chữ ký không đọc được",
    sentence: `Dữ liệu chữ ký (CMS) sai cấu trúc: ${reason}.`,
    action: action.sendAgain,
  }),
  "cms-not-der": () => ({
    title: "dữ liệu chữ ký mã hóa theo BER",
    sentence: "Phần khung của dữ liệu chữ ký mã hóa theo BER thay vì DER; nhiều phần mềm ký làm vậy và chuẩn cho phép.",
    action: action.nothing,
  }),
  "cms-several-signers": ({ signers }) => ({
    title: "số người ký trong một chữ ký không đúng",
    sentence: `Dữ liệu chữ ký ghi ${signers} người ký; chuẩn PAdES đòi hỏi đúng một.`,
    action: action.sendAgain,
  }),
  "cms-embedded-content": () => ({
    title: "chữ ký mang nội dung riêng bên trong",
    sentence:
      "Dữ liệu chữ ký chứa sẵn một nội dung khác, nên có thể được tạo cho nội dung đó chứ không phải cho tài liệu này.",
    action: action.sendAgain,
  }),
  "cms-content-missing": () => ({
    title: "chữ ký không chứa giá trị băm của tài liệu",
    sentence: "Chữ ký kiểu này phải chứa giá trị băm của tài liệu bên trong, nhưng bên trong không có gì.",
    action: action.sendAgain,
  }),
  "cms-extra-certificates-malformed": ({ count }) => ({
    title: "chứng thư chữ ký số gửi kèm không đọc được",
    sentence: `${count} chứng thư chữ ký số gửi kèm không đọc được và không được dùng đến.`,
    action: action.nothing,
  }),
  "signed-attributes-missing": () => ({
    title: "chữ ký không có thuộc tính được ký",
    sentence:
      "Chữ ký không ghi thuộc tính được ký, nên không gắn chặt với chứng thư chữ ký số như chuẩn PAdES đòi hỏi.",
    action: action.signAgain,
    missing: "chữ ký có thuộc tính được ký theo chuẩn PAdES",
  }),
  "signed-attributes-not-required": () => ({
    title: "không có thuộc tính được ký, đã được chấp nhận",
    sentence:
      "Chữ ký không có thuộc tính được ký nên không bảo vệ chứng thư chữ ký số kèm theo; thiết lập đang dùng chấp nhận điều này.",
    action: action.nothing,
  }),
  "signed-attributes-not-der": () => ({
    title: "thuộc tính được ký mã hóa sai quy tắc",
    sentence: "Thuộc tính được ký không mã hóa theo DER hoặc không đúng thứ tự, nên mỗi phần mềm có thể đọc một khác.",
    action: action.sendAgain,
  }),
  "signed-attribute-count": ({ attribute, count }) => ({
    title: "thuộc tính được ký thiếu hoặc lặp lại",
    sentence: `Thuộc tính ${attribute} xuất hiện ${count} lần; phải có đúng một lần với một giá trị.`,
    action: action.sendAgain,
  }),
  "content-type-mismatch": ({ found }) => ({
    title: "loại nội dung được ký không đúng",
    sentence: `Chữ ký ghi loại nội dung ${found}, không phải loại dùng cho tài liệu.`,
    action: action.sendAgain,
  }),
  "signing-time-attribute": () => ({
    title: "thời điểm ký ghi thừa trong dữ liệu chữ ký",
    sentence:
      "Theo chuẩn PAdES, thời điểm ký chỉ ghi ở mục /M của chữ ký; thời điểm do người ký khai không phải là bằng chứng.",
    action: action.nothing,
  }),
  "signing-certificate-missing": () => ({
    title: "chữ ký không gắn với chứng thư chữ ký số của người ký",
    sentence:
      "Chữ ký không ghi mã băm chứng thư chữ ký số của người ký, nên chứng thư gửi kèm có thể bị đổi mà không lộ ra.",
    action: action.signAgain,
    missing: "thuộc tính gắn chữ ký với chứng thư chữ ký số (signing-certificate-v2)",
  }),
  "signing-certificate-mismatch": () => ({
    title: "chữ ký gắn với một chứng thư chữ ký số khác",
    sentence: "Chữ ký được gắn với một chứng thư chữ ký số khác chứng thư gửi kèm; chứng thư có thể đã bị thay.",
    action: action.signAgain,
    missing: "chứng thư chữ ký số mà chữ ký được gắn với",
  }),
  "signer-certificate-not-found": () => ({
    title: "không có chứng thư chữ ký số của người ký",
    sentence: "Trong chữ ký không có chứng thư chữ ký số của người ký, nên không kiểm tra được ai đã ký.",
    action: action.signAgain,
    missing: "chứng thư chữ ký số của người ký",
  }),
  "signer-certificate-ambiguous": ({ count }) => ({
    title: "không rõ chứng thư chữ ký số nào là của người ký",
    sentence: `Có ${count} chứng thư chữ ký số cùng khớp với người ký; phải có đúng một.`,
    action: action.signAgain,
    missing: "đúng một chứng thư chữ ký số của người ký",
  }),

  "digest-algorithm-unsupported": ({ algorithm }) => ({
    title: "thuật toán băm chưa được hỗ trợ",
    sentence: `Chữ ký dùng thuật toán băm ${algorithm}, thuật toán mà công cụ này chưa kiểm tra được.`,
    action: action.otherTool,
    missing: `thuật toán băm ${algorithm}`,
  }),
  "signature-algorithm-unsupported": ({ algorithm }) => ({
    title: "thuật toán ký chưa được hỗ trợ",
    sentence: `Chữ ký dùng thuật toán ${algorithm}, thuật toán mà công cụ này chưa kiểm tra được.`,
    action: action.otherTool,
    missing: `thuật toán ký ${algorithm}`,
  }),
  "algorithm-parameters-inconsistent": ({ detail }) => ({
    title: "các thuật toán ghi trong chữ ký mâu thuẫn nhau",
    sentence: `Chữ ký ghi các thuật toán không nhất quán: ${detail}.`,
    action: action.sendAgain,
  }),
  "digest-mismatch": ({ algorithm }, { signer }) => ({
    title: "chữ ký số không khớp với tài liệu",
    sentence: `${named(signer)} không khớp với nội dung (mã băm ${algorithm} khác mã đã ký); tệp có thể đã bị sửa hoặc hỏng.`,
    action: action.sendAgain,
  }),
  "signature-value-mismatch": ({ algorithm }, { signer }) => ({
    title: "chữ ký số không khớp với chứng thư chữ ký số",
    sentence: `${named(signer)} không khớp với chứng thư chữ ký số kèm theo (${algorithm}); chữ ký có thể bị giả hoặc hỏng.`,
    action: action.sendAgain,
  }),
  "algorithm-weak": ({ algorithm }) => ({
    title: "thuật toán không còn an toàn",
    sentence: `Chữ ký dùng ${algorithm}; không có bằng chứng là chữ ký được tạo khi thuật toán này còn an toàn.`,
    action: action.signAgain,
    missing: "bằng chứng về thời điểm ký khi thuật toán còn an toàn, hoặc chữ ký bằng thuật toán an toàn",
  }),
  "integrity-not-established": () => ({
    title: "chưa xác định được tính toàn vẹn",
    sentence: "Chưa đối chiếu được nội dung mà chữ ký bao trùm với tài liệu.",
    action: action.otherTool,
    missing: "việc đối chiếu nội dung đã ký với tài liệu",
  }),
  "rsa-pkcs1-v15": () => ({
    title: "chữ ký dùng RSA PKCS#1 v1.5",
    sentence: "Cách ký này còn dùng được; chữ ký mới nên dùng RSASSA-PSS.",
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
