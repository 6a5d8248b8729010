import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { count } from "./numbers.ts";
import { structureAmbiguity, structureIrregularity } from "./reasons.ts";

const more = (others: number) => (others > 1 ? ` và ${count(others - 1)} đối tượng khác` : "");

/** Về cách tệp được ghép lại, và những gì không khớp sau phần đã ký. */
export const structure = {
  "bytes-before-header": ({ bytes }) => ({
    title: "có dữ liệu trước phần đầu tệp PDF",
    sentence: `Trước phần đầu tệp PDF có ${count(bytes)} byte; các phần mềm PDF đều bỏ qua.`,
    action: action.nothing,
  }),
  "structure-irregular": ({ irregularity, offset }) => ({
    title: "tệp có cấu trúc khác thường",
    sentence: `${structureIrregularity[irregularity]} (tại byte ${count(offset)}); các phần mềm PDF đều hiểu như nhau.`,
    action: action.nothing,
  }),
  "structure-ambiguous": ({ ambiguity, offset }) => ({
    title: "tệp hiểu được theo hai cách",
    sentence: `${structureAmbiguity[ambiguity]} (tại byte ${count(offset)}), nên phần mềm khác có thể hiện một tài liệu khác.`,
    action: action.sendAgain,
    missing: "tệp mà mọi phần mềm đều đọc như nhau",
  }),

  "unaccounted-bytes": ({ offset, bytes }) => ({
    title: "có dữ liệu lạ sau phần đã ký",
    sentence: `Sau phần đã ký có ${count(bytes)} byte (từ byte ${count(offset)}) không thuộc thành phần nào của tệp.`,
    action: action.compareAdditions,
    missing: "căn cứ cho thấy dữ liệu sau phần đã ký là vô hại",
  }),
  "unnamed-object": ({ object, offset, count: found }) => ({
    title: "có đối tượng ẩn được thêm sau khi ký",
    sentence: `Đối tượng ${object}${more(found)} (tại byte ${count(offset)}) được thêm sau khi ký nhưng không có trong danh mục đối tượng của tệp; một số phần mềm vẫn hiện đối tượng này.`,
    action: action.sendAgain,
  }),
  "section-outside-chain": ({ offset }) => ({
    title: "có phiên bản ẩn được thêm sau khi ký",
    sentence: `Một danh mục đối tượng (tại byte ${count(offset)}) được thêm sau khi ký nhưng bị bỏ khỏi lịch sử của tệp; một số phần mềm vẫn dùng danh mục này.`,
    action: action.sendAgain,
  }),
  "objects-overlap": ({ object, offset }) => ({
    title: "có đối tượng giấu trong đối tượng khác",
    sentence: `${object === null ? "Một phần của tệp" : `Đối tượng ${object}`} (tại byte ${count(offset)}) được thêm sau khi ký và nằm trong một đối tượng khác, nên chỉ một số phần mềm hiện ra.`,
    action: action.sendAgain,
  }),
  "xref-entry-mismatch": ({ object, offset, count: found }) => ({
    title: "đối tượng được thêm không nằm đúng chỗ",
    sentence: `Đối tượng ${object}${more(found)} của phiên bản sau không nằm ở chỗ tệp ghi (byte ${count(offset)}), nên các phần mềm có thể hiện khác nhau.`,
    action: action.sendAgain,
    missing: "tệp có các đối tượng nằm đúng chỗ đã ghi",
  }),
  "xref-entry-repointed": ({ object, offset, count: found }) => ({
    title: "nội dung ẩn được đưa ra sau khi ký",
    sentence: `Phiên bản sau thay đối tượng ${object}${more(found)} bằng nội dung đã giấu sẵn trong phần đã ký (tại byte ${count(offset)}).`,
    action: action.sendAgain,
  }),
  "xref-entry-beyond-revision": ({ object, offset, count: found }) => ({
    title: "phần đã ký trỏ tới dữ liệu thêm sau khi ký",
    sentence: `Đối tượng ${object}${more(found)} của phần đã ký lại nằm sau phần đó (tại byte ${count(offset)}), nơi có thể thêm nội dung sau khi ký.`,
    action: action.sendAgain,
  }),
  "xref-section-repointed": ({ offset }) => ({
    title: "phần đã ký bị đọc theo cách khác sau khi ký",
    sentence: `Phiên bản sau dùng một danh mục đối tượng đã giấu sẵn trong phần đã ký (tại byte ${count(offset)}).`,
    action: action.sendAgain,
  }),
} satisfies Partial<FindingSentences>;
