import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { count } from "./numbers.ts";
import { damage } from "./reasons.ts";

interface Place {
  readonly page: number | null;
  readonly object: number | null;
}

const where = ({ page, object }: Place) => {
  const parts = [...(page === null ? [] : [`trang ${page}`]), ...(object === null ? [] : [`đối tượng ${object}`])];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
};

const first = (place: Place, found: number) => `${found > 1 ? `, ở ${count(found)} chỗ` : ""}${where(place)}`;

/** Những gì trong tài liệu tự hoạt động, lấy từ nơi khác hoặc không hiện ra. */
export const content = {
  "external-stream": (place) => ({
    title: "nội dung nằm ở tệp khác",
    sentence: `Một phần nội dung hiển thị của tài liệu${where(place)} nằm ở tệp khác, không được ký và có thể bị thay.`,
    action: action.signAgain,
    missing: "tài liệu chứa đủ mọi nội dung hiển thị",
  }),
  "reference-xobject": (place) => ({
    title: "nội dung nằm ở tệp khác",
    sentence: `Tài liệu hiện một trang của tệp khác${where(place)}, không được ký và có thể bị thay.`,
    action: action.signAgain,
    missing: "tài liệu chứa đủ mọi nội dung hiển thị",
  }),
  "xfa-form": () => ({
    title: "có biểu mẫu XFA",
    sentence: "Tệp có biểu mẫu XFA; một số phần mềm hiện biểu mẫu này thay cho các trang mà phần mềm khác hiện.",
    action: action.signAgain,
    missing: "tài liệu mà mọi phần mềm đều hiện như nhau",
  }),
  "object-unreadable": ({ reason, ...place }) => ({
    title: "có phần của tài liệu không đọc được",
    sentence: `${damage[reason]}${where(place)}; mỗi phần mềm có thể tự sửa một cách và hiện khác nhau.`,
    action: action.sendAgain,
    missing: "tệp mà mọi phần đều đọc được",
  }),
  javascript: ({ count: found, ...place }) => ({
    title: "tài liệu có mã lệnh",
    sentence: `Tài liệu có ${count(found)} đoạn mã lệnh${where(place)}; nội dung do mã lệnh hiện ra không phải là nội dung đã ký.`,
    action: action.lookForActive,
  }),
  "calculated-fields": () => ({
    title: "có ô tự tính",
    sentence: "Một số ô của biểu mẫu được mã lệnh tính từ các ô khác.",
    action: action.lookForActive,
  }),
  "launch-action": ({ count: found, ...place }) => ({
    title: "tài liệu khởi chạy chương trình",
    sentence: `Tài liệu có thể mở tệp hoặc khởi chạy chương trình trên máy của người đọc${first(place, found)}.`,
    action: action.lookForActive,
  }),
  "uri-to-file": ({ count: found, ...place }) => ({
    title: "có liên kết tới tệp trên máy",
    sentence: `Tài liệu có liên kết mở tệp trên máy của người đọc${first(place, found)}.`,
    action: action.lookForActive,
  }),
  "embedded-executable": ({ name }) => ({
    title: "có chương trình đính kèm",
    sentence: `Tài liệu có chương trình đính kèm: “${name}”.`,
    action: action.lookForActive,
  }),
  "fonts-not-embedded": ({ fonts, page }) => ({
    title: "phông chữ không có trong tệp",
    sentence: `Tệp thiếu phông chữ mà các trang sử dụng${page === null ? "" : ` (bắt đầu từ trang ${page})`}: ${fonts}; chữ có thể hiện khác trên máy khác.`,
    action: action.nothing,
  }),
  "layers-print-or-view": () => ({
    title: "có lớp hiển thị khác nhau trên màn hình và khi in",
    sentence: "Tài liệu có lớp nội dung chỉ hiện trên màn hình hoặc chỉ hiện khi in.",
    action: action.lookAtLayers,
  }),
  "layers-hidden": () => ({
    title: "có lớp bị ẩn",
    sentence: "Tài liệu có lớp nội dung không hiện ra cho đến khi có người bật lên.",
    action: action.lookAtLayers,
  }),
  "text-covered": ({ page, by, count: found }) => ({
    title: "có chữ bị che",
    sentence: `Trang ${page} có chú thích (${by}) nằm trên chữ, có thể che mất chữ${found > 1 ? `; tất cả ${count(found)} chỗ` : ""}. Phần chữ bên dưới vẫn thuộc nội dung đã ký.`,
    action: action.lookBelow,
  }),
  "need-appearances": () => ({
    title: "ô biểu mẫu được vẽ lại",
    sentence: "Tệp yêu cầu mỗi phần mềm tự vẽ các ô của biểu mẫu, nên các ô có thể hiện khác nhau.",
    action: action.nothing,
  }),
  "signature-widget-hidden": ({ field }) => ({
    title: "chữ ký bị ẩn trên trang",
    sentence: `Hình của chữ ký “${field}” có chỗ trên trang nhưng được đặt ở chế độ không hiển thị.`,
    action: action.nothing,
  }),
  "signature-widget-off-page": ({ field }) => ({
    title: "chữ ký nằm ngoài trang",
    sentence: `Hình của chữ ký “${field}” nằm ngoài phần nhìn thấy của trang hoặc không thuộc trang nào.`,
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
