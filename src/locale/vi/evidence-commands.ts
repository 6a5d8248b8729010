import { differing } from "../differing.ts";
import type { EvidenceCommandWords } from "../evidence-commands.ts";
import { count } from "./numbers.ts";

export const evidenceCommands: EvidenceCommandWords = {
  evidence: {
    summary: "tải dữ liệu thu hồi để kiểm tra khi không có mạng, hoặc xóa bằng chứng đã lưu",
    description:
      "Tải dữ liệu thu hồi vào một tệp (gói dữ liệu thu hồi), hoặc xóa những gì verify --save-evidence đã lưu.",
    examples: [["pades evidence fetch --trust office.trust.json -o office.evidence.json", "tải một gói"]],
    fetch: {
      summary: "tải các danh sách thu hồi hiện hành vào một tệp",
      description:
        "Tải danh sách thu hồi (CRL) của mọi tổ chức cấp chứng thư trong cấu hình tin cậy, kiểm tra chữ ký và thời hạn, rồi ghi những gì dùng được vào một tệp cho verify --evidence. Cấu hình thường không cho biết một tổ chức công bố danh sách thu hồi của chính mình ở đâu: chỉ ra một tệp đã ký bằng --for, hoặc địa chỉ bằng --crl. Với tệp đó, lệnh còn tải chứng thư của tổ chức cấp còn thiếu và hỏi máy chủ OCSP.",
      trust: "cấu hình tin cậy: tệp JSON, hoặc thư mục chứa chứng thư",
      out: "gói dữ liệu thu hồi sẽ ghi; gói cũ được thay thế",
      for: "tải thêm cho các chứng thư trong tệp PDF đã ký này; dùng được nhiều lần",
      crl: "tải thêm CRL tại địa chỉ này; dùng được nhiều lần",
      allowPrivate: "cho phép hỏi địa chỉ nội bộ này: máy, hoặc máy:cổng; mặc định không hỏi địa chỉ nội bộ nào",
      force: "ghi đè tệp kết quả, dù đó là tệp gì",
      examples: [
        [
          "pades evidence fetch --trust office.trust.json -o office.evidence.json",
          "tải theo địa chỉ ghi trong cấu hình",
        ],
        [
          "pades evidence fetch --trust roots/ --for letter.pdf -o letter.evidence.json",
          "tải thêm cho chứng thư của một tệp",
        ],
        [
          "pades evidence fetch --trust roots/ --crl http://ca.example/sub.crl -o office.evidence.json",
          "tải thêm từ một địa chỉ",
        ],
      ],
      exitCodeList: [
        ["0", "mọi tổ chức đều có danh sách hiện hành"],
        ["1", "không có gì dùng được; không ghi tệp"],
        ["2", "còn thiếu; đã ghi những gì tải được"],
      ],
      authority: (name) => `Tổ chức cấp chứng thư “${name}”`,
      otherAddresses: "Các địa chỉ khác",
      verified: (url, thisUpdate, nextUpdate) =>
        `chữ ký và thời hạn đều đúng: lúc ${thisUpdate}${nextUpdate === null ? "" : `, lần tới ${nextUpdate}`} (${url})`,
      stale: (url, nextUpdate) => `chữ ký đúng nhưng đã quá hạn: lẽ ra đã có bản mới lúc ${nextUpdate} (${url})`,
      failed: (url, reason) => `không tải được: ${reason} (${url})`,
      refused: (url, reason) =>
        `không nhận: ${
          {
            signature: "chữ ký không phải của tổ chức được ghi tên",
            "unknown-issuer": "không biết tổ chức ban hành từ cấu hình hay từ các tệp",
            "not-allowed": "bên ký không có quyền, hoặc dùng thuật toán yếu",
            "from-the-future": "thời điểm ban hành chưa đến",
          }[reason]
        } (${url})`,
      noAddress: "chưa biết địa chỉ danh sách thu hồi: chỉ ra một tệp đã ký bằng --for, hoặc địa chỉ bằng --crl",
      answeredOnly: "không công bố danh sách thu hồi ở địa chỉ nào đã biết; máy chủ OCSP đã trả lời, xem bên dưới",
      certificate: (name) => `OCSP cho chứng thư của “${name}”`,
      written: (path, { crl, ocsp, certificate }) => {
        const more = [
          ...(ocsp === 0 ? [] : [`${count(ocsp)} trả lời OCSP`]),
          ...(certificate === 0 ? [] : [`${count(certificate)} chứng thư`]),
        ];
        return `Đã ghi: ${path} (${[`${count(crl)} CRL`, ...more].join(", ")})`;
      },
      incomplete: "Còn thiếu dữ liệu: xem ở trên. Kết quả cần dữ liệu đó sẽ là chưa đủ căn cứ kết luận.",
      nothing: "không tải được gì dùng được nên không ghi tệp.",
      notABundle: (path) => `${path} đã có và không phải gói dữ liệu thu hồi; chọn tên khác, hoặc thêm --force.`,
    },
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
      "Xét lại các tệp đúng như báo cáo JSON ghi: tại thời điểm đó, theo cấu hình tin cậy và quy tắc đó, với bằng chứng mà verify --save-evidence đã lưu, không dùng mạng. Cho biết mọi kết quả trong báo cáo có giống như đã ghi không, hoặc khác ở đâu.",
    report: "báo cáo JSON",
    files: "các tệp PDF, nhận ra theo nội dung; với báo cáo về hồ sơ: thư mục, tệp ZIP hoặc các tệp của hồ sơ",
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
      ["1", "có điểm khác, hoặc chưa xét lại đủ các tệp của báo cáo"],
    ],
    same: (files) =>
      `Giống như đã ghi: kết quả chung, và của ${count(files)} tệp: kết quả, kết luận, mã và thông tin chữ ký.`,
    differs: "Không giống như đã ghi:",
    incomplete: "Chưa xét lại đủ các tệp của báo cáo:",
    wholeDiffers: "Kết quả chung:",
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
    facts: (field, keys) => `${field === null ? "hồ sơ" : `chữ ký “${field}”`}: báo cáo ghi khác ở ${keys}`,
    answer: (question, recorded, now) => `câu hỏi “${question}”: trước là ${recorded}, nay là ${now}`,
    reasons: (question, gone, added) =>
      `lý do của câu hỏi “${question}”: ${differing([
        ["không còn", gone],
        ["có thêm", added],
      ])}`,
    dossierFiles: (gone, added, changed) =>
      `các tệp: ${differing([
        ["không còn", gone],
        ["có thêm", added],
        ["nội dung khác", changed],
      ])}`,
    field: (recorded, now) => `trường chữ ký: trước là “${recorded}”, nay là “${now}”`,
    indication: (field, recorded, now) => `chữ ký “${field}”: trước là ${recorded}, nay là ${now}`,
    codes: (field, gone, added) =>
      `${field === null ? "tệp" : `chữ ký “${field}”`}: ${differing([
        ["không còn", gone],
        ["có thêm", added],
      ])}`,
  },
  saveEvidence:
    "lưu bằng chứng và cấu hình tin cậy vào thư mục này, để dùng với pades replay; giữ gìn như chính tệp đó",
  evidenceSaved: (folder, written, known) =>
    `Đã lưu bằng chứng: ${folder} (${count(written)} tệp mới, ${count(known)} tệp đã có)`,
};
