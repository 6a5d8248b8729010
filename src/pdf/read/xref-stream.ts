import type { ByteView } from "../../bytes/view.ts";
import { MAX_INFLATED_BYTES, MAX_PDF_OBJECTS } from "../../limits.ts";
import { isPdfArray, type PdfDict, PdfName, type PdfObject, PdfRef, PdfStream } from "../objects.ts";
import { decodeStream } from "./filters.ts";
import { parseIndirectObject } from "./indirect-object.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";
import { RemarkList } from "./remarks.ts";
import { highestNumberIn, MAX_OBJECT_NUMBER, sameEntry, type XrefEntry, type XrefSection } from "./xref-section.ts";

/** Bytes of one field of an entry; six already exceed any file, and eight with leading zeros occur. */
const MAX_FIELD_WIDTH = 8;
/** Fields of one entry: those beyond three are ignored (7.5.8.2). */
const MAX_FIELDS = 16;
/** Bytes tolerated after the entries. */
const SURPLUS_BYTES = 64 * 1024;

/** Nothing can be looked up while the cross-reference is being read: a reference counts as null. */
const direct = { resolve: (value: PdfObject | undefined) => (value instanceof PdfRef ? null : (value ?? null)) };

/**
 * The cross-reference stream whose object header stands at `offset` (ISO 32000-2, 7.5.8).
 * @param base what the offsets in it count from
 * @throws PdfReadError xref-malformed, and what reading a stream throws
 */
export function parseXrefStream(
  view: ByteView,
  offset: number,
  base: number,
  kind: "stream" | "hybrid-stream",
): XrefSection {
  const remarks = new RemarkList();
  const lengthOf = (value: PdfObject | undefined) => (typeof value === "number" ? value : null);
  const { num, value, extent } = parseIndirectObject(
    { view, lengthOf, remark: remarks.add, lexed: () => undefined },
    offset,
  );
  if (!(value instanceof PdfStream) || !isNamed(value.dict.get("Type"), "XRef")) {
    throw new PdfReadError("xref-malformed", "expected a cross-reference stream", offset);
  }
  const entries = parseEntries(value, base, offset, remarks);
  return {
    kind,
    offset: extent.start,
    end: extent.end,
    trailerOffset: null,
    trailer: value.dict,
    entries,
    highestNumber: highestNumberIn(entries),
    objectNumber: num,
    remarks: remarks.list,
  };
}

function parseEntries(stream: PdfStream, base: number, offset: number, remarks: RemarkList): Map<number, XrefEntry> {
  const [typeWidth, secondWidth, thirdWidth, width] = readWidths(stream.dict, offset);
  const index = readIndex(stream.dict, offset);
  const total = index.reduce((sum, [, count]) => sum + count, 0);
  if (total > MAX_PDF_OBJECTS) throw new PdfLimitError("MAX_PDF_OBJECTS", MAX_PDF_OBJECTS);
  // A predictor adds a byte to each row; more data than twice the entries is not worth decoding.
  const maxBytes = Math.min(MAX_INFLATED_BYTES, 2 * total * width + SURPLUS_BYTES);
  const data = decodeStream(direct, stream, { maxBytes });
  const entries = new Map<number, XrefEntry>();
  const ofOtherTypes = new Set<number>();
  let at = 0;
  for (const [first, count] of index) {
    if (at + count * width > data.length) {
      throw new PdfReadError("xref-malformed", "a cross-reference stream with fewer entries than its /Index", offset);
    }
    for (let num = first; num < first + count; num++, at += width) {
      // Table 18: the type defaults to 1, an object in the file.
      const type = typeWidth === 0 ? 1 : readField(data, at, typeWidth);
      const second = readField(data, at + typeWidth, secondWidth);
      const third = readField(data, at + typeWidth + secondWidth, thirdWidth);
      const entry = entryFrom(type, second, third, base);
      const known = entries.get(num);
      // 7.5.8.2: an object has one entry in a section. One of no known type stands for null to some readers.
      if (entry === null || ofOtherTypes.has(num)) {
        if (known !== undefined || ofOtherTypes.has(num)) remarks.add("xref-duplicate-entry", offset);
        ofOtherTypes.add(num);
      } else if (known === undefined) entries.set(num, entry);
      else remarks.add(sameEntry(known, entry) ? "xref-repeated-entry" : "xref-duplicate-entry", offset);
    }
  }
  if (at < data.length) remarks.add("xref-stream-surplus", offset);
  return entries;
}

/** Other types than these stand for null (7.5.8.3), as no entry does. */
function entryFrom(type: number, second: number, third: number, base: number): XrefEntry | null {
  if (type === 0) return { kind: "free", gen: third };
  if (type === 1) return { kind: "in-file", offset: second + base, gen: third };
  if (type === 2) return { kind: "in-stream", container: second, index: third };
  return null;
}

function readWidths(dict: PdfDict, offset: number): readonly [number, number, number, number] {
  const [type, second, third, ...more] = integers(dict.get("W"), "/W", offset);
  if (type === undefined || second === undefined || third === undefined) {
    throw new PdfReadError("xref-malformed", "a cross-reference stream without three widths in /W", offset);
  }
  const widths = [type, second, third, ...more];
  const width = widths.reduce((sum, one) => sum + one, 0);
  if (widths.length > MAX_FIELDS || Math.max(...widths) > MAX_FIELD_WIDTH || second === 0) {
    throw new PdfReadError("xref-malformed", "a cross-reference stream with impossible widths in /W", offset);
  }
  return [type, second, third, width];
}

function readIndex(dict: PdfDict, offset: number): [number, number][] {
  const index = dict.get("Index");
  const size = dict.get("Size");
  const flat =
    index === undefined || index === null
      ? [0, ...integers([size ?? null], "/Size", offset)]
      : integers(index, "/Index", offset);
  const pairs: [number, number][] = [];
  for (let i = 0; i < flat.length; i += 2) {
    const first = flat[i];
    const count = flat[i + 1];
    if (first === undefined || count === undefined) {
      throw new PdfReadError("xref-malformed", "an /Index with a first number but no count", offset);
    }
    if (first + count > MAX_OBJECT_NUMBER)
      throw new PdfReadError("xref-malformed", "impossible object numbers", offset);
    pairs.push([first, count]);
  }
  return pairs;
}

function integers(value: PdfObject | undefined, key: string, offset: number): number[] {
  if (!isPdfArray(value)) throw new PdfReadError("xref-malformed", `${key} is no array`, offset);
  return value.map((item) => {
    if (typeof item === "number" && Number.isSafeInteger(item) && item >= 0) return item;
    throw new PdfReadError("xref-malformed", `${key} holds something other than counts`, offset);
  });
}

function readField(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = at; i < at + width; i++) value = value * 256 + (data[i] ?? 0);
  return value;
}

function isNamed(value: PdfObject | undefined, name: string): boolean {
  return value instanceof PdfName && value.value === name;
}
