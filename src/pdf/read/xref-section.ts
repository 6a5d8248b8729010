import type { PdfDict } from "../objects.ts";
import type { PdfRemark } from "./remarks.ts";

/** Where one cross-reference entry says an object is (ISO 32000-2, 7.5.4 and 7.5.8.3). */
export type XrefEntry =
  | { readonly kind: "free"; readonly gen: number }
  /** `offset` counts from the start of the file, wherever the header stands. */
  | { readonly kind: "in-file"; readonly offset: number; readonly gen: number }
  | { readonly kind: "in-stream"; readonly container: number; readonly index: number };

/** Far above the 8,388,607 of ISO 32000-2, annex C, and below what arithmetic on it could lose. */
export const MAX_OBJECT_NUMBER = 0x7fff_ffff;

/** One cross-reference section, as it stands in the file. */
export interface XrefSection {
  /** A hybrid-stream is the stream that a table's trailer names as /XRefStm (7.5.8.4). */
  readonly kind: "table" | "stream" | "hybrid-stream";
  /** Of the keyword xref, or of the stream's object header. */
  readonly offset: number;
  /** Just after the trailer dictionary, or after endobj. */
  readonly end: number;
  /** Of the keyword trailer; null for a stream. */
  readonly trailerOffset: number | null;
  /** The trailer dictionary, or the stream's dictionary, which takes its place. */
  readonly trailer: PdfDict;
  readonly entries: ReadonlyMap<number, XrefEntry>;
  /** Of all objects in use here; -1 where there are none. */
  readonly highestNumber: number;
  /** The object number of a cross-reference stream. */
  readonly objectNumber: number | null;
  readonly remarks: readonly PdfRemark[];
}

/** Whether two entries say the same about an object. */
export function sameEntry(a: XrefEntry, b: XrefEntry): boolean {
  if (a.kind === "free") return b.kind === "free";
  if (a.kind === "in-file") return b.kind === "in-file" && a.offset === b.offset && a.gen === b.gen;
  return b.kind === "in-stream" && a.container === b.container && a.index === b.index;
}

/** The highest number of an object in use. */
export function highestNumberIn(entries: ReadonlyMap<number, XrefEntry>): number {
  let highest = -1;
  for (const [num, entry] of entries) {
    if (num > highest && entry.kind !== "free") highest = num;
  }
  return highest;
}
