import { decodeLatin1 } from "../../../bytes/text.ts";
import type { ByteView } from "../../../bytes/view.ts";
import type { Extent } from "../../objects.ts";
import { ByteReader } from "../byte-reader.ts";
import { isDigit, isRegular, isWhiteSpace } from "../characters.ts";
import { readObjectHeader } from "../indirect-object.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";
import type { SegmentKind } from "./segment.ts";

export interface GapSegment extends Extent {
  readonly kind: SegmentKind;
  readonly object: number | null;
}

/** What a gap may hold of the objects around it. */
export interface GapContext {
  readonly view: ByteView;
  /** The object whose header stands at an offset. @throws PdfReadError, PdfLimitError */
  readonly parseAt: (offset: number) => { readonly num: number; readonly extent: Extent };
}

/** A program that searches for objects by their text does not care that they stand in a comment. */
const LOOKS_LIKE_STRUCTURE = /\d[\0\t\f ]+\d+[\0\t\f ]+obj|xref|trailer/;
const SECTION_KEYWORDS = ["xref", "trailer", "startxref"];
const BYTES_OF_COMMENT = 4096;

/** What stands in bytes that nothing claims: each byte once, neighbours of a kind together. */
export function lexGap({ view, parseAt }: GapContext, gap: Extent): GapSegment[] {
  const reader = new ByteReader(view, gap.start);
  const segments = new Merger();
  let mayParse = true;
  while (reader.position < gap.end) {
    const start = reader.position;
    const byte = reader.peek();
    if (isWhiteSpace(byte)) {
      while (reader.position < gap.end && isWhiteSpace(reader.peek())) reader.position++;
      segments.add({ kind: "white-space", start, end: reader.position, object: null });
    } else if (byte === 0x25) {
      segments.add(lexComment(view, reader, gap.end));
    } else {
      const object = mayParse && isDigit(byte) ? objectAt(reader, start, parseAt) : null;
      if (object === "limit") mayParse = false;
      else if (object !== null && object.extent.end <= gap.end) {
        reader.position = object.extent.end;
        segments.add({ kind: "unnamed-object", ...object.extent, object: object.num });
        continue;
      }
      reader.position = start;
      const kind = SECTION_KEYWORDS.some((keyword) => reader.skipText(keyword)) ? "stray-section" : "garbage";
      if (reader.position === start) reader.position++;
      while (reader.position < gap.end && isRegular(reader.peek())) reader.position++;
      reader.position = Math.min(reader.position, gap.end);
      segments.add({ kind, start, end: reader.position, object: null });
    }
  }
  return segments.list;
}

function objectAt(
  reader: ByteReader,
  start: number,
  parseAt: GapContext["parseAt"],
): { readonly num: number; readonly extent: Extent } | "limit" | null {
  if (readObjectHeader(reader) === null) return null;
  try {
    return parseAt(start);
  } catch (thrown) {
    if (thrown instanceof PdfReadError) return null;
    // Reading in vain has used up what the file may cost: the rest counts as garbage.
    if (thrown instanceof PdfLimitError) return "limit";
    throw thrown;
  }
}

function lexComment(view: ByteView, reader: ByteReader, end: number): GapSegment {
  const start = reader.position;
  while (reader.position < end && reader.peek() !== 0x0a && reader.peek() !== 0x0d) reader.position++;
  const isLong = reader.position - start > BYTES_OF_COMMENT;
  const hides = isLong || LOOKS_LIKE_STRUCTURE.test(decodeLatin1(view.slice(start, reader.position)));
  return { kind: hides ? "garbage" : "comment", start, end: reader.position, object: null };
}

class Merger {
  readonly list: GapSegment[] = [];

  add(segment: GapSegment): void {
    const last = this.list.at(-1);
    const before = this.list.at(-2);
    if (last?.kind === segment.kind && segment.object === null) {
      this.list[this.list.length - 1] = { ...last, end: segment.end };
    } else if (segment.kind === "garbage" && last?.kind === "white-space" && before?.kind === "garbage") {
      // Words of one garbage are one garbage.
      this.list.splice(-2, 2, { ...before, end: segment.end });
    } else {
      this.list.push(segment);
    }
  }
}
