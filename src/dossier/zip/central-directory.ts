import { decodeLatin1, decodeUtf8, encodeUtf8 } from "../../bytes/text.ts";
import { ArchiveError } from "./archive-error.ts";
import { ByteFields } from "./byte-fields.ts";
import { namesAnother, wideNumbers } from "./extra-fields.ts";

/** One entry as the central directory has it (APPNOTE.TXT 4.3.12). */
export interface DirectoryEntry {
  /** The octets of its name. */
  readonly rawName: Uint8Array;
  readonly name: string;
  /** Whether the encoding of the name had to be guessed. */
  readonly isNameGuessed: boolean;
  /** Whether an extra field has another name for it. */
  readonly hasOtherName: boolean;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly localOffset: number;
  /** The kind of file that the program which made the archive wrote down. */
  readonly kind: "file" | "directory" | "symbolic-link" | "special-file";
}

const SIGNATURE = 0x02014b50;
const FIXED_BYTES = 46;
const SATURATED_32 = 0xffffffff;
const UTF8_NAME = 1 << 11;

/** @throws ArchiveError directory-malformed, several-disks */
export function parseCentralDirectory(bytes: Uint8Array, entries: number): DirectoryEntry[] {
  const found: DirectoryEntry[] = [];
  const fields = new ByteFields(bytes);
  let at = 0;
  while (at < bytes.length) {
    if (found.length === entries || at + FIXED_BYTES > bytes.length || fields.u32(at) !== SIGNATURE) {
      throw new ArchiveError("directory-malformed");
    }
    const [nameLength, extraLength, commentLength] = [fields.u16(at + 28), fields.u16(at + 30), fields.u16(at + 32)];
    const nameEnd = at + FIXED_BYTES + nameLength;
    const end = nameEnd + extraLength + commentLength;
    if (end > bytes.length) throw new ArchiveError("directory-malformed");
    found.push(parseEntry(fields, at, bytes.subarray(nameEnd, nameEnd + extraLength)));
    at = end;
  }
  if (found.length !== entries) throw new ArchiveError("directory-malformed");
  return found;
}

function parseEntry(fields: ByteFields, at: number, extra: Uint8Array): DirectoryEntry {
  const rawName = fields.bytes.slice(at + FIXED_BYTES, at + FIXED_BYTES + fields.u16(at + 28));
  const flags = fields.u16(at + 8);
  const sizes = { size: fields.u32(at + 24), compressedSize: fields.u32(at + 20), localOffset: fields.u32(at + 42) };
  const { text, isGuessed } = decodeName(rawName, flags);
  return {
    rawName,
    name: text,
    isNameGuessed: isGuessed,
    hasOtherName: namesAnother(extra, encodeUtf8(text)),
    flags,
    method: fields.u16(at + 10),
    crc32: fields.u32(at + 16),
    ...withNewerSizes(sizes, extra),
    kind: kindOf(fields.u16(at + 4) >>> 8, fields.u32(at + 38), text),
  };
}

interface Sizes {
  readonly size: number;
  readonly compressedSize: number;
  readonly localOffset: number;
}

/** APPNOTE.TXT 4.5.3: the fields that are saturated stand in an extra field, in this order. */
function withNewerSizes(sizes: Sizes, extra: Uint8Array): Sizes {
  const wide = wideNumbers(extra);
  const take = (value: number) => {
    if (value !== SATURATED_32) return value;
    const next = wide.shift();
    if (next === undefined) throw new ArchiveError("directory-malformed");
    return next;
  };
  const size = take(sizes.size);
  const compressedSize = take(sizes.compressedSize);
  return { size, compressedSize, localOffset: take(sizes.localOffset) };
}

/** UTF-8 where it says so; many programs write it without saying. Anything else is taken for what DOS had. */
function decodeName(raw: Uint8Array, flags: number): { readonly text: string; readonly isGuessed: boolean } {
  const utf8 = decodeUtf8(raw);
  if (utf8 !== null && ((flags & UTF8_NAME) !== 0 || raw.every((byte) => byte < 0x80))) {
    return { text: utf8, isGuessed: false };
  }
  return { text: utf8 ?? decodeLatin1(raw), isGuessed: true };
}

const UNIX = 3;
const MACOS = 19;
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;
const SYMBOLIC_LINK = 0o120000;
const DOS_DIRECTORY = 0x10;

function kindOf(madeBy: number, attributes: number, name: string): DirectoryEntry["kind"] {
  const type = madeBy === UNIX || madeBy === MACOS ? (attributes >>> 16) & TYPE_MASK : 0;
  if (type === SYMBOLIC_LINK) return "symbolic-link";
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY) return "special-file";
  const isDirectory = name.endsWith("/") || type === DIRECTORY || (attributes & DOS_DIRECTORY) !== 0;
  return isDirectory ? "directory" : "file";
}
