import { claimed } from "../claimed.ts";
import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { count } from "./numbers.ts";
import { fieldIrregularity, shownClaim } from "./reasons.ts";
import { words } from "./words.ts";

/** Về trường chữ ký, phạm vi ký và các phiên bản sau khi ký. */
export const signatureField = {
  "signature-dictionary-ambiguous": ({ key }) => ({
    title: "dữ liệu chữ ký hiểu được nhiều cách",
    sentence: `Mục ${key} của chữ ký được ghi hơn một lần, nên mỗi phần mềm có thể đọc một khác.`,
    action: action.sendAgain,
  }),
  "signature-dictionary-indirect": ({ key }) => ({
    title: "dữ liệu chữ ký nằm sai chỗ",
    sentence: `Mục ${key} phải nằm ngay trong chữ ký, nhưng lại trỏ sang nơi khác, nơi có thể bị thay sau khi ký.`,
    action: action.sendAgain,
  }),
  "signature-dictionary-malformed": ({ key }) => ({
    title: "dữ liệu chữ ký sai cấu trúc",
    sentence: `Mục ${key} của chữ ký bị thiếu hoặc sai cấu trúc.`,
    action: action.sendAgain,
  }),
  "signature-shared-by-fields": ({ fields }) => ({
    title: "một chữ ký gắn vào nhiều trường",
    sentence: `Các trường ${fields} dùng chung một chữ ký; mỗi chữ ký chỉ được thuộc về một trường.`,
    action: action.sendAgain,
  }),
  "signature-value-inherited": ({ field }) => ({
    title: "chữ ký lấy từ trường khác",
    sentence: `Trường “${field}” không có chữ ký của chính nó mà thừa hưởng từ trường cấp trên.`,
    action: action.sendAgain,
  }),
  "signature-several-widgets": ({ field }) => ({
    title: "một chữ ký hiện ở nhiều chỗ",
    sentence: `Trường “${field}” có hơn một khung hiển thị; chữ ký chỉ được hiện ở một chỗ.`,
    action: action.sendAgain,
  }),
  "field-name-duplicate": ({ field }) => ({
    title: "trùng tên trường",
    sentence: `Có hơn một trường tên “${field}”, nên không xác định được trường nào đã ký.`,
    action: action.sendAgain,
  }),
  "field-irregular": ({ field, irregularity }) => ({
    title: "trường chữ ký có cấu trúc khác thường",
    sentence: `Trường chữ ký “${field}” khác cấu trúc thông thường: ${fieldIrregularity[irregularity]}.`,
    action: action.nothing,
  }),
  "subfilter-unsupported": ({ subFilter }) => ({
    title: "kiểu chữ ký chưa được hỗ trợ",
    sentence: `Chữ ký theo kiểu ${subFilter}, kiểu mà công cụ này chưa kiểm tra được.`,
    action: action.otherTool,
    missing: `việc kiểm tra chữ ký kiểu ${subFilter}`,
  }),
  "seed-value-not-met": ({ field, key }) => ({
    title: "không đúng loại chữ ký mà biểu mẫu yêu cầu",
    sentence: `Trường “${field}” quy định chữ ký tại đó phải như thế nào; chữ ký không đáp ứng, hoặc không cho thấy là đáp ứng: ${key}.`,
    action: action.signAgain,
    missing: `chữ ký đáp ứng yêu cầu của trường “${field}” (${key})`,
  }),
  "seed-value-not-followed": ({ field, key }) => ({
    title: "ký khác với gợi ý của biểu mẫu",
    sentence: `Biểu mẫu gợi ý, không bắt buộc, một điều cho trường “${field}” mà chữ ký không có: ${key}.`,
    action: action.nothing,
  }),
  "appearance-text-differs": ({ field, claim, shown, actual }, telling) => ({
    title: "nội dung hiển thị trên trang khác với chữ ký số",
    sentence: `Tại chỗ hiển thị chữ ký “${field}” trên trang, ${shownClaim[claim]} được ghi là “${claimed(claim, shown, telling)}”, còn theo chính chữ ký số thì ${actual === "" ? "không có thông tin này" : `là “${claimed(claim, actual, telling)}”`}.`,
    action: action.signAgain,
    missing: `chữ ký hiển thị đúng thông tin của chính nó (trường “${field}”)`,
  }),

  "byte-range-malformed": ({ byteRange }) => ({
    title: "phạm vi ký sai cấu trúc",
    sentence: `Phạm vi ký (ByteRange) ghi là “${byteRange}”, nên không xác định được phần nào đã ký.`,
    action: action.sendAgain,
  }),
  "byte-range-starts-late": ({ start }) => ({
    title: "chữ ký không bao trùm phần đầu của tệp",
    sentence: `Phạm vi ký bắt đầu từ byte ${count(start)} chứ không từ đầu tệp; phần đầu có thể bị thay mà chữ ký không phát hiện.`,
    action: action.sendAgain,
  }),
  "byte-range-out-of-file": ({ end, size }) => ({
    title: "phạm vi ký vượt ra ngoài tệp",
    sentence: `Phạm vi ký kết thúc ở byte ${count(end)}, nhưng tệp chỉ có ${count(size)} byte; tệp có thể đã bị cắt bớt.`,
    action: action.sendAgain,
  }),
  "byte-range-gap-mismatch": ({ gapStart, gapEnd, contentsStart, contentsEnd }) => ({
    title: "phạm vi ký bỏ trống sai chỗ",
    sentence: `Phần không được ký (byte ${count(gapStart)} đến ${count(gapEnd)}) không trùng với chỗ chứa chữ ký (byte ${count(contentsStart)} đến ${count(contentsEnd)}); nội dung có thể được giấu ở phần chênh lệch.`,
    action: action.sendAgain,
  }),
  "byte-range-ends-mid-revision": ({ end }) => ({
    title: "chữ ký không bao trùm toàn bộ tài liệu",
    sentence: `Phạm vi ký dừng ở byte ${count(end)}, giữa chừng một phiên bản của tệp; phần sau đó không được chữ ký bảo vệ.`,
    action: action.sendAgain,
  }),
  "contents-not-hex": ({ offset }) => ({
    title: "chỗ chứa chữ ký có dữ liệu lạ",
    sentence: `Chỗ chứa chữ ký có ký tự không phải chữ số thập lục phân (tại byte ${count(offset)}).`,
    action: action.sendAgain,
  }),
  "contents-trailing-bytes": ({ bytes }) => ({
    title: "có dữ liệu lạ sau chữ ký",
    sentence: `Sau chữ ký còn ${count(bytes)} byte khác 0 trong chỗ chứa chữ ký; phần này không được chữ ký bảo vệ.`,
    action: action.sendAgain,
  }),

  "changed-after-signing": ({ change, forbiddenBy, ...where }) => ({
    title: "tài liệu đã bị thay đổi sau khi ký",
    sentence: `${words.changeItem({ code: change, ...where })}.${forbiddenBy === null ? "" : ` ${words.forbidden[forbiddenBy]}`}`,
    action: action.sendAgain,
  }),
  "changes-beyond-policy": ({ change, ...where }) => ({
    title: "có thay đổi sau khi ký mà tài liệu không cho phép cũng không cấm",
    sentence: `${words.changeItem({ code: change, ...where })}.`,
    action: action.compareAdditions,
    missing: "quy định cho phép loại thay đổi này, trong tài liệu hoặc trong chính sách kiểm tra",
  }),
  "bytes-after-revision": ({ bytes }) => ({
    title: "có dữ liệu lạ sau phần đã ký",
    sentence: `Sau phần đã ký còn ${count(bytes)} byte không thuộc phiên bản nào của tệp.`,
    action: action.compareAdditions,
    missing: "căn cứ cho thấy dữ liệu sau phần đã ký là vô hại",
  }),
} satisfies Partial<FindingSentences>;
