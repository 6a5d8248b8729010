import type { TrustCommandWords } from "../trust-command.ts";

const counts = (anchors: number, intermediates: number): string =>
  `${anchors} chứng thư gốc tin cậy, ${intermediates} chứng thư trung gian`;

export const trustCommand: TrustCommandWords = {
  summary: "quản lý danh sách chứng thư CA được tin cậy",
  description:
    "Quản lý cấu hình tin cậy: tệp JSON ghi các chứng thư gốc được tin cậy, tin cậy để làm gì và đến khi nào. Tên gọi không chứng minh điều gì: chứng thư được nhận diện bằng dấu vân tay SHA-256.",
  examples: [
    ["pades trust add goc.crt --trust co-quan.trust.json", "tin cậy một chứng thư gốc, sau khi xác nhận dấu vân tay"],
    ["pades trust list --trust co-quan.trust.json", "xem đang tin cậy những chứng thư nào"],
  ],
  trust: "tệp cấu hình tin cậy",
  add: {
    summary: "thêm chứng thư vào cấu hình tin cậy",
    description:
      "Hiện từng chứng thư và chỉ thêm khi được xác nhận rằng dấu vân tay đúng như tổ chức cấp công bố. Chứng thư gốc được tin cậy; chứng thư CA khác là chứng thư trung gian, chỉ giúp tìm đường dẫn và tự nó không được tin cậy. Chưa có cấu hình thì tạo mới.",
    examples: [
      ["pades trust add goc.crt --trust co-quan.trust.json --tag public-ca", "một chứng thư gốc, kèm nhãn hệ thống"],
      ["pades trust add goc-tsa.pem --trust co-quan.trust.json --role tsa", "chứng thư gốc chỉ dùng cho dấu thời gian"],
      ["pades trust add trung-gian.p7b --trust co-quan.trust.json", "các chứng thư giúp tìm đường dẫn"],
      ["pades trust add goc.crt --trust co-quan.trust.json --fingerprint 3F9A…", "trong kịch bản, ghi đủ 64 chữ số"],
    ],
    files: "chứng thư: PEM, DER hoặc gói PKCS#7 (.p7b, .p7c)",
    role: "tin cậy để làm gì, mặc định là tất cả; dùng được nhiều lần",
    tag: "thuộc hệ thống nào, ví dụ public-ca hoặc cong-vu",
    from: "tin cậy với những gì được chứng minh là có từ thời điểm này",
    until: "tin cậy với những gì được chứng minh là có đến thời điểm này",
    as: "thêm với vai trò này, thay cho vai trò theo nội dung chứng thư",
    allowLeaf: "cùng với --as anchor: nhận cả chứng thư không phải của CA, khi đó chỉ tin cậy chính nó",
    fingerprint:
      "SHA-256 của chứng thư gốc, đúng như tổ chức cấp công bố, để xác nhận mà không cần hỏi; dùng được nhiều lần",
    asAnchor: "Chứng thư gốc mới",
    asIntermediate: "Chứng thư trung gian mới, tự nó không được tin cậy",
    question: "Dấu vân tay này có đúng như tổ chức cấp công bố không? Gõ “có” để tin cậy: ",
    yes: ["có", "co", "yes", "y"],
    expired: (time) => `Lưu ý: đã hết hạn ngày ${time}; chỉ những gì được chứng minh là có trước đó mới hợp lệ.`,
    notYetValid: (time) => `Lưu ý: chỉ có hiệu lực từ ${time}.`,
    sameName: "Lưu ý: cấu hình đã có chứng thư cùng tên nhưng khác khóa. Cần chắc chắn cả hai đều của tổ chức cấp.",
    added: (anchors, intermediates, path) => `Đã thêm vào ${path}: ${counts(anchors, intermediates)}`,
    next: (path) => `pades trust check --trust ${path}`,
  },
  list: {
    summary: "xem cấu hình đang tin cậy những chứng thư nào",
    description: "Hiện các chứng thư gốc được tin cậy, tin cậy để làm gì, và các chứng thư trung gian.",
    examples: [["pades trust list --trust co-quan.trust.json", "xem tất cả"]],
    heading: (id, anchors, intermediates) => `Cấu hình tin cậy ${id}: ${counts(anchors, intermediates)}`,
    policy: (id) => `Chính sách: ${id}`,
    next: (path) =>
      `đối chiếu từng dấu vân tay với số mà tổ chức cấp công bố; tìm vấn đề: pades trust check --trust ${path}`,
    noAnchors: (path) =>
      `chưa có chứng thư gốc nào nên không chữ ký nào hợp lệ; thêm bằng: pades trust add TỆP --trust ${path}`,
  },
  remove: {
    summary: "bỏ chứng thư khỏi cấu hình tin cậy",
    description: "Bỏ chứng thư theo dấu vân tay SHA-256; chỉ cần từ 16 chữ số đầu trở lên.",
    examples: [
      ["pades trust remove 3F9A41C07D22E8B1 --trust co-quan.trust.json", "không tin cậy chứng thư này nữa"],
      ['pades trust remove "3F9A 41C0 7D22 E8B1" --trust co-quan.trust.json', "như trên, viết như lệnh list hiện ra"],
    ],
    fingerprints: "dấu vân tay SHA-256, như lệnh pades trust list hiện ra",
    removed: (subject, path) => `Đã bỏ khỏi ${path}: ${subject}`,
    noneLeft: "Cấu hình không còn chứng thư gốc nào: không chữ ký nào hợp lệ theo cấu hình này.",
  },
  check: {
    summary: "tìm vấn đề trong cấu hình tin cậy",
    description:
      "Tìm chứng thư đã hoặc sắp hết hạn, khóa yếu, chứng thư trùng, cùng tên khác khóa, và chứng thư trung gian không dẫn tới chứng thư gốc nào. Với --certificate, cho biết chứng thư đó có dẫn tới chứng thư gốc được tin cậy không.",
    examples: [
      ["pades trust check --trust co-quan.trust.json", "tìm vấn đề"],
      ["pades trust check --trust co-quan.trust.json --certificate nguoi-ky.pem", "thử đường dẫn của một chứng thư"],
    ],
    certificate: "thử tìm đường dẫn từ chứng thư này tới chứng thư gốc được tin cậy",
    role: "đường dẫn dùng để làm gì (mặc định: signer, người ký)",
    at: "xét tại thời điểm này, thay cho hiện tại",
    good: (anchors, intermediates, time) => `Không có vấn đề lúc ${time}: ${counts(anchors, intermediates)}`,
    found: (problems, notices, time) => `Lúc ${time}: ${problems} vấn đề, ${notices} lưu ý`,
    problem: {
      expired: (time) =>
        `Đã hết hạn ngày ${time}; chỉ những gì được chứng minh là có trước đó mới hợp lệ. Đề nghị tổ chức cấp gửi chứng thư mới.`,
      "expires-soon": (time) => `Sẽ hết hạn ngày ${time}. Đề nghị tổ chức cấp gửi chứng thư mới trước ngày đó.`,
      "not-yet-valid": (time) => `Chỉ có hiệu lực từ ${time}.`,
      "trust-ended": (time) => `Chỉ được tin cậy đến ${time}, đã qua: chữ ký mới không hợp lệ theo chứng thư này.`,
      weak: (key) => `Khóa (${key}) không còn an toàn; chữ ký bằng khóa này không được tính. Cần bỏ chứng thư này.`,
      "not-ca": "Không phải chứng thư của CA: chỉ xác nhận được cho chính nó.",
      duplicate: "Có hai lần trong cấu hình. Cần bỏ bớt một.",
      "same-name": "Có chứng thư khác cùng tên nhưng khác khóa. Cần chắc chắn cả hai đều của tổ chức cấp.",
      "no-path": (certificate, reason) =>
        `Không dẫn tới chứng thư gốc nào (đường dẫn gần nhất dừng ở “${certificate}”: ${reason}). Thêm chứng thư gốc của nó, hoặc bỏ nó.`,
      "no-signer-anchor": (tags) =>
        tags === null
          ? "Không có chứng thư gốc nào được tin cậy cho người ký: không chữ ký nào hợp lệ."
          : `Không có chứng thư gốc nào cho người ký mang nhãn mà chính sách đòi hỏi (${tags}): không chữ ký nào hợp lệ.`,
      "no-tsa-anchor":
        "Không có chứng thư gốc nào được tin cậy cho dấu thời gian: dấu thời gian không được tính, không gì chứng minh được thời điểm.",
    },
    pathFound: "Chứng thư dẫn tới chứng thư gốc được tin cậy.",
    pathNotFound: (certificate, reason) =>
      `Chứng thư không dẫn tới chứng thư gốc nào: đường dẫn gần nhất dừng ở “${certificate}”: ${reason}.`,
    pathNext: "không cần làm gì; tình trạng thu hồi được kiểm tra với từng chữ ký",
    noPathNext: "đề nghị tổ chức cấp gửi chứng thư CA, chỉ thêm khi đã xác nhận dấu vân tay",
  },
  label: {
    anchors: "Chứng thư gốc được tin cậy",
    intermediates: "Chứng thư trung gian",
    roles: "Tin cậy cho",
    tag: "Nhãn",
    trusted: "Tin cậy",
    issuer: "Bên cấp",
    validity: "Hiệu lực",
    key: "Khóa",
    fingerprint: "SHA-256",
    next: "Việc cần làm",
    path: "Đường dẫn",
  },
  role: { signer: "người ký", tsa: "dấu thời gian", revocation: "dữ liệu thu hồi" },
  noTag: "không có",
  trustedFrom: (time) => `từ ${time}`,
  trustedUntil: (time) => `đến ${time}`,
  period: (from, until) => `${from} đến ${until}`,
  state: { "in-force": "còn hiệu lực", expired: "đã hết hạn", "not-yet-valid": "chưa có hiệu lực" },
  error: {
    notCertificates: (path) => `${path} không chứa chứng thư dạng PEM, DER hoặc gói PKCS#7.`,
    noCertificates: (path) => `${path} không có chứng thư nào.`,
    folder: (path) => `${path} không phải là tệp JSON; với thư mục hoặc gói chứng thư, hãy thêm, xóa tệp trong đó.`,
    fingerprintFormat: (text) => `“${text}” không phải là dấu vân tay SHA-256: phải có 64 chữ số thập lục phân.`,
    notConfirmed: "dấu vân tay chưa được xác nhận; chưa thêm gì.",
    needsConfirmation: "chỉ thêm chứng thư gốc khi dấu vân tay đã được xác nhận.",
    howToConfirm: "Chạy trong cửa sổ dòng lệnh, hoặc nêu dấu vân tay do tổ chức cấp công bố: --fingerprint SHA256",
    fingerprintDiffers: (subject) => `${subject} không có dấu vân tay nào trong số đã nêu; chưa thêm gì.`,
    fingerprintUnused: (fingerprint) => `không có chứng thư gốc nào cần thêm mang dấu vân tay ${fingerprint}.`,
    isLeaf: (subject) => `${subject} không phải chứng thư của CA; hãy tin cậy CA đã cấp nó.`,
    howToAllowLeaf: "Để chỉ tin cậy riêng chứng thư này: --as anchor --allow-leaf",
    weak: (subject, key) => `khóa của ${subject} (${key}) không đủ an toàn để tin cậy.`,
    malformedKey: (subject) => `khóa của ${subject} sai cấu trúc.`,
    alreadyThere: (subject) => `${subject} đã có trong cấu hình; để đổi phạm vi tin cậy, hãy bỏ ra trước.`,
    notFound: (fingerprint) => `cấu hình không có chứng thư mang dấu vân tay ${fingerprint}.`,
    severalFound: (fingerprint) => `có nhiều chứng thư bắt đầu bằng ${fingerprint}; hãy ghi thêm chữ số.`,
    inSharedFile: (file) => `chứng thư nằm trong ${file} cùng với chứng thư khác; hãy lấy nó ra khỏi tệp đó.`,
    changedMeanwhile: (path) => `${path} vừa bị nơi khác sửa; chưa ghi gì. Hãy chạy lại.`,
    periodOrder: "--until sớm hơn --from.",
    oneCertificate: (path) => `${path} phải chứa đúng một chứng thư.`,
    fewerWords: "cần ít nhất 16 chữ số thập lục phân.",
  },
};
