import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { pathStop } from "./reasons.ts";

/** Về chứng thư chữ ký số và đường dẫn tin cậy. */
export const certificate = {
  "no-trust-anchors": () => ({
    title: "chưa cấu hình chứng thư gốc tin cậy",
    sentence: "Chưa có chứng thư chữ ký số gốc nào được cấu hình, nên chưa xác định được người ký.",
    action: action.askTechnicians,
    missing: "danh sách chứng thư chữ ký số gốc tin cậy",
  }),
  "certificate-malformed": ({ detail }) => ({
    title: "chứng thư chữ ký số sai cấu trúc",
    sentence: `Chứng thư chữ ký số của người ký không đọc được đúng chuẩn: ${detail}.`,
    action: action.signAgainWithOtherCertificate,
    missing: "chứng thư chữ ký số đúng cấu trúc",
  }),
  "certificate-irregular": ({ certificate: subject, problems }) => ({
    title: "chứng thư chữ ký số có điểm không đúng chuẩn",
    sentence: `Chứng thư chữ ký số của “${subject}” có điểm không đúng chuẩn (${problems}). Nếu vì vậy mà không dùng được thì đường dẫn tin cậy dừng ở chứng thư đó.`,
    action: action.nothing,
  }),
  "no-path-to-anchor": ({ stop, certificate: subject }) => ({
    title: "tổ chức cấp chứng thư chữ ký số chưa được tin cậy",
    sentence: `Chứng thư chữ ký số không dẫn tới chứng thư gốc nào được cấu hình, nên chưa xác định được người ký. Đường dẫn gần nhất dừng ở “${subject}”: ${pathStop[stop]}.`,
    action: action.askTechnicians,
    missing: "đường dẫn tin cậy tới một chứng thư chữ ký số gốc được cấu hình",
  }),
  "certificate-expired": ({ certificate: subject, notAfter }, { time }) => ({
    title: "chứng thư chữ ký số đã hết hạn, không chứng minh được thời điểm ký",
    sentence: `Chứng thư chữ ký số của “${subject}” hết hạn lúc ${time(notAfter)}; tài liệu không có dấu thời gian hợp lệ trước lúc đó.`,
    action: action.signAgainWithTimestamp,
    missing: `dấu thời gian hợp lệ trước ${time(notAfter)}`,
  }),
  "certificate-not-yet-valid": ({ certificate: subject, notBefore }, { time }) => ({
    title: "chứng thư chữ ký số chưa có hiệu lực",
    sentence: `Chứng thư chữ ký số của “${subject}” chỉ có hiệu lực từ ${time(notBefore)}, sau thời điểm kiểm tra.`,
    action: action.signAgain,
    missing: "chữ ký tạo khi chứng thư chữ ký số còn hiệu lực",
  }),
  "key-usage-not-signing": () => ({
    title: "chứng thư chữ ký số không được phép dùng để ký",
    sentence: "Chứng thư chữ ký số của người ký không được cấp để ký tài liệu (keyUsage).",
    action: action.signAgainWithOtherCertificate,
    missing: "chứng thư chữ ký số được phép dùng để ký",
  }),
  "extended-key-usage-not-signing": ({ usages }) => ({
    title: "chứng thư chữ ký số được cấp cho việc khác",
    sentence: `Chứng thư chữ ký số của người ký chỉ được cấp cho: ${usages}; không phải để ký tài liệu.`,
    action: action.signAgainWithOtherCertificate,
    missing: "chứng thư chữ ký số được phép dùng để ký",
  }),
  "signer-is-ca": () => ({
    title: "tài liệu ký bằng chứng thư CA",
    sentence: "Chứng thư dùng để ký là chứng thư của tổ chức cấp (CA), không phải chứng thư chữ ký số của người ký.",
    action: action.signAgainWithOtherCertificate,
    missing: "chữ ký bằng chứng thư chữ ký số của người ký",
  }),
  "path-constraints-violated": ({ stop, certificate: subject }) => ({
    title: "đường dẫn chứng thực không hợp lệ",
    sentence: `Đường dẫn tới chứng thư chữ ký số gốc trái với điều kiện cấp tại “${subject}”: ${pathStop[stop]}.`,
    action: action.askTechnicians,
    missing: "đường dẫn tin cậy đúng các điều kiện cấp",
  }),
  "revocation-not-checked": ({ certificate: subject }) => ({
    title: "chưa kiểm tra được tình trạng thu hồi",
    sentence: `Chưa có dữ liệu thu hồi đủ mới cho chứng thư chữ ký số của “${subject}”, nên chưa biết chứng thư có bị thu hồi hay không.`,
    action: action.checkAgainWithStatus,
    missing: `dữ liệu thu hồi (CRL hoặc OCSP) cho “${subject}”`,
  }),
  "level-too-low": ({ required, found }) => ({
    title: "mức chữ ký chưa đủ",
    sentence: `Cấu hình tin cậy yêu cầu mức ${required}; chữ ký này mới được xác nhận ở mức ${found}.`,
    action: action.signAgain,
    missing: `chữ ký ở mức ${required}`,
  }),
} satisfies Partial<FindingSentences>;
