import type { PageCommandWords } from "../page-command.ts";

export const pageCommand: PageCommandWords = {
  summary: "tạo một trang kiểm tra dùng được không cần mạng",
  description:
    "Tạo một tệp HTML duy nhất: mở bằng trình duyệt là kiểm tra được hồ sơ, không cần mạng, không cần cài đặt. Cấu hình tin cậy và dữ liệu thu hồi nằm ngay trong tệp; mã SHA-256 in ra dưới đây để người nhận đối chiếu trước khi dùng.",
  examples: [
    ["pades page --trust office.trust.json -o verify.html", "trang có cấu hình tin cậy của cơ quan"],
    ["pades page --trust office.trust.json --evidence office.evidence.json -o verify.html", "kèm dữ liệu thu hồi"],
  ],
  trust: "cấu hình tin cậy: tệp JSON, hoặc thư mục chứa chứng thư",
  out: "tệp HTML sẽ ghi",
  evidence: "gói dữ liệu thu hồi để kèm theo trang",
  manifest: "danh mục thành phần hồ sơ: mọi tệp được kiểm tra theo danh mục này",
  force: "ghi đè tệp kết quả nếu đã có",
  exitCodeList: [["0", "đã ghi trang"]],
  written: (path, kilobytes) => `Đã ghi ${path} (${kilobytes} kB).`,
  hash: (sha256) => `SHA-256 của trang: ${sha256}`,
  trusted: (profile, anchors, sha256) =>
    `Cấu hình tin cậy: ${profile}, ${anchors} chứng thư chữ ký số gốc, SHA-256 ${sha256}`,
  evidenceFrom: (oldest) => `Dữ liệu thu hồi: phần cũ nhất lập lúc ${oldest}`,
  noEvidence: "Không kèm dữ liệu thu hồi: trang chỉ dùng dữ liệu có sẵn trong từng tệp.",
};
