import type { ChangeLevel } from "../../pades/verify/verification.ts";
import type { Words } from "../words.ts";
import * as action from "./actions.ts";
import { nameOfChange } from "./changes.ts";
import { count } from "./numbers.ts";

const bySigner = (signers: string | null): string =>
  signers === null ? "từ khi có dấu thời gian" : `từ khi ${signers} ký`;

const provable = (until: string | null): string =>
  until === null ? "" : `; còn chứng minh được điều này đến ${until}`;

export const words: Words = {
  reportTitle: "Kết quả kiểm tra chữ ký số",
  verdict: {
    valid: "Hợp lệ",
    invalid: "Không hợp lệ",
    indeterminate: "Chưa đủ căn cứ kết luận",
    unsigned: "Chưa ký số",
    unreadable: "Không đọc được tệp",
  },
  severity: { fail: "lỗi", warn: "chưa rõ", info: "ghi chú" },

  judgedAsOf: (time) => `xét tại ${time}`,
  waived: { revocation: "bỏ qua thu hồi" },
  unusualOption: { acceptWithoutSignedAttributes: "chấp nhận chữ ký thiếu thuộc tính" },
  judgedAsOfSentence: (time) => `Xét tại ${time}, thời điểm do người kiểm tra nêu.`,
  waivedSentence: { revocation: "Theo yêu cầu của người kiểm tra, tình trạng thu hồi không được xét đến." },
  unusualOptionSentence: {
    acceptWithoutSignedAttributes:
      "Theo yêu cầu của người kiểm tra, chữ ký không có thuộc tính được ký cũng được chấp nhận.",
  },

  outcome: {
    validProven: ({ signers, time, until }) => ({
      tail: " tại thời điểm ký",
      sentence: `Tài liệu còn nguyên vẹn ${bySigner(signers)}; dấu thời gian xác nhận chữ ký đã có lúc ${time}, khi chứng thư chữ ký số còn hiệu lực${provable(until)}.`,
      action: action.accept,
    }),
    validRevokedLater: ({ signers, time, until, revokedAt }) => ({
      tail: " tại thời điểm ký; chứng thư chữ ký số bị thu hồi sau đó",
      sentence: `Tài liệu còn nguyên vẹn ${bySigner(signers)}; dấu thời gian xác nhận chữ ký đã có lúc ${time}, trước khi chứng thư chữ ký số bị thu hồi (${revokedAt})${provable(until)}.`,
      action: action.acceptAndKeep,
    }),
    validChecked: ({ signers, time }) => ({
      tail: " tại thời điểm kiểm tra",
      sentence: `Tài liệu còn nguyên vẹn ${bySigner(signers)}; chứng thư chữ ký số còn hiệu lực lúc ${time}.${signers === null ? "" : " Không có dấu thời gian xác nhận thời điểm ký."}`,
      action: action.accept,
    }),
    validWithAdditions: ({ signers, items }) => ({
      tail: "; có bổ sung trong phạm vi cho phép",
      sentence: `${signers === null ? "Sau dấu thời gian" : `Sau khi ${signers} ký`}, tài liệu được bổ sung: ${items}; các bổ sung này nằm trong phạm vi cho phép.`,
      action: action.lookThenAccept,
    }),
    withoutReason: {
      tail: "",
      sentence: "Kết quả không ghi lý do; coi như chưa kiểm tra.",
      action: action.reportFault,
    },
    severalFiles: (counts, verdict) => {
      const { valid, invalid, indeterminate, unsigned, unreadable } = counts;
      const total = valid + invalid + indeterminate + unsigned + unreadable;
      const parts = [
        [invalid, "không hợp lệ"],
        [unreadable, "không đọc được"],
        [indeterminate, "chưa đủ căn cứ kết luận"],
        [unsigned, "chưa ký số"],
        [valid, "hợp lệ"],
      ] as const;
      const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${count(number)} ${what}`);
      return {
        tail:
          counts[verdict] === total ? `: cả ${count(total)} tệp` : `: ${count(counts[verdict])}/${count(total)} tệp`,
        sentence: `Đã kiểm tra ${count(total)} tệp: ${said.join(", ")}.`,
        action: valid === total ? action.accept : openEach,
      };
    },
  },

  decidedBy: (field) => `Chữ ký “${field}”: `,

  label: {
    file: "Tệp",
    files: "Các tệp",
    signature: "Chữ ký số",
    documentTimestamp: "Dấu thời gian của tài liệu",
    changes: "Thay đổi",
    signer: "Người ký",
    organization: "Cơ quan ký",
    unit: "Đơn vị",
    email: "Thư điện tử",
    title: "Chức vụ",
    personalNumbers: "Số định danh",
    time: "Thời điểm ký",
    reason: "Lý do ký",
    location: "Nơi ký",
    issuer: "Tổ chức cấp",
    validity: "Hiệu lực",
    integrity: "Toàn vẹn",
    coverage: "Phạm vi ký",
    permission: "Giới hạn",
    level: "Mức",
    algorithms: "Thuật toán",
    revocation: "Thu hồi",
    askedInVain: "Đã hỏi mà không được",
    timestamps: "Dấu thời gian",
    provableUntil: "Còn chứng minh",
    established: "Đã xác định",
    missing: "Còn thiếu",
    nextAction: "Việc cần làm",
    findings: "Các điểm ghi nhận",
    technical: "Chi tiết kỹ thuật",
    technicalOfFile: "Chi tiết kỹ thuật của tệp",
    chain: "Đường dẫn",
    standardVerdict: "EN 319 102-1",
    checkedAt: "Kiểm tra lúc",
    mode: "Cách kiểm tra",
    policy: "Chính sách",
    trust: "Gốc tin cậy",
    evidence: "Bằng chứng",
    engine: "Công cụ",
    certificateHash: "Mã chứng thư",
    code: "Mã",
    weight: "Mức độ",
    meaning: "Ý nghĩa",
  },

  namedSigner: (name) => `${name} (ghi tên, chưa xác định)`,
  noName: "không có tên",
  unnamedFile: "tệp không tên",
  claimedTime: (time) => `${time} (do người ký khai)`,
  provenTime: (time) => `không muộn hơn ${time} (xác nhận bằng dấu thời gian)`,
  noTime: "không ghi",
  validityPeriod: (from, to) => `từ ${from} đến ${to}`,
  signatureHeading: (index, total, field) => `Chữ ký ${index}/${total}, trường “${field}”`,
  revisionOf: (revision, revisions) => `phiên bản ${revision}/${revisions}`,
  levelFound: (found, level) => (level === null ? `cấu trúc ${found}, chưa xác nhận` : `${level} (cấu trúc ${found})`),
  fileSize: (bytes) => `${bytes} byte`,
  digest: { ok: "mã băm khớp", failed: "mã băm không khớp", unknown: "chưa tính được mã băm" },
  signatureValue: {
    signature: { ok: "chữ ký khớp", failed: "chữ ký không khớp", unknown: "chưa kiểm tra được chữ ký" },
    "document-timestamp": {
      ok: "chữ ký của dấu thời gian khớp",
      failed: "chữ ký của dấu thời gian không khớp",
      unknown: "chưa kiểm tra được chữ ký của dấu thời gian",
    },
  },
  coverage: {
    "whole-file": "bao trùm toàn bộ tệp",
    "whole-revision": "bao trùm trọn phiên bản đã ký",
    partial: "không bao trùm toàn bộ tài liệu",
    anomalous: "phạm vi ký bất thường",
  },
  established: {
    signature: {
      "content-intact": "Nội dung đã ký còn nguyên vẹn, chữ ký khớp với chứng thư chữ ký số gửi kèm",
      "covers-file": "chữ ký bao trùm toàn bộ tệp",
      "covers-revision": "chữ ký bao trùm trọn phiên bản đã ký",
      "path-trusted": "chứng thư chữ ký số dẫn tới chứng thư gốc được cấu hình",
    },
    "document-timestamp": {
      "content-intact": "Nội dung được gắn dấu thời gian còn nguyên vẹn, dấu thời gian khớp với chứng thư gửi kèm",
      "covers-file": "dấu thời gian bao trùm toàn bộ tệp",
      "covers-revision": "dấu thời gian bao trùm trọn phiên bản được gắn dấu",
      "path-trusted": "chứng thư của tổ chức cấp dấu thời gian dẫn tới chứng thư gốc được cấu hình",
    },
  },
  nothingChanged: {
    signature: "không có thay đổi sau khi ký",
    "document-timestamp": "không có thay đổi sau dấu thời gian",
  },
  changeLevel: {
    none: "không có thay đổi sau khi ký",
    "lta-updates": "bổ sung dữ liệu xác minh dài hạn",
    "form-filling": "điền biểu mẫu hoặc ký thêm",
    annotations: "thêm chú thích",
    other: "thay đổi khác",
  } satisfies { readonly [L in ChangeLevel]: string },
  changesUnknown: "có bổ sung sau khi ký, chưa xét được",
  changesPermitted: "trong giới hạn cho phép",
  changesNotPermitted: "ngoài giới hạn cho phép",
  changeItem: ({ code, page, field, before, after, revision, object }) => {
    const where = [
      page === null ? null : `Trang ${page}`,
      field === null ? null : `mục ${field}`,
      page === null && field === null ? (object === "trailer" ? "Tài liệu" : `Đối tượng ${object}`) : null,
    ].filter((part) => part !== null);
    const values =
      before !== null && after !== null && code === "appearance-mismatch"
        ? `“${after}” thay vì “${before}”`
        : before !== null && after !== null
          ? `“${before}” đã đổi thành “${after}”`
          : after !== null
            ? `thêm “${after}”`
            : before !== null
              ? `bỏ “${before}”`
              : null;
    const name = nameOfChange(code);
    const what = values === null ? name : code === "field-filled" ? values : `${name}, ${values}`;
    return `${where.join(", ")}: ${what} (phiên bản ${revision})`;
  },
  forbidden: {
    docmdp: "Quy định của chữ ký chứng nhận tài liệu không cho phép.",
    fieldmdp: "Chữ ký đã khóa trường này.",
    lock: "Trường chữ ký của người ký đã khóa nội dung này.",
  },
  docMdp: {
    1: "người ký không cho phép thay đổi nào",
    2: "người ký chỉ cho phép điền biểu mẫu và ký thêm",
    3: "người ký cho phép điền biểu mẫu, ký thêm và chú thích",
  },
  revocationStatus: {
    good: "không bị thu hồi",
    revoked: "đã bị thu hồi",
    "on-hold": "bị tạm dừng",
    unknown: "không rõ",
  },
  revokedAt: (time) => `thu hồi lúc ${time}`,
  dataOf: (time) => `dữ liệu lúc ${time}`,
  timestampKind: {
    "signature-timestamp": "dấu thời gian của chữ ký",
    "content-timestamp": "dấu thời gian của nội dung",
    "document-timestamp": "dấu thời gian của tài liệu",
  },
  timestampValid: "hợp lệ",
  timestampNotValid: "không hợp lệ",
  anchor: "gốc tin cậy",
  mode: {
    offline: "ngoại tuyến",
    online: "trực tuyến",
    "evidence-only": "ngoại tuyến, chỉ theo dữ liệu được cung cấp",
  },
  missingStatus: (certificate, time, from) =>
    `tình trạng chứng thư của “${certificate}” cho thời điểm ${time}, ${from === null ? "từ tổ chức cấp: chứng thư không ghi địa chỉ" : `lấy từ ${from}`}`,
  missingIssuer: (certificate, from) =>
    `chứng thư của tổ chức đã cấp chứng thư cho “${certificate}”, ${from === null ? "chứng thư không ghi địa chỉ" : `lấy từ ${from}`}`,
  noEvidence: "không có",
  evidenceAge: ({ pieces, counted, oldest, newest, days }) => {
    const issued = oldest === newest ? `ban hành lúc ${oldest}` : `ban hành từ ${oldest} đến ${newest}`;
    const age = days === 0 ? "chưa đến 1 ngày trước" : `${count(days)} ngày trước`;
    const what = `${count(pieces)} CRL, phản hồi OCSP được nạp`;
    return counted === 0
      ? `${what}, không dữ liệu nào được dùng cho kết quả này; theo ngày ghi trong dữ liệu: ${issued} (cũ nhất: ${age})`
      : `${what}, ${count(counted)} được dùng: ${issued} (cũ nhất: ${age})`;
  },
  evidenceOverdue: (time) => `Đã quá hạn: từ ${time} lẽ ra đã có dữ liệu mới hơn. Nạp gói dữ liệu thu hồi mới.`,
  evidenceWithoutDates: "không có CRL hoặc phản hồi OCSP nào",
  moreHashes: (hidden) => `và ${count(hidden)} mục khác: xem báo cáo JSON`,
};

const openEach = {
  registry: "Xem từng tệp chưa hợp lệ bên dưới và làm theo việc cần làm của tệp đó.",
  citizen: "Xem từng tệp chưa hợp lệ bên dưới và làm theo việc cần làm của tệp đó.",
  archive: "Xem từng tệp chưa hợp lệ bên dưới và làm theo việc cần làm của tệp đó.",
};
