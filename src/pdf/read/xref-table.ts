import type { ByteView } from "../../bytes/view.ts";
import { MAX_PDF_OBJECTS } from "../../limits.ts";
import { PdfDict } from "../objects.ts";
import { ByteReader } from "./byte-reader.ts";
import { isDigit, isRegular } from "./characters.ts";
import { parseObject } from "./parse-object.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";
import { RemarkList } from "./remarks.ts";
import { highestNumberIn, MAX_OBJECT_NUMBER, sameEntry, type XrefEntry, type XrefSection } from "./xref-section.ts";

const FREE = 0x66;
const IN_USE = 0x6e;

/**
 * The cross-reference table whose keyword stands at `offset`, with its trailer (ISO 32000-2, 7.5.4 and 7.5.5).
 * @param base what the offsets in the table count from
 * @throws PdfReadError xref-malformed, trailer-malformed
 */
export function parseXrefTable(view: ByteView, offset: number, base: number): XrefSection {
  const reader = new ByteReader(view, offset);
  if (!reader.skipText("xref")) throw new PdfReadError("xref-malformed", "expected xref", offset);
  const entries = new Map<number, XrefEntry>();
  const remarks = new RemarkList();
  for (;;) {
    reader.skipWhiteSpace();
    if (!isDigit(reader.peek())) break;
    parseSubsection(reader, base, entries, remarks);
  }
  const trailerOffset = reader.position;
  if (!reader.skipText("trailer")) {
    throw new PdfReadError("xref-malformed", "expected a subsection or the trailer", reader.position);
  }
  const trailer = parseTrailer(reader, reader.position);
  return {
    kind: "table",
    offset,
    end: reader.position,
    trailerOffset,
    trailer,
    entries,
    highestNumber: highestNumberIn(entries),
    objectNumber: null,
    remarks: remarks.list,
  };
}

function parseTrailer(reader: ByteReader, start: number): PdfDict {
  let value: unknown;
  try {
    value = parseObject(reader, { inFile: true });
  } catch (thrown) {
    if (!(thrown instanceof PdfReadError)) throw thrown;
    throw new PdfReadError("trailer-malformed", "the trailer is no dictionary", thrown.offset ?? start, {
      cause: thrown,
    });
  }
  if (!(value instanceof PdfDict)) throw new PdfReadError("trailer-malformed", "the trailer is no dictionary", start);
  return value;
}

function parseSubsection(reader: ByteReader, base: number, entries: Map<number, XrefEntry>, remarks: RemarkList): void {
  const start = reader.position;
  let first = readInteger(reader);
  reader.skipWhiteSpace();
  const count = readInteger(reader);
  if (first + count > MAX_OBJECT_NUMBER) throw new PdfReadError("xref-malformed", "impossible object numbers", start);
  if (count > MAX_PDF_OBJECTS) throw new PdfLimitError("MAX_PDF_OBJECTS", MAX_PDF_OBJECTS);
  for (let i = 0; i < count; i++) {
    reader.skipWhiteSpace();
    const entryStart = reader.position;
    const field = readInteger(reader);
    const regular = reader.position === entryStart + 10;
    reader.skipWhiteSpace();
    const generationStart = reader.position;
    const gen = readInteger(reader);
    const laidOut = regular && generationStart === entryStart + 11 && reader.position === entryStart + 16;
    reader.skipWhiteSpace();
    if (!laidOut || reader.position !== entryStart + 17) remarks.add("xref-entry-format", start);
    const type = reader.next();
    if ((type !== FREE && type !== IN_USE) || isRegular(reader.peek())) {
      throw new PdfReadError("xref-malformed", "an entry that is neither n nor f", entryStart);
    }
    if (i === 0 && first === 1 && type === FREE && field === 0 && gen === 65535) {
      // Only object 0 heads the list of free objects; several producers count it as the first.
      first = 0;
      remarks.add("xref-numbered-from-one", start);
    }
    const num = first + i;
    const entry: XrefEntry = type === FREE ? { kind: "free", gen } : { kind: "in-file", offset: field + base, gen };
    const known = entries.get(num);
    if (known === undefined) entries.set(num, entry);
    else remarks.add(sameEntry(known, entry) ? "xref-repeated-entry" : "xref-duplicate-entry", entryStart);
  }
}

function readInteger(reader: ByteReader): number {
  const start = reader.position;
  let value = 0;
  for (let byte = reader.peek(); isDigit(byte); byte = reader.peek()) {
    value = value * 10 + byte - 0x30;
    reader.position++;
  }
  if (reader.position === start || !Number.isSafeInteger(value)) {
    throw new PdfReadError("xref-malformed", "expected a number in the cross-reference table", start);
  }
  return value;
}
