import { deflateSync } from "fflate";
import { concatBytes } from "../../../src/bytes/concat.ts";
import { encodeUtf8 } from "../../../src/bytes/text.ts";
import { crc32 } from "../../../src/dossier/zip/crc32.ts";

/** One entry as an archive is to have it; whatever is not said is as it should be. */
export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array;
  readonly method?: number;
  /** In the directory and in the local header. */
  readonly flags?: number;
  readonly attributes?: number;
  readonly madeBy?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  /** Extra field of the directory. */
  readonly extra?: Uint8Array;
  /** In the place of the compressed content. */
  readonly data?: Uint8Array;
  /** What the local header says otherwise than the directory. */
  readonly local?: {
    readonly name?: string;
    readonly method?: number;
    readonly flags?: number;
    readonly crc?: number;
    readonly size?: number;
    readonly compressedSize?: number;
    readonly extra?: Uint8Array;
  };
  /** Bytes before the local header that nothing names. */
  readonly before?: Uint8Array;
  /** Whether its data is followed by a descriptor, and the header has zeros. */
  readonly descriptor?: "with-signature" | "without-signature" | "wrong";
  /** In the place of where it is. */
  readonly offset?: number;
}

export interface RawZip {
  readonly entries: readonly RawEntry[];
  readonly afterEntries?: Uint8Array;
  readonly afterDirectory?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly afterEnd?: Uint8Array;
  /** What the end record says otherwise. */
  readonly end?: {
    readonly entries?: number;
    readonly size?: number;
    readonly offset?: number;
    readonly disk?: number;
  };
}

const NOTHING = new Uint8Array(0);
const UTF8 = 1 << 11;
const DESCRIPTOR = 1 << 3;

/** An archive written field by field; nothing in it needs to be right. */
export function rawZip({ entries, end = {}, ...parts }: RawZip): Uint8Array {
  const { afterEntries = NOTHING, afterDirectory = NOTHING, comment = NOTHING, afterEnd = NOTHING } = parts;
  const written: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const write = (bytes: Uint8Array): void => {
    written.push(bytes);
    at += bytes.length;
  };
  for (const entry of entries) {
    write(entry.before ?? NOTHING);
    const facts = factsOf(entry);
    directory.push(centralHeader(facts, entry, entry.offset ?? at));
    write(localHeader(facts, entry));
    write(facts.data);
    write(descriptorOf(facts, entry));
  }
  write(afterEntries);
  const central = concatBytes(...directory);
  const start = at;
  const endRecord = concatBytes(
    u32(0x06054b50),
    u16(end.disk ?? 0, end.disk ?? 0, end.entries ?? entries.length, end.entries ?? entries.length),
    u32(end.size ?? central.length, end.offset ?? start),
    u16(comment.length),
    comment,
  );
  return concatBytes(...written, central, afterDirectory, endRecord, afterEnd);
}

interface EntryFacts {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly compressedSize: number;
  readonly data: Uint8Array;
}

function factsOf(entry: RawEntry): EntryFacts {
  const content = entry.content ?? NOTHING;
  const method = entry.method ?? 8;
  const data = entry.data ?? (method === 8 ? deflateSync(content) : content);
  const flags = (entry.flags ?? UTF8) | (entry.descriptor === undefined ? 0 : DESCRIPTOR);
  return {
    name: typeof entry.name === "string" ? encodeUtf8(entry.name) : entry.name,
    flags,
    method,
    crc: entry.crc ?? crc32(content),
    size: entry.size ?? content.length,
    compressedSize: entry.compressedSize ?? data.length,
    data,
  };
}

function localHeader(facts: EntryFacts, { local = {}, descriptor }: RawEntry): Uint8Array {
  const name = local.name === undefined ? facts.name : encodeUtf8(local.name);
  const known = descriptor === undefined ? facts : { crc: 0, size: 0, compressedSize: 0 };
  return concatBytes(
    u32(0x04034b50),
    u16(20, local.flags ?? facts.flags, local.method ?? facts.method, 0, 0x21),
    u32(local.crc ?? known.crc, local.compressedSize ?? known.compressedSize, local.size ?? known.size),
    u16(name.length, local.extra?.length ?? 0),
    name,
    local.extra ?? NOTHING,
  );
}

function descriptorOf({ crc, size, compressedSize }: EntryFacts, { descriptor }: RawEntry): Uint8Array {
  if (descriptor === undefined) return NOTHING;
  const said = u32(crc, descriptor === "wrong" ? compressedSize + 1 : compressedSize, size);
  return descriptor === "without-signature" ? said : concatBytes(u32(0x08074b50), said);
}

function centralHeader(
  facts: EntryFacts,
  { attributes = 0, madeBy = 3, extra = NOTHING }: RawEntry,
  offset: number,
): Uint8Array {
  const { name, flags, method, crc, size, compressedSize } = facts;
  return concatBytes(
    u32(0x02014b50),
    u16((madeBy << 8) | 20, 20, flags, method, 0, 0x21),
    u32(crc, compressedSize, size),
    u16(name.length, extra.length, 0, 0, 0),
    u32(attributes, offset),
    name,
    extra,
  );
}

/** A record of an extra field. */
export function extraField(id: number, data: Uint8Array, length = data.length): Uint8Array {
  return concatBytes(u16(id, length), data);
}

/** An Info-ZIP Unicode Path of an entry whose header has `header` as its name. */
export function unicodePath(
  header: string,
  name: string,
  { version = 1, crc = crc32(encodeUtf8(header)) } = {},
): Uint8Array {
  return extraField(0x7075, concatBytes(Uint8Array.of(version), u32(crc), encodeUtf8(name)));
}

function u16(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value & 0xff, (value >>> 8) & 0xff]));
}

function u32(...values: readonly number[]): Uint8Array {
  return concatBytes(...values.map((value) => u16(value & 0xffff, value >>> 16)));
}
