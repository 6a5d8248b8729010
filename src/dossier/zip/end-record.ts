import type { ByteSource } from "../../bytes/source.ts";
import type { ArchiveAmbiguity } from "../../findings.ts";
import { ArchiveError } from "./archive-error.ts";
import { ByteFields } from "./byte-fields.ts";

/** Where the central directory is, as the end of an archive says (APPNOTE.TXT 4.3.14 to 4.3.16). */
export interface EndRecord {
  readonly entries: number;
  readonly directory: { readonly start: number; readonly end: number };
  /** Where the end records begin; the directory reaches up to here. */
  readonly start: number;
  readonly ambiguities: readonly ArchiveAmbiguity[];
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const END64_SIGNATURE = 0x06064b50;
const END64_BYTES = 56;
/** What a field of the older record says where the truth is in the newer one. */
const SATURATED_16 = 0xffff;
const SATURATED_32 = 0xffffffff;

/** @throws ArchiveError no-end-record, several-disks, directory-outside */
export async function readEndRecord(source: ByteSource): Promise<EndRecord> {
  const tailStart = Math.max(0, source.size - END_BYTES - MAX_COMMENT);
  const tail = new ByteFields(await source.read(tailStart, source.size));
  const candidates = endRecords(tail);
  const last = candidates.at(-1);
  if (last === undefined) throw new ArchiveError("no-end-record");
  const ambiguities = new Set<ArchiveAmbiguity>();
  // Programs search from the end or from the start; of two records they take two.
  if (candidates.length > 1) ambiguities.add("end-records-disagree");
  if (last + END_BYTES + tail.u16(last + 20) !== tail.bytes.length) ambiguities.add("data-after");

  const start = tailStart + last;
  const old = {
    disks: tail.u16(last + 4) + tail.u16(last + 6),
    onDisk: tail.u16(last + 8),
    entries: tail.u16(last + 10),
    size: tail.u32(last + 12),
    offset: tail.u32(last + 16),
  };
  const newer = await readNewerRecord(source, start);
  if (newer === null) {
    if (old.disks !== 0 || old.onDisk !== old.entries) throw new ArchiveError("several-disks");
    return located(old, start, source.size, ambiguities);
  }
  const agrees =
    (old.entries === SATURATED_16 || old.entries === newer.entries) &&
    (old.size === SATURATED_32 || old.size === newer.size) &&
    (old.offset === SATURATED_32 || old.offset === newer.offset);
  if (!agrees) ambiguities.add("end-records-disagree");
  return located(newer, newer.start, source.size, ambiguities);
}

/** Where records of the right form are whose comment does not reach beyond the file. */
function endRecords(tail: ByteFields): number[] {
  const found: number[] = [];
  for (let at = 0; at + END_BYTES <= tail.bytes.length; at++) {
    if (tail.bytes[at] !== 0x50 || tail.u32(at) !== END_SIGNATURE) continue;
    if (at + END_BYTES + tail.u16(at + 20) <= tail.bytes.length) found.push(at);
  }
  return found;
}

interface Directory {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
}

/** The record of archives that may be larger than 4 GB; null where there is none. */
async function readNewerRecord(
  source: ByteSource,
  endStart: number,
): Promise<(Directory & { readonly start: number }) | null> {
  const locatorStart = endStart - LOCATOR_BYTES;
  if (locatorStart < 0) return null;
  const locator = new ByteFields(await source.read(locatorStart, endStart));
  if (locator.u32(0) !== LOCATOR_SIGNATURE) return null;
  const start = locator.u64(8);
  if (start + END64_BYTES > locatorStart) throw new ArchiveError("directory-outside");
  const record = new ByteFields(await source.read(start, start + END64_BYTES));
  if (record.u32(0) !== END64_SIGNATURE || start + 12 + record.u64(4) !== locatorStart) {
    throw new ArchiveError("directory-outside");
  }
  if (record.u32(16) + record.u32(20) !== 0 || record.u64(24) !== record.u64(32))
    throw new ArchiveError("several-disks");
  return { entries: record.u64(32), size: record.u64(40), offset: record.u64(48), start };
}

function located(
  { entries, size, offset }: Directory,
  start: number,
  fileSize: number,
  ambiguities: Set<ArchiveAmbiguity>,
): EndRecord {
  const end = offset + size;
  if (end > start || end > fileSize) throw new ArchiveError("directory-outside");
  // What lies between the directory and its end is data that some programs find and others pass over.
  if (end !== start) ambiguities.add("data-between");
  return { entries, directory: { start: offset, end }, start, ambiguities: [...ambiguities] };
}
