import { decodeLatin1 } from "../../bytes/text.ts";
import type { ByteView } from "../../bytes/view.ts";
import { LEXED_FLOOR_BYTES, MAX_LEXED_RATIO, MAX_PDF_OBJECTS, MAX_XREF_SECTIONS } from "../../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { isDigit, isRegular } from "./characters.ts";
import { readObjectHeader } from "./indirect-object.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";
import type { AddRemark } from "./remarks.ts";
import { sameEntry, type XrefSection } from "./xref-section.ts";
import { parseXrefStream } from "./xref-stream.ts";
import { parseXrefTable } from "./xref-table.ts";

/** One step of the chain: a section and, in a hybrid file, the stream beside it. */
export interface XrefLink {
  readonly main: XrefSection;
  readonly hidden: XrefSection | null;
}

/** A hybrid file's stream follows its table. */
export function sectionsOfLink({ main, hidden }: XrefLink): readonly XrefSection[] {
  return hidden === null ? [main] : [main, hidden];
}

/** Bytes beside the given offset in which a section is still found. */
export const IMPRECISION_BYTES = 8;

/** Sections by the offset that was given for them: opening is run again after each wait for bytes. */
export type SectionMemory = Map<number, XrefSection>;

export interface ChainSource {
  readonly view: ByteView;
  readonly memory: SectionMemory;
  readonly remark: AddRemark;
  /** What offsets in the file count from. */
  readonly base: number;
}

/**
 * Every section from the newest, at `start`, along /Prev and /XRefStm (ISO 32000-2, 7.5.5 and 7.5.8.4).
 * @throws PdfReadError xref-out-of-file, xref-malformed, xref-loop, trailer-malformed
 * @throws PdfLimitError MAX_XREF_SECTIONS, MAX_PDF_OBJECTS
 */
export function readXrefChain(source: ChainSource, start: number): XrefLink[] {
  const links: XrefLink[] = [];
  const visited = new Set<number>();
  let entries = 0;
  let bytes = 0;
  for (let next: number | null = start; next !== null; ) {
    const main = readSection(source, next, false);
    if (visited.has(main.offset)) {
      throw new PdfReadError("xref-loop", "the chain of cross-reference sections comes back to itself", main.offset);
    }
    visited.add(main.offset);
    const hiddenAt = main.kind === "table" ? offsetIn(source, main, "XRefStm") : null;
    const hidden = hiddenAt === null ? null : readSection(source, hiddenAt, true);
    links.push({ main, hidden });
    if (links.length > MAX_XREF_SECTIONS) throw new PdfLimitError("MAX_XREF_SECTIONS", MAX_XREF_SECTIONS);
    bytes += main.end - main.offset + (hidden === null ? 0 : hidden.end - hidden.offset);
    if (bytes > LEXED_FLOOR_BYTES + MAX_LEXED_RATIO * source.view.size)
      throw new PdfLimitError("MAX_LEXED_RATIO", MAX_LEXED_RATIO);
    entries += main.entries.size + (hidden?.entries.size ?? 0);
    if (entries > MAX_PDF_OBJECTS) throw new PdfLimitError("MAX_PDF_OBJECTS", MAX_PDF_OBJECTS);
    next = offsetIn(source, main, "Prev");
  }
  remarkConflicts(links, source.remark);
  return links;
}

/**
 * An object in use in both sections of a hybrid file is one object only if both give the same place. Tools that copy
 * the trailer of an earlier revision leave its /XRefStm in theirs: such a stream is older than the table beside it.
 */
function remarkConflicts(links: readonly XrefLink[], remark: AddRemark): void {
  const older = new Set<number>();
  for (const { main, hidden } of links.toReversed()) {
    if (hidden === null) continue;
    if (conflicts(main, hidden))
      remark(older.has(hidden.offset) ? "hybrid-stream-stale" : "hybrid-conflict", hidden.offset);
    older.add(hidden.offset);
  }
}

function conflicts(main: XrefSection, hidden: XrefSection): boolean {
  for (const [num, entry] of hidden.entries) {
    const other = main.entries.get(num);
    if (other !== undefined && other.kind !== "free" && entry.kind !== "free" && !sameEntry(entry, other)) return true;
  }
  return false;
}

/**
 * What the offsets of a file with bytes before its header count from: the first byte, or the header where only that
 * leads to a cross-reference section.
 */
export function findOffsetBase(view: ByteView, startXref: number, headerOffset: number): number {
  if (headerOffset === 0 || locate(view, startXref) !== null) return 0;
  return locate(view, startXref + headerOffset) === null ? 0 : headerOffset;
}

/** Whether readers that count from the header find another section than those that count from the first byte. */
export function countsBothWays(view: ByteView, startXref: number, headerOffset: number): boolean {
  return headerOffset > 0 && locate(view, startXref) !== null && locate(view, startXref + headerOffset) !== null;
}

function offsetIn(source: ChainSource, section: XrefSection, key: "Prev" | "XRefStm"): number | null {
  const value = section.trailer.get(key);
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new PdfReadError("trailer-malformed", `/${key} is no offset`, section.offset);
  }
  if (value === 0) {
    source.remark("prev-zero", section.offset);
    return null;
  }
  return value + source.base;
}

function readSection(source: ChainSource, given: number, hidden: boolean): XrefSection {
  const { view, memory, base, remark } = source;
  let section = memory.get(given);
  if (section === undefined) {
    if (given >= view.size)
      throw new PdfReadError("xref-out-of-file", "a cross-reference section after the file", given);
    const place = locate(view, given) ?? locateNear(view, given);
    if (place === null)
      throw new PdfReadError("xref-malformed", "no cross-reference section where one should be", given);
    section =
      place.kind === "table"
        ? parseXrefTable(view, place.offset, base)
        : parseXrefStream(view, place.offset, base, hidden ? "hybrid-stream" : "stream");
    memory.set(given, section);
  }
  if (hidden && section.kind === "table") throw new PdfReadError("xref-malformed", "/XRefStm leads to a table", given);
  if (section.offset !== given) remark("xref-offset-imprecise", given);
  for (const { code, offset } of section.remarks) remark(code, offset);
  return section;
}

interface SectionPlace {
  readonly kind: "table" | "stream";
  readonly offset: number;
}

/** The section that starts at `offset`, after white space at most. */
function locate(view: ByteView, offset: number): SectionPlace | null {
  const before = view.slice(offset - 1, offset)[0];
  const reader = new ByteReader(view, offset);
  // In the middle of a number or of "startxref" nothing starts.
  if (before !== undefined && isRegular(before) && (isDigit(reader.peek()) || reader.peek() === 0x78)) return null;
  reader.skipWhiteSpace();
  const start = reader.position;
  if (reader.skipText("xref")) return { kind: "table", offset: start };
  const header = readObjectHeader(reader);
  return header === null ? null : { kind: "stream", offset: header.start };
}

/** The one section that starts within a few bytes of `offset`; readers share this tolerance, and no more than this. */
function locateNear(view: ByteView, offset: number): SectionPlace | null {
  const from = Math.max(0, offset - IMPRECISION_BYTES);
  const text = decodeLatin1(view.slice(from, offset + IMPRECISION_BYTES + 24));
  const match = /(?<![^\0\t\n\f\r ])(?:xref|\d{1,10} \d{1,5} obj)(?![^\0\t\n\f\r <[(/%])/.exec(text);
  if (match === null || from + match.index > offset + IMPRECISION_BYTES) return null;
  return { kind: match[0] === "xref" ? "table" : "stream", offset: from + match.index };
}
