import { equalBytes } from "../../bytes/equal.ts";
import type { ByteSource } from "../../bytes/source.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { ByteFields } from "./byte-fields.ts";
import type { DirectoryEntry } from "./central-directory.ts";
import { namesAnother, wideNumbers } from "./extra-fields.ts";

/** Where an entry's bytes lie, and whether its own header says of it what the directory says. */
export interface LocalEntry {
  /** From the header up to and with the data descriptor. */
  readonly extent: { readonly start: number; readonly end: number };
  readonly data: { readonly start: number; readonly end: number };
  readonly agrees: boolean;
  /** Whether an extra field has another name for it. */
  readonly hasOtherName: boolean;
}

const SIGNATURE = 0x04034b50;
const FIXED_BYTES = 30;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const HAS_DESCRIPTOR = 1 << 3;
/** Flags that change what is read: encryption, data descriptor, strong and masked encryption, encoding of the name. */
const MEANINGFUL_FLAGS = 0b0010_1000_0100_1001;
const SATURATED_32 = 0xffffffff;

/** APPNOTE.TXT 4.3.7 and 4.3.9; null where there is no local header, or the data reaches beyond `end`. */
export async function readLocalEntry(
  source: ByteSource,
  entry: DirectoryEntry,
  end: number,
): Promise<LocalEntry | null> {
  const start = entry.localOffset;
  if (start + FIXED_BYTES > end) return null;
  const header = new ByteFields(await source.read(start, start + FIXED_BYTES));
  if (header.u32(0) !== SIGNATURE) return null;
  const nameEnd = start + FIXED_BYTES + header.u16(26);
  const dataStart = nameEnd + header.u16(28);
  const dataEnd = dataStart + entry.compressedSize;
  if (dataEnd > end) return null;
  const name = await source.read(start + FIXED_BYTES, nameEnd);
  const extra = await source.read(nameEnd, dataStart);
  const hasDescriptor = (entry.flags & HAS_DESCRIPTOR) !== 0;
  const descriptor = hasDescriptor ? await readDescriptor(source, entry, dataEnd, end) : { end: dataEnd, agrees: true };
  const agrees =
    equalBytes(name, entry.rawName) &&
    header.u16(8) === entry.method &&
    ((header.u16(6) ^ entry.flags) & MEANINGFUL_FLAGS) === 0 &&
    sameNumber(header.u32(14), entry.crc32, hasDescriptor) &&
    sameSizes(header, extra, entry, hasDescriptor) &&
    descriptor.agrees;
  return {
    extent: { start, end: descriptor.end },
    data: { start: dataStart, end: dataEnd },
    agrees,
    hasOtherName: namesAnother(extra, encodeUtf8(entry.name)),
  };
}

/** Where a descriptor follows, the header may leave its numbers at zero. */
function sameNumber(local: number, central: number, hasDescriptor: boolean): boolean {
  return local === central || (hasDescriptor && local === 0);
}

/** In large archives sizes stand in an extra field, that of the content first (APPNOTE.TXT 4.5.3). */
function sameSizes(header: ByteFields, extra: Uint8Array, entry: DirectoryEntry, hasDescriptor: boolean): boolean {
  const wide = wideNumbers(extra);
  const take = (value: number) => (value === SATURATED_32 ? (wide.shift() ?? value) : value);
  const size = take(header.u32(22));
  const compressedSize = take(header.u32(18));
  return sameNumber(size, entry.size, hasDescriptor) && sameNumber(compressedSize, entry.compressedSize, hasDescriptor);
}

/** With or without its signature, and with sizes of 32 or 64 bits: programs write all four. */
async function readDescriptor(
  source: ByteSource,
  { crc32, compressedSize, size }: DirectoryEntry,
  start: number,
  end: number,
): Promise<{ readonly end: number; readonly agrees: boolean }> {
  const fields = new ByteFields(await source.read(start, Math.min(start + 24, end)));
  for (const prefix of [4, 0]) {
    for (const wide of [false, true]) {
      const length = prefix + (wide ? 20 : 12);
      if (length > fields.bytes.length || (prefix === 4 && fields.u32(0) !== DESCRIPTOR_SIGNATURE)) continue;
      const [first, second] = wide
        ? [fields.u64(prefix + 4), fields.u64(prefix + 12)]
        : [fields.u32(prefix + 4), fields.u32(prefix + 8)];
      if (fields.u32(prefix) === crc32 && first === compressedSize && second === size) {
        return { end: start + length, agrees: true };
      }
    }
  }
  return { end: start, agrees: false };
}
