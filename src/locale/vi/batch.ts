import type { BatchWords } from "../batch-words.ts";
import { count } from "./numbers.ts";

/** Khi kiểm tra nhiều tệp một lúc. */
export const batch: BatchWords = {
  jobs: "kiểm tra nhiều tệp cùng lúc: số luồng, hoặc auto cho mọi lõi của máy",
  jsonl: "in mỗi tệp một dòng JSON ngay khi kiểm tra xong",
  shard: "chỉ phần thứ i trong n phần, để chia cho nhiều máy (ví dụ 2/5)",
  journal: "ghi từng kết quả vào tệp này, để chạy tiếp được nếu bị dừng",
  resume: "chạy tiếp theo --journal: tệp không đổi thì không kiểm tra lại",
  summary: "ghi bảng tổng hợp vào tệp .csv, .html (có biểu đồ) hoặc .txt; dùng được nhiều lần",
  metrics: "ghi số đo cho Prometheus vào tệp này",
  progress: (done, files, perSecond, left) =>
    `${count(done)}/${count(files)} tệp, ${perSecond} tệp/giây${left === null ? "" : `, còn khoảng ${duration(left)}`}`,
  heading: (files) => `Đã kiểm tra ${count(files)} tệp`,
  known: (files) => `trong đó ${count(files)} tệp không đổi, lấy lại kết quả đã ghi`,
  verdicts: {
    valid: "hợp lệ",
    invalid: "không hợp lệ",
    indeterminate: "chưa đủ căn cứ kết luận",
    unsigned: "chưa ký số",
    unreadable: "không đọc được",
  },
  reasons: "Lý do gặp nhiều nhất (pades explain MÃ để xem nghĩa)",
  organizations: "Cơ quan, tổ chức ký",
  authorities: "Tổ chức cấp chứng thư chữ ký số",
  procedures: "Thủ tục hành chính",
  notRead: "không mở được tệp",
  more: (rest) => `và ${count(rest)} mục khác: dùng --summary để xem hết`,
  took: (seconds, perSecond) => `Mất ${seconds} giây, ${perSecond} tệp/giây.`,
  stopped: (done, files, journal) =>
    `Đã dừng sau ${count(done)}/${count(files)} tệp.${
      journal === null ? "" : ` Chạy lại với --journal ${journal} --resume để làm tiếp.`
    }`,
  journalExists: (path) => `${path} đã có; thêm --resume để làm tiếp, hoặc chọn tên khác.`,
  noJournal: (path) => `${path} không phải là nhật ký của lệnh này; không ghi gì vào đó. Chọn tên khác cho --journal.`,
  journalFolder: (path) => `không tạo được ${path}: thư mục chứa nó không tồn tại.`,
  badJobs: "--jobs cần một số từ 1 đến 256, hoặc auto.",
  badShard: "--shard cần dạng i/n, ví dụ 2/5.",
  emptyShard: "phần này không có tệp nào; các phần khác có.",
  resumeWithoutJournal: "--resume cần --journal TỆP.",
  badSummary: "--summary cần một tệp .csv, .html hoặc .txt.",
  page: {
    title: "Tổng hợp kết quả kiểm tra chữ ký số",
    time: "Thời điểm kiểm tra",
    trust: "Cấu hình tin cậy",
    waivedRevocation: "Bỏ qua kiểm tra thu hồi: “hợp lệ” trong bảng này không tính đến việc chứng thư bị thu hồi.",
    verdicts: "Theo kết quả",
    verdict: "Kết quả",
    files: "Số tệp",
    share: "Tỷ lệ",
    reasons: "Theo lý do",
    reason: "Lý do",
    name: "Tên",
    notValid: "Chưa hợp lệ",
    chart: "Biểu đồ",
    note: "Một tệp có thể có nhiều lý do và nhiều chữ ký, nên tổng các dòng có thể lớn hơn số tệp. Tên của chữ ký không hợp lệ chỉ là tên ghi trong tệp. Tên thủ tục lấy từ danh mục thành phần hồ sơ, chưa được xác minh.",
    rest: (names) => `và ${count(names)} dòng khác; bảng .csv liệt kê tất cả`,
  },
  notInBatch: (option) => `${option} không dùng được khi kiểm tra nhiều tệp một lúc.`,
};

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} giây`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} phút` : `${Math.floor(minutes / 60)} giờ ${minutes % 60} phút`;
}
