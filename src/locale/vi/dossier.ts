import type { SignerAspect } from "../../findings.ts";
import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";

/** Người ký được nhận biết, hay không, theo điều gì. */
const aspects: { readonly [Aspect in SignerAspect]: string } = {
  tag: "hệ thống chứng thực",
  certificate: "chứng thư chữ ký số",
  organization: "cơ quan, tổ chức",
  "organizational-unit": "đơn vị trực thuộc",
  title: "chức vụ",
  "common-name": "tên chủ thể ký",
  identifier: "mã số định danh",
};

const requires = (expected: string) => (expected === "" ? "" : `; danh mục yêu cầu: ${expected}`);
const foundIs = (found: string) => (found === "" ? "" : `; chứng thư chữ ký số ghi: ${found}`);

/** Về cả hồ sơ: danh mục, thành phần, và ai phải ký. */
export const dossier = {
  "manifest-missing": () => ({
    title: "không có danh mục thành phần hồ sơ",
    sentence:
      "Không có danh mục thành phần hồ sơ, nên không biết hồ sơ có đủ thành phần hay không, và ai phải ký từng thành phần.",
    action: action.checkWithManifest,
    missing: "danh mục thành phần hồ sơ",
  }),
  "manifest-malformed": ({ path, expected, found }) => ({
    title: "danh mục thành phần hồ sơ không đọc được",
    sentence: `Danh mục thành phần hồ sơ sai ở “${path === "" ? "toàn tệp" : path}”: cần ${expected}, nhưng thấy ${found}. Hồ sơ được kiểm tra như không có danh mục.`,
    action: action.checkWithManifest,
    missing: "danh mục thành phần hồ sơ đọc được",
  }),
  "manifest-not-sealed": () => ({
    title: "danh mục thành phần hồ sơ đi kèm hồ sơ, không có xác nhận",
    sentence:
      "Danh mục nằm trong chính hồ sơ và không được ký xác nhận: ai cũng có thể đã viết hoặc sửa nó, nên nó không chứng minh được hồ sơ đủ và đúng người ký.",
    action: action.checkWithManifest,
    missing: "danh mục lấy từ nơi tiếp nhận, hoặc được ký xác nhận",
  }),
  "manifest-seal-invalid": () => ({
    title: "chữ ký xác nhận danh mục không hợp lệ",
    sentence:
      "Chữ ký xác nhận (hoso.json.p7s) không khớp với danh mục này, hoặc chính nó không hợp lệ. Danh mục không chứng minh được gì: cả việc hồ sơ đủ lẫn ai phải ký.",
    action: action.checkWithManifest,
  }),
  "manifest-seal-undecided": ({ signer }) => ({
    title: "chưa kết luận được chữ ký xác nhận danh mục",
    sentence: `Danh mục có chữ ký xác nhận${signer === "" ? "" : `, ghi tên ${signer}`}, nhưng chưa đủ căn cứ để biết chữ ký đó hợp lệ và đúng người. Vì vậy chưa biết hồ sơ có đủ và đúng người ký hay không.`,
    action: action.checkWithManifest,
    missing: "căn cứ cho thấy chữ ký xác nhận danh mục hợp lệ",
  }),
  "manifest-sealer-not-named": ({ signer, organization, tag }) => ({
    title: "chưa nêu ai được ký xác nhận danh mục",
    sentence: `Chữ ký xác nhận danh mục hợp lệ, của ${signer}${organization === "" || organization === signer ? "" : `, ${organization}`}${tag === "" ? "" : ` (${tag})`}. Lần kiểm tra này không nêu ai được quyền xác nhận hồ sơ phải có gì, mà ai cũng có thể ký xác nhận danh mục do mình viết.`,
    action: action.nameSealer,
    missing: "người được quyền ký xác nhận danh mục",
  }),
  "manifest-sealer-not-authorised": ({ signer, aspect, expected, found }) => ({
    title: "người ký xác nhận danh mục không có quyền",
    sentence: `Danh mục do ${signer} ký xác nhận, nhưng không được quyền: ${aspects[aspect]} không phù hợp${expected === "" ? "" : `; yêu cầu: ${expected}`}${foundIs(found)}.`,
    action: action.checkWithManifest,
  }),
  "component-missing": ({ component, file }) => ({
    title: "thiếu thành phần hồ sơ",
    sentence: `Thiếu “${component}” (tệp ${file}).`,
    action: action.supplement,
  }),
  "file-extra": ({ file }) => ({
    title: "có tệp ngoài danh mục",
    sentence: `Tệp “${file}” không có trong danh mục thành phần hồ sơ.`,
    action: action.removeExtra,
  }),
  "component-altered": ({ component, file }) => ({
    title: "thành phần hồ sơ không phải là bản đã ghi trong danh mục",
    sentence: `Thành phần “${component}” (tệp ${file}) khác với bản đã ghi trong danh mục.`,
    action: action.sendComponentAgain,
  }),
  "components-swapped": ({ component, other }) => ({
    title: "thành phần hồ sơ bị đổi chỗ",
    sentence: `Tệp đặt ở chỗ “${component}” là tệp của “${other}”.`,
    action: action.sendComponentAgain,
  }),
  "component-duplicated": ({ component, other }) => ({
    title: "một tệp được dùng cho hai thành phần hồ sơ",
    sentence: `Thành phần “${component}” và “${other}” là cùng một tệp.`,
    action: action.sendComponentAgain,
  }),
  "component-of-other-dossier": ({ component, reason }) => ({
    title: "thành phần của hồ sơ khác",
    sentence:
      reason === null
        ? `Chữ ký trên “${component}” không ghi mã của hồ sơ này.`
        : `Chữ ký trên “${component}” ghi lý do “${reason}”, không phải mã của hồ sơ này.`,
    action: action.sendComponentAgain,
  }),
  "component-unbound": ({ component }) => ({
    title: "không có gì gắn thành phần với hồ sơ này",
    sentence: `Danh mục không ghi mã băm và không có gì gắn “${component}” với hồ sơ này, nên không biết tệp có phải của hồ sơ khác, hoặc là một bản cũ hơn của chính nó, hay không.`,
    action: action.compareByHand,
    missing: `mã băm của “${component}” trong danh mục`,
  }),
  "component-renamed": ({ component, expected, found }) => ({
    title: "tệp mang tên khác",
    sentence: `Thành phần “${component}” có tên tệp là ${found}, không phải ${expected}; nội dung đúng như danh mục đã ghi.`,
    action: action.nothing,
  }),
  "component-not-pdf": ({ component, file }) => ({
    title: "thành phần phải ký không phải là tệp PDF",
    sentence: `Thành phần “${component}” (tệp ${file}) phải ký nhưng không phải là tệp PDF; công cụ này chỉ kiểm tra chữ ký trong tệp PDF.`,
    action: action.otherTool,
    missing: `bản PDF đã ký của “${component}”`,
  }),
  "required-signature-missing": ({ component, role }) => ({
    title: "thiếu chữ ký phải có",
    sentence: `Thành phần “${component}” thiếu chữ ký của ${role}.`,
    action: action.askForRequiredSignature,
  }),
  "signer-not-authorised": ({ component, role, signer, aspect, expected, found }) => ({
    title: "người ký không đúng thẩm quyền",
    sentence: `Thành phần “${component}” phải do ${role} ký; chữ ký ghi tên ${signer === "" ? "(không rõ)" : signer} khác ở ${aspects[aspect]}${requires(expected)}${foundIs(found)}.`,
    action: action.askForRequiredSignature,
  }),
  "signer-authority-unproven": ({ component, role, signer, organization }) => ({
    title: "chưa chứng minh được cơ quan ký còn tên gọi đó khi ký",
    sentence: `Chữ ký ghi tên ${signer} trên “${component}” được xét với tư cách ${role}; tên “${organization}” chỉ đúng trong một thời gian, mà không có dấu thời gian chứng minh đã ký trong thời gian đó.`,
    action: action.signAgainWithTimestamp,
    missing: "dấu thời gian cho biết đã ký khi cơ quan còn tên gọi đó",
  }),
  "signatures-out-of-order": ({ component, first, second }) => ({
    title: "ký không đúng thứ tự",
    sentence: `Trên “${component}”, ${second} ký trước ${first}; danh mục yêu cầu ngược lại.`,
    action: action.askForRequiredSignature,
  }),
  "signature-late": ({ component, role, deadline, time: signedAt }, { time }) => ({
    title: "ký quá hạn",
    sentence: `Chữ ký của ${role} trên “${component}” phải có trước ${time(deadline)}; dấu thời gian sớm nhất của chữ ký là ${time(signedAt)}.`,
    action: action.decideOnDeadline,
  }),
  "signature-time-unproven": ({ component, role, deadline }, { time }) => ({
    title: "chưa chứng minh được đã ký trong hạn",
    sentence: `Chữ ký của ${role} trên “${component}” phải có trước ${time(deadline)}; chữ ký này không có dấu thời gian hợp lệ, nên thời điểm ký chỉ là lời khai.`,
    action: action.signAgainWithTimestamp,
    missing: `dấu thời gian hợp lệ trước ${time(deadline)}`,
  }),
  "signature-below-level": ({ component, role, required, found }) => ({
    title: "mức chữ ký chưa đủ",
    sentence: `Chữ ký của ${role} trên “${component}” phải đạt mức ${required}; mới đạt ${found}.`,
    action: action.askForRequiredSignature,
  }),
  "signature-reused": ({ component, role, other }) => ({
    title: "một chữ ký được dùng hai lần",
    sentence: `Chữ ký của ${role} trên “${component}” chính là chữ ký đã có trên “${other}”.`,
    action: action.sendComponentAgain,
  }),
  "file-executable": ({ file }) => ({
    title: "hồ sơ có tệp chạy được",
    sentence: `Tệp “${file}” là chương trình, hoặc máy tính sẽ chạy nó như chương trình.`,
    action: action.doNotOpen,
  }),
  "desktop-leftover": ({ file }) => ({
    title: "có tệp do máy tính tự tạo, không thuộc hồ sơ",
    sentence: `Tệp “${file}” do hệ điều hành tự tạo để hiển thị thư mục; không có tài liệu nào trong đó nên được bỏ qua.`,
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
