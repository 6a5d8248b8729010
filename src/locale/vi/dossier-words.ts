import type { DossierWords } from "../dossier-words.ts";
import * as action from "./actions.ts";
import { count } from "./numbers.ts";

const quoted = (slogans: readonly string[]): string => slogans.map((slogan) => `“${slogan.toLowerCase()}”`).join(", ");

export const dossierWords: DossierWords = {
  reportTitle: "Kết quả kiểm tra hồ sơ",
  question: {
    correct: { slogan: "Đúng", asks: "Mọi chữ ký phải có đều hợp lệ, đúng người, đúng thứ tự, đúng hạn?" },
    complete: { slogan: "Đủ", asks: "Không thiếu, không thừa, không nhầm, không trùng thành phần hồ sơ?" },
    clean: { slogan: "Sạch", asks: "Không bị thay đổi sau khi ký, không có phần tự chạy?" },
    live: { slogan: "Sống", asks: "Dữ liệu kiểm tra còn mới, thuật toán còn an toàn?" },
  },
  correctWithoutManifest:
    "Mọi chữ ký trong các tệp đều hợp lệ? (Ai phải ký, theo thứ tự nào, trong hạn nào thì không có danh mục để xét.)",
  answer: { yes: "Có", no: "Không", unknown: "Chưa rõ" },

  valid: ({ signers, until }) => ({
    tail: ": hồ sơ đúng, đủ, sạch, sống",
    sentence: `Mọi thành phần trong danh mục đều có và còn nguyên vẹn${signers === null ? "" : `; người ký: ${signers}`}.${until === null ? "" : ` Còn chứng minh được điều này đến ${until}.`}`,
    action: action.acceptDossier,
  }),
  validFiles: ({ denied, open }) => ({
    tail: [
      ": chữ ký trong các tệp",
      denied.length === 0 ? "" : `; nhưng hồ sơ không ${quoted(denied)}`,
      open.length === 0 ? "" : `; chưa rõ có ${quoted(open)} hay không`,
    ].join(""),
    sentence: "Từng tệp có chữ ký hợp lệ; cả hồ sơ chưa được xét theo danh mục thành phần hồ sơ.",
    action: action.checkWithManifest,
  }),
  withoutReason: {
    tail: "",
    sentence: "Kết quả không ghi lý do; coi như chưa kiểm tra.",
    action: action.reportFault,
  },

  about: (component, file, field) =>
    `${component === null ? `Tệp ${file}` : `“${component}” (tệp ${file})`}${field === null ? "" : `, chữ ký “${field}”`}: `,
  moreReasons: (hidden) => `và ${count(hidden)} lý do khác: xem báo cáo JSON`,

  label: {
    dossier: "Hồ sơ",
    procedure: "Thủ tục",
    receiver: "Nơi tiếp nhận",
    decider: "Nơi giải quyết",
    deadline: "Hạn ký",
    manifest: "Danh mục",
    provableUntil: "Còn chứng minh",
    signers: "Người ký",
    questions: "Bốn câu hỏi",
    components: "Thành phần hồ sơ",
    component: "Thành phần",
    file: "Tệp",
    signatures: "Chữ ký phải có",
    files: "Các tệp",
  },
  manifestOrigin: {
    given: "do người kiểm tra cung cấp",
    dossier: "nằm trong chính hồ sơ",
  },
  sealedBy: (who) => `ký xác nhận: ${who}`,
  noManifest: "không có",
  absentFile: "không có tệp",
  absentSignature: "chưa có",
  noSignatureAsked: "không yêu cầu ký",
  component: { valid: "Đạt", invalid: "Không đạt", indeterminate: "Chưa rõ", unsigned: "Không có, không bắt buộc" },
  notPdf: "không phải PDF, không xét chữ ký và nội dung",
  until: (time) => `đến ${time}`,
};
