import { decodeLatin1 } from "../../bytes/text.ts";
import type { ByteView } from "../../bytes/view.ts";
import { PdfReadError } from "./read-error.ts";

/** The lines that end a revision (ISO 32000-2, 7.5.5): startxref, an offset, %%EOF. */
export interface RevisionTail {
  /** Where the keyword startxref stands. */
  readonly startXrefOffset: number;
  /** The offset it gives, as written. */
  readonly value: number;
  /** Just after %%EOF; just after the number where the marker is missing. */
  readonly eofEnd: number;
  /** After the one end-of-line marker that may follow. */
  readonly end: number;
  readonly hasEofMarker: boolean;
}

/** Bytes at the end of the file in which the last startxref must stand. */
const TAIL_SEARCH_BYTES = 4096;
/** Bytes at the end of nearly every file in which the last startxref stands. */
const USUAL_TAIL_BYTES = 256;
/** Bytes after a cross-reference section in which its startxref must stand: producers put a comment there. */
const TAIL_AFTER_SECTION_BYTES = 1024;

const KEYWORD = "startxref";
const WITH_MARKER = /^startxref[\0\t\n\f\r ]+(\d{1,15})[\0\t\n\f\r ]+%%EOF/;
const AT_END_OF_FILE = /^startxref[\0\t\n\f\r ]+(\d{1,15})[\0\t\n\f\r ]*$/;
const SPACE_AND_COMMENTS = /^(?:[\0\t\n\f\r ]|%(?!%EOF)[^\r\n]*[\r\n])*/;

/**
 * The last startxref of the file.
 * @throws PdfReadError startxref-missing
 */
export function findLastTail(view: ByteView): RevisionTail {
  // The last of the keywords is the same in the few bytes in which it usually stands.
  const near = textBefore(view, USUAL_TAIL_BYTES);
  const { text, from } = near.text.includes(KEYWORD) ? near : textBefore(view, TAIL_SEARCH_BYTES);
  const at = text.lastIndexOf(KEYWORD);
  if (at < 0) throw new PdfReadError("startxref-missing", "no startxref near the end of the file", view.size);
  const tail = tailAt(text, at, from);
  if (tail === null) throw new PdfReadError("startxref-missing", "startxref without its offset and %%EOF", from + at);
  return tail;
}

function textBefore(view: ByteView, length: number): { readonly text: string; readonly from: number } {
  const from = Math.max(0, view.size - length);
  return { text: decodeLatin1(view.slice(from, view.size)), from };
}

/** The startxref lines that follow a cross-reference section, or null where other things do. */
export function readTailAfter(view: ByteView, sectionEnd: number): RevisionTail | null {
  const text = decodeLatin1(view.slice(sectionEnd, sectionEnd + TAIL_AFTER_SECTION_BYTES));
  const at = SPACE_AND_COMMENTS.exec(text)?.[0].length ?? 0;
  const tail = tailAt(text, at, sectionEnd);
  return tail?.hasEofMarker === true ? tail : null;
}

function tailAt(text: string, at: number, base: number): RevisionTail | null {
  const rest = text.slice(at);
  const marked = WITH_MARKER.exec(rest);
  const match = marked ?? AT_END_OF_FILE.exec(rest);
  if (match === null) return null;
  const written = marked === null ? match[0].trimEnd() : match[0];
  const eofEnd = at + written.length;
  return {
    startXrefOffset: base + at,
    value: Number(match[1]),
    eofEnd: base + eofEnd,
    end: base + eofEnd + endOfLineLength(text, eofEnd),
    hasEofMarker: marked !== null,
  };
}

function endOfLineLength(text: string, at: number): number {
  if (text[at] === "\n") return 1;
  if (text[at] !== "\r") return 0;
  return text[at + 1] === "\n" ? 2 : 1;
}
