import { deflateSync } from "fflate";
import { concatBytes } from "../../../src/bytes/concat.ts";
import { encodeUtf8 } from "../../../src/bytes/text.ts";
import type { Finding } from "../../../src/findings.ts";
import { MAX_DOSSIER_FILES } from "../../../src/limits.ts";
import { extraField, type RawEntry, type RawZip, rawZip, unicodePath } from "./raw-zip.ts";

/** An archive that must not pass unnoticed, and the finding that names it. */
export interface HostileZip {
  readonly title: string;
  readonly bytes: () => Uint8Array;
  readonly code: Finding["code"];
  /** The value that the finding must have among its parameters. */
  readonly detail: string;
}

const text = (content: string) => encodeUtf8(content);
const GOOD: RawEntry = { name: "a.txt", content: text("hello hello hello hello") };
const entry = (changes: Partial<RawEntry>): RawEntry => ({ ...GOOD, ...changes });
const zip = (changes: Partial<RawZip>) => () => rawZip({ entries: [GOOD], ...changes });
const withEntry = (changes: Partial<RawEntry>) =>
  zip({ entries: [entry(changes), { name: "b.txt", content: text("b") }] });

const refused = (title: string, detail: string, changes: Partial<RawEntry>): HostileZip => ({
  title,
  bytes: withEntry(changes),
  code: "archive-entry-refused",
  detail,
});
const ambiguous = (title: string, detail: string, bytes: () => Uint8Array): HostileZip => ({
  title,
  bytes,
  code: "archive-ambiguous",
  detail,
});
const unreadable = (title: string, detail: string, bytes: () => Uint8Array): HostileZip => ({
  title,
  bytes,
  code: "archive-unreadable",
  detail,
});

const UNIX_LINK = 0o120777 * 65536;
const UNIX_DEVICE = 0o020666 * 65536;

/** Names that would leave the folder, or stand for something else, on some system. */
const NAMES: readonly (readonly [string, string])[] = [
  ["../a.txt", "leaves-folder"],
  ["x/../../a.txt", "leaves-folder"],
  ["..", "leaves-folder"],
  ["x/..", "leaves-folder"],
  ["/etc/passwd", "absolute"],
  ["//server/share/a.txt", "absolute"],
  ["C:/a.txt", "absolute"],
  ["c:a.txt", "absolute"],
  ["..\\a.txt", "backslash"],
  ["x\\..\\..\\a.txt", "backslash"],
  ["\\\\server\\share", "backslash"],
  ["x//a.txt", "empty-part"],
  ["./a.txt", "empty-part"],
  ["x/./a.txt", "empty-part"],
  ["a.txt\u0000.pdf", "control-character"],
  ["a\nb.txt", "control-character"],
  ["\u001b[2Ja.txt", "control-character"],
  ["ho-so\u202efdp.exe", "control-character"],
  ["\u200fa.txt", "control-character"],
  [`${"x/".repeat(600)}a.txt`, "too-long"],
];

export const HOSTILE_ZIPS: readonly HostileZip[] = [
  ...NAMES.map(([name, fault]) => refused(`an entry named ${JSON.stringify(name.slice(0, 30))}`, fault, { name })),
  refused("a symbolic link", "symbolic-link", { attributes: UNIX_LINK, content: text("/etc/passwd") }),
  refused("a symbolic link made on a Mac", "symbolic-link", { attributes: UNIX_LINK, madeBy: 19 }),
  refused("a device", "special-file", { attributes: UNIX_DEVICE }),
  refused("an encrypted entry", "encrypted", { flags: 1 }),
  refused("a strongly encrypted entry", "encrypted", { flags: 1 | (1 << 6) }),
  refused("an entry whose header is masked", "encrypted", { flags: 1 << 13 }),
  refused("an entry compressed in a rare way", "method-unsupported", { method: 12 }),
  refused("an entry with compressed data that is none", "data-damaged", { data: text("\u0007\u0007\u0007") }),
  refused("an entry that ends in the middle of its data", "data-damaged", {
    data: deflateSync(text("hello hello")).subarray(0, 4),
  }),
  refused("an entry with another checksum", "checksum-mismatch", { crc: 1, local: { crc: 1 } }),
  refused("an entry longer than it says", "size-mismatch", { size: 3, local: { size: 3 } }),
  refused("an entry shorter than it says", "size-mismatch", { size: 300, local: { size: 300 } }),
  refused("a stored entry of another length", "size-mismatch", { method: 0, size: 4, local: { size: 4 } }),
  refused("an entry that says it is enormous", "too-large", { size: 0xf0000000, local: { size: 0xf0000000 } }),
  refused("an entry that unpacks to a thousand times its size", "ratio", { content: new Uint8Array(4 * 1024 * 1024) }),
  refused("an entry whose data is not there", "local-header-missing", { offset: 1 }),
  refused("an entry whose data would be outside the file", "local-header-missing", { offset: 0x7fffffff }),
  refused("an entry whose data reaches into the directory", "local-header-missing", {
    compressedSize: 5000,
    local: { compressedSize: 5000 },
  }),
  {
    title: "many entries that unpack to far more than the archive",
    bytes: zip({
      entries: Array.from({ length: 40 }, (_, i) => ({ name: `${i}.txt`, content: new Uint8Array(900_000) })),
    }),
    code: "archive-entry-refused",
    detail: "ratio",
  },
  ambiguous("data before the first entry", "data-before", zip({ entries: [entry({ before: text("MZ....") })] })),
  ambiguous(
    "data between two entries",
    "data-between",
    zip({ entries: [GOOD, { name: "b.txt", content: text("b"), before: text("hidden") }] }),
  ),
  ambiguous("data between the last entry and the directory", "data-between", zip({ afterEntries: text("hidden") })),
  ambiguous("data between the directory and its end", "data-between", zip({ afterDirectory: text("hidden") })),
  ambiguous("data after the end", "data-after", zip({ afterEnd: text("hidden") })),
  ambiguous("two end records", "end-records-disagree", () => {
    const [first, second] = [rawZip({ entries: [GOOD] }), rawZip({ entries: [entry({ name: "b.txt" })] })];
    return rawZip({
      entries: [GOOD],
      comment: new Uint8Array([...second.subarray(-22)]),
      afterEnd: first.subarray(0, 0),
    });
  }),
  ambiguous("an entry hidden behind the directory of another archive", "data-before", () => {
    const hidden = rawZip({ entries: [entry({ name: "hidden.txt" })] });
    return rawZip({ entries: [entry({ before: hidden })] });
  }),
  ambiguous("two entries of one name", "name-twice", zip({ entries: [GOOD, GOOD] })),
  ambiguous("two names that differ in case", "name-twice", zip({ entries: [GOOD, entry({ name: "A.TXT" })] })),
  ambiguous(
    "two names that differ in composition",
    "name-twice",
    zip({ entries: [entry({ name: "ký.txt".normalize("NFC") }), entry({ name: "ký.txt".normalize("NFD") })] }),
  ),
  ambiguous(
    "two names that differ in width",
    "name-twice",
    zip({ entries: [entry({ name: "1.txt" }), entry({ name: "\uff11.txt" })] }),
  ),
  ambiguous("a folder of the name of a file", "name-twice", zip({ entries: [entry({ name: "a" }), { name: "a/" }] })),
  ambiguous("two entries over the same data", "entries-overlap", () =>
    rawZip({ entries: [GOOD, entry({ offset: 0 })] }),
  ),
  ambiguous("a folder with content", "directory-with-data", withEntry({ name: "x/" })),
  ambiguous("a local header with another name", "headers-disagree", withEntry({ local: { name: "b.exe" } })),
  ambiguous("a local header with another method", "headers-disagree", withEntry({ local: { method: 0 } })),
  ambiguous("a local header that says it is encrypted", "headers-disagree", withEntry({ local: { flags: 1 } })),
  ambiguous("a local header with another checksum", "headers-disagree", withEntry({ local: { crc: 1 } })),
  ambiguous("a local header with another size", "headers-disagree", withEntry({ local: { size: 1 } })),
  ambiguous(
    "a local header with another compressed size",
    "headers-disagree",
    withEntry({ local: { compressedSize: 1 } }),
  ),
  ambiguous(
    "a local header that names no size, with no descriptor to come",
    "headers-disagree",
    withEntry({ local: { size: 0, crc: 0 } }),
  ),
  ambiguous("a descriptor that says otherwise", "headers-disagree", withEntry({ descriptor: "wrong" })),
  ambiguous(
    "a local header whose sizes stand elsewhere, and are others",
    "headers-disagree",
    withEntry({ local: { size: 0xffffffff, compressedSize: 0xffffffff, extra: extraField(1, new Uint8Array(16)) } }),
  ),
  ambiguous(
    "another name in an extra field of the directory",
    "names-disagree",
    withEntry({ extra: unicodePath("a.txt", "c.txt") }),
  ),
  ambiguous(
    "another name in an extra field of the local header",
    "names-disagree",
    withEntry({ local: { extra: unicodePath("a.txt", "c.txt") } }),
  ),
  ambiguous(
    "another name in an extra field, after that of the header",
    "names-disagree",
    withEntry({ extra: concatBytes(unicodePath("a.txt", "a.txt"), unicodePath("a.txt", "c.txt")) }),
  ),
  ambiguous(
    "another name in an extra field that is out of date",
    "names-disagree",
    withEntry({ extra: unicodePath("a.txt", "c.txt", { crc: 1 }) }),
  ),
  ambiguous(
    "another name in an extra field of an unknown version",
    "names-disagree",
    withEntry({ extra: unicodePath("a.txt", "c.txt", { version: 2 }) }),
  ),
  ambiguous(
    "a name in an extra field that is cut off",
    "names-disagree",
    withEntry({ extra: extraField(0x7075, text("\u0001"), 50) }),
  ),
  unreadable("nothing", "no-end-record", () => new Uint8Array(0)),
  unreadable("a text", "no-end-record", () => text("no archive")),
  unreadable("an archive without its end", "no-end-record", () => rawZip({ entries: [GOOD] }).subarray(0, -1)),
  unreadable("an archive of several disks", "several-disks", zip({ end: { disk: 1 } })),
  unreadable("an empty archive", "no-entries", zip({ entries: [] })),
  unreadable("a directory outside of the file", "directory-outside", zip({ end: { offset: 0x7fffffff } })),
  unreadable("a directory that is too long", "directory-outside", zip({ end: { size: 5000 } })),
  unreadable("a directory with fewer entries than it says", "directory-malformed", zip({ end: { entries: 2 } })),
  unreadable(
    "a directory with more entries than it says",
    "directory-malformed",
    zip({ entries: [GOOD, entry({ name: "b" })], end: { entries: 1 } }),
  ),
  unreadable("a directory that is none", "directory-malformed", zip({ end: { offset: 3, size: 60 } })),
  unreadable("a million entries", "too-many-entries", zip({ end: { entries: MAX_DOSSIER_FILES + 1 } })),
];
