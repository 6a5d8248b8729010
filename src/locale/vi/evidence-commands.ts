import type { EvidenceCommandWords } from "../evidence-commands.ts";
import { count } from "./numbers.ts";

export const evidenceCommands: EvidenceCommandWords = {
  evidence: {
    summary: "xóa bằng chứng đã lưu",
    description: "Xóa những gì verify --save-evidence đã lưu.",
    examples: [["pades evidence delete evidence/", "xem những gì sẽ xóa"]],
    delete: {
      summary: "xóa bằng chứng đã lưu",
      description:
        "Xóa khỏi thư mục những gì verify --save-evidence đã lưu: chỉ các tệp có nội dung khớp với tên. Không có --yes thì chỉ nêu những gì sẽ xóa.",
      folder: "thư mục",
      report: "chỉ những gì báo cáo JSON này nêu",
      yes: "xóa",
      examples: [
        ["pades evidence delete evidence/", "xem những gì sẽ xóa"],
        ["pades evidence delete evidence/ --report letter.json --yes", "xóa những gì thuộc về một báo cáo"],
      ],
      found: (files, folder) => `${count(files)} tệp bằng chứng đã lưu trong ${folder}`,
      none: (folder) => `Không có bằng chứng đã lưu trong ${folder}`,
      deleted: (files, folder) => `Đã xóa: ${count(files)} tệp bằng chứng trong ${folder}`,
      leftChanged: (files) => `Giữ lại: ${count(files)} tệp mang tên như bằng chứng nhưng chứa nội dung khác`,
      leftOthers: (files) => `Giữ lại: ${count(files)} tệp khác`,
      addYes: "Chưa xóa gì. Để xóa: thêm --yes",
      shared: "Báo cáo khác có thể cũng cần các tệp này để xét lại.",
    },
  },
  replay: {
    summary: "xét lại kết quả của một báo cáo từ bằng chứng đã lưu",
    description:
      "Xét lại các tệp đúng như báo cáo JSON ghi: tại thời điểm đó, theo cấu hình tin cậy và quy tắc đó, với bằng chứng mà verify --save-evidence đã lưu, không dùng mạng. Cho biết kết quả, kết luận và mã có giống như đã ghi không, hoặc khác ở đâu.",
    report: "báo cáo JSON",
    files: "các tệp PDF, nhận ra theo nội dung",
    evidence: "thư mục chứa bằng chứng đã lưu",
    trust: "cấu hình tin cậy, nếu không có trong thư mục đó",
    examples: [
      [
        "pades verify letter.pdf --trust roots/ --report letter.json --save-evidence evidence/",
        "trước hết: lưu cùng báo cáo",
      ],
      ["pades replay letter.json letter.pdf --evidence evidence/", "nhiều năm sau: có giống không?"],
    ],
    exitCodeList: [
      ["0", "giống như đã ghi"],
      ["1", "có điểm khác"],
    ],
    same: (files) => `Giống như đã ghi: kết quả, kết luận và mã của ${count(files)} tệp.`,
    differs: "Không giống như đã ghi:",
    fileSame: (path) => `${path}: giống như đã ghi`,
    fileDiffers: (path) => `${path}:`,
    notInReport: (path) => `${path}: báo cáo không nói về tệp có nội dung này`,
    absent: (path) => `Chưa xét lại vì không được đưa vào: ${path}`,
    version: (recorded, now) => `Báo cáo do phiên bản ${recorded} lập, phiên bản này là ${now}.`,
    trustProfile: (recorded, now) => `cấu hình tin cậy khác: trước là ${recorded}, nay là ${now}`,
    policy: (recorded, now) => `quy tắc (chính sách) khác: trước là ${recorded}, nay là ${now}`,
    missing: (file) => `thiếu bằng chứng: ${file}`,
    changed: (file) => `bằng chứng đã bị thay đổi: ${file}`,
    verdictWords: {
      valid: "hợp lệ",
      invalid: "không hợp lệ",
      indeterminate: "chưa đủ căn cứ kết luận",
      unsigned: "chưa ký số",
      unreadable: "không đọc được",
    },
    verdict: (recorded, now) => `kết quả: trước là ${recorded}, nay là ${now}`,
    signatureCount: (recorded, now) => `số chữ ký: trước là ${count(recorded)}, nay là ${count(now)}`,
    field: (recorded, now) => `trường chữ ký: trước là “${recorded}”, nay là “${now}”`,
    indication: (field, recorded, now) => `chữ ký “${field}”: trước là ${recorded}, nay là ${now}`,
    codes: (field, gone, added) => {
      const parts = [gone === "" ? null : `không còn ${gone}`, added === "" ? null : `có thêm ${added}`];
      return `${field === null ? "tệp" : `chữ ký “${field}”`}: ${parts.filter((part) => part !== null).join("; ")}`;
    },
  },
  saveEvidence:
    "lưu bằng chứng và cấu hình tin cậy vào thư mục này, để dùng với pades replay; giữ gìn như chính tệp đó",
  evidenceSaved: (folder, written, known) =>
    `Đã lưu bằng chứng: ${folder} (${count(written)} tệp mới, ${count(known)} tệp đã có)`,
};
