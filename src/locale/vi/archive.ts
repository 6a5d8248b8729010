import type { ArchiveAmbiguity, ArchiveDamage, ArchiveEntryFault } from "../../findings.ts";
import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";

const damages: { readonly [Damage in ArchiveDamage]: string } = {
  "no-end-record": "tệp không phải là tệp ZIP, hoặc bị cắt mất phần cuối",
  "several-disks": "tệp ZIP bị chia làm nhiều phần",
  "directory-outside": "mục lục của tệp ZIP chỉ ra ngoài tệp",
  "directory-malformed": "mục lục của tệp ZIP hỏng",
  "too-many-entries": "tệp ZIP có quá nhiều tệp",
  "no-entries": "tệp ZIP rỗng",
};

const faults: { readonly [Fault in ArchiveEntryFault]: string } = {
  absolute: "tên là một đường dẫn tuyệt đối",
  "leaves-folder": "tên dẫn ra ngoài thư mục của hồ sơ",
  "empty-part": "tên có một phần rỗng",
  backslash: "tên có dấu gạch chéo ngược",
  "control-character": "tên có ký tự điều khiển không hiện ra",
  "too-long": "tên quá dài",
  "symbolic-link": "đó là liên kết tới một tệp khác",
  "special-file": "đó không phải là tệp thông thường",
  encrypted: "tệp được đặt mật khẩu",
  "method-unsupported": "tệp được nén theo cách không hỗ trợ",
  "local-header-missing": "không thấy dữ liệu của tệp",
  "data-damaged": "dữ liệu nén bị hỏng",
  "checksum-mismatch": "nội dung không khớp với mã kiểm tra",
  "size-mismatch": "nội dung không có độ dài như đã ghi",
  "too-large": "tệp quá lớn",
  ratio: "tệp nén phình ra quá mức",
};

const ambiguities: { readonly [Ambiguity in ArchiveAmbiguity]: string } = {
  "data-before": "có dữ liệu nằm trước tệp đầu tiên",
  "data-after": "có dữ liệu nằm sau phần cuối",
  "data-between": "có dữ liệu nằm giữa các tệp mà mục lục không nêu",
  "entries-overlap": "hai tệp dùng chung một đoạn dữ liệu",
  "headers-disagree": "mục lục và phần đầu của chính tệp nói khác nhau",
  "name-twice": "có hai tệp cùng tên",
  "names-disagree": "trường bổ sung ghi một tên khác cho tệp",
  "directory-with-data": "một thư mục có nội dung",
  "end-records-disagree": "có hai mục lục",
};

/** Về tệp ZIP của hồ sơ. */
export const archive = {
  "file-archive": ({ file }) => ({
    title: "hồ sơ có tệp nén",
    sentence: `Tệp “${file}” là tệp nén; nội dung bên trong chưa được kiểm tra.`,
    action: action.unpackArchive,
    missing: `các tệp nằm trong “${file}”`,
  }),
  "archive-unreadable": ({ damage }) => ({
    title: "không mở được tệp ZIP",
    sentence: `Không mở được hồ sơ: ${damages[damage]}.`,
    action: action.sendArchiveAgain,
  }),
  "archive-entry-refused": ({ file, fault }) => ({
    title: "một tệp trong ZIP không được mở",
    sentence: `Tệp “${file}” trong ZIP không được mở: ${faults[fault]}.`,
    action: action.sendArchiveAgain,
  }),
  "archive-ambiguous": ({ file, ambiguity }) => ({
    title: "tệp ZIP có thể mở ra khác nhau",
    sentence: `Hai phần mềm có thể mở tệp ZIP này thành hai hồ sơ khác nhau: ${ambiguities[ambiguity]}${file === null ? "" : ` (“${file}”)`}.`,
    action: action.sendArchiveAgain,
  }),
  "archive-name-guessed": ({ file }) => ({
    title: "tên tệp trong ZIP không ghi bảng mã",
    sentence: `Tên tệp “${file}” trong ZIP không ghi bảng mã, nên có thể hiện sai dấu.`,
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
