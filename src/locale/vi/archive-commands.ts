import type { ArchiveCommandWords } from "../archive-commands.ts";
import { count } from "./numbers.ts";

/** Khi giữ giá trị lâu dài cho cả một kho lưu trữ. */
export const archiveCommands: ArchiveCommandWords = {
  due: {
    summary: "liệt kê tệp nào sắp hết thời hạn chứng minh được",
    description:
      "Liệt kê tệp PDF theo ngày mà đến đó còn chứng minh được chữ ký. Tệp sắp đến ngày thì gia hạn bằng pades extend; tệp đã qua ngày mà không gia hạn thì đã mất căn cứ, không gia hạn được nữa. Không gọi ra mạng nếu không có --online.",
    paths: "tệp PDF hoặc thư mục; trong thư mục lấy mọi tệp .pdf",
    trust: "cấu hình tin cậy: tệp JSON, hoặc thư mục chứng thư",
    within: "tệp nào hết hạn trong khoảng này thì tính là sắp đến hạn: 90d, 6w, 12m hoặc 2y (mặc định 12m)",
    at: "xét tại thời điểm này thay cho hiện tại",
    json: "in JSON thay cho văn bản",
    csv: "in bảng CSV (UTF-8 có BOM) thay cho văn bản",
    examples: [
      ["pades due kho-luu-tru/ --trust co-quan.trust.json --online", "xem tệp nào phải gia hạn trong 12 tháng tới"],
      [
        "pades due kho-luu-tru/ --trust co-quan.trust.json --evidence co-quan.evidence.json --within 2y --csv > den-han.csv",
        "lập bảng cho hai năm tới, với gói dữ liệu thu hồi đã lấy (pades evidence fetch)",
      ],
    ],
    exitCodeList: [
      ["0", "mọi tệp còn chứng minh được quá khoảng đã nêu"],
      ["1", "có tệp đã mất căn cứ, không hợp lệ hoặc không đọc được"],
      ["2", "có tệp sắp đến hạn, hoặc không rõ ngày"],
    ],
    heading: (files, until) => `${count(files)} tệp, tính đến ${until}`,
    states: {
      lost: "Đã mất căn cứ: không còn chứng minh được, không gia hạn được nữa",
      due: "Sắp đến hạn",
      "not-valid": "Không hợp lệ hoặc chưa kết luận được: không gia hạn",
      open: "Hợp lệ, không rõ đến ngày nào",
      later: "Còn chứng minh được lâu hơn",
    },
    none: "Không có tệp nào sắp đến hạn.",
    noDate: "không rõ ngày",
    next: "Gia hạn trước các ngày trên: pades extend THƯ_MỤC --due-within 12m -o KẾT_QUẢ",
    lostNext: "Với tệp đã mất căn cứ, tìm bản đã gia hạn ở nơi khác hoặc bản lưu của nơi ban hành.",
    statusNeeded:
      "Một số tệp cần dữ liệu thu hồi mới về tổ chức cấp dấu thời gian: dùng --online, hoặc --evidence với gói lấy bằng pades evidence fetch.",
    notRead: "không mở được tệp",
  },
  extend: {
    dueWithin: "với thư mục: chỉ gia hạn tệp hết thời hạn chứng minh trong khoảng này, ví dụ 12m",
    jobs: "với thư mục: làm mấy tệp cùng lúc (mặc định 2, nhiều nhất 16)",
    journal: "với thư mục: nhật ký để chạy tiếp nếu bị dừng (mặc định: KẾT_QUẢ/pades-extend.jsonl)",
    resume: "với thư mục: chạy tiếp theo nhật ký; tệp đã gia hạn thì không làm lại",
    onlyForFolders: (option) => `${option} chỉ dùng khi gia hạn cả thư mục.`,
    notForFolders: (option) => `${option} không dùng được khi gia hạn cả thư mục.`,
    outNeeded: "gia hạn cả thư mục cần có -o THƯ_MỤC_KẾT_QUẢ.",
    outInside: (folder) => `${folder} trùng hoặc nằm trong thư mục gốc; chọn thư mục khác, để tệp gốc giữ nguyên.`,
    badJobs: "--jobs cần một số từ 1 đến 16.",
    heading: (files) => `Đã xét ${count(files)} tệp`,
    outcomes: {
      renewed: "đã gia hạn",
      "not-due": "chưa đến hạn, giữ nguyên",
      refused: "không hợp lệ nên không gia hạn",
      failed: "chưa gia hạn được",
    },
    known: (files) => `trong đó ${count(files)} tệp đã gia hạn từ lần chạy trước`,
    earliest: (time) => `Các tệp đã gia hạn còn chứng minh được ít nhất đến ${time}.`,
    errors: {
      exists: "đã có tệp khác mang tên này trong thư mục kết quả",
      changed: "tệp bị thay đổi trong lúc gia hạn",
      "no-gain": "dấu thời gian mới không giữ được lâu hơn",
      "not-valid-after": "sau khi thêm dấu thời gian thì không hợp lệ",
      service: "một dịch vụ không trả lời hoặc thiếu dữ liệu",
      file: "không đọc hoặc không ghi được tệp",
    },
    journalAt: (path) => `Từng tệp một: ${path}`,
  },
  badPeriod: (option, text) => `${option}: “${text}” không phải là khoảng thời gian; viết như 90d, 6w, 12m hoặc 2y.`,
  more: (rest) => `và ${count(rest)} tệp khác`,
};
