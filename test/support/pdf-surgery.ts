import { concatBytes } from "../../src/bytes/concat.ts";
import { decodeLatin1, encodeLatin1 } from "../../src/bytes/text.ts";
import type { Extent } from "../../src/pdf/objects.ts";

/*
 * Finding and exchanging bytes of a PDF by its text, as an attacker with an editor would: written apart from our
 * reader, so that what tests find does not depend on what they test.
 */

/** What an attack needs and the file does not have, so that it cannot be made on it. */
export class NotOnThisFile extends Error {
  override readonly name = "NotOnThisFile";
}

/** Where `text` stands, the first time from `from` on. @throws Error where it does not */
export function findText(bytes: Uint8Array, text: string, from = 0): Extent {
  const start = decodeLatin1(bytes).indexOf(text, from);
  if (start < 0) throw new Error(`not in the file: ${text}`);
  return { start, end: start + text.length };
}

/** Where `text` stands the last time. @throws Error where it does not */
export function findLastText(bytes: Uint8Array, text: string): Extent {
  const start = decodeLatin1(bytes).lastIndexOf(text);
  if (start < 0) throw new Error(`not in the file: ${text}`);
  return { start, end: start + text.length };
}

/** The same bytes with others from `at` on; the length stays. */
export function overwrite(bytes: Uint8Array, at: number, replacement: string | Uint8Array): Uint8Array {
  const changed = new Uint8Array(bytes);
  changed.set(typeof replacement === "string" ? encodeLatin1(replacement) : replacement, at);
  return changed;
}

/** The same bytes with `text` in the place of others of its length. @throws Error on another length */
export function exchangeText(bytes: Uint8Array, before: string, after: string): Uint8Array {
  if (before.length !== after.length) throw new Error("an exchange must not move any byte");
  return overwrite(bytes, findText(bytes, before).start, after);
}

/** The same bytes with [start, end) replaced by bytes of any length. */
export function splice(bytes: Uint8Array, { start, end }: Extent, replacement: string | Uint8Array): Uint8Array {
  const inserted = typeof replacement === "string" ? encodeLatin1(replacement) : replacement;
  return concatBytes(bytes.subarray(0, start), inserted, bytes.subarray(end));
}

export function append(bytes: Uint8Array, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return concatBytes(bytes, ...parts.map((part) => (typeof part === "string" ? encodeLatin1(part) : part)));
}

/** By number, where an object was last written outside object streams. */
export function objectsIn(bytes: Uint8Array): ReadonlyMap<number, number> {
  const found = decodeLatin1(bytes).matchAll(/[\r\n](\d+) 0 obj\b/g);
  return new Map([...found].map(({ 1: num, index }) => [Number(num), index + 1]));
}

/** The data of a stream, the last time it is written. @throws Error where it is none */
export function streamData(bytes: Uint8Array, num: number): Extent {
  const { end: keyword } = findText(bytes, "stream", objectsIn(bytes).get(num) ?? bytes.length);
  const start = keyword + (bytes[keyword] === "\r".charCodeAt(0) ? 2 : 1);
  return { start, end: findText(bytes, "endstream", start).start };
}

/** Where the parts of a signature stand. */
export interface SignatureSpot {
  /** The object number of its dictionary. */
  readonly num: number;
  /** The array of /ByteRange, brackets included, and the blanks that pad it. */
  readonly byteRange: Extent;
  readonly numbers: readonly number[];
  /** The string of /Contents, < and > included. */
  readonly contents: Extent;
}

/** The first signature of the file, or the one of this index. */
export function findSignature(bytes: Uint8Array, index = 0): SignatureSpot {
  const text = decodeLatin1(bytes);
  const ranges = [...text.matchAll(/\/ByteRange\s*(\[([\d\s]+)\] *)/g)];
  const range = ranges[index];
  if (range === undefined) throw new Error(`no signature ${index} in the file`);
  const end = range.index + range[0].length;
  const numbers = (range[2] ?? "").trim().split(/\s+/).map(Number);
  const [, before = 0, after = 0] = numbers;
  const objects = [...text.slice(0, range.index).matchAll(/(\d+) \d+ obj\b/g)];
  // Between the two parts of the range, unless that was tampered with already.
  const isIntact = text[before] === "<" && text[after - 1] === ">";
  const open = text.indexOf("<", text.indexOf("/Contents", range.index));
  return {
    num: Number(objects.at(-1)?.[1]),
    byteRange: { start: end - (range[1]?.length ?? 0), end },
    numbers,
    contents: isIntact ? { start: before, end: after } : { start: open, end: text.indexOf(">", open) + 1 },
  };
}

/** The same file with another /ByteRange, which takes the same room. */
export function withByteRange(bytes: Uint8Array, text: string, index = 0): Uint8Array {
  const { byteRange } = findSignature(bytes, index);
  const room = byteRange.end - byteRange.start;
  if (text.length > room) throw new Error(`no room for ${text}`);
  return overwrite(bytes, byteRange.start, text.padEnd(room, " "));
}

/** The bytes that a well-formed /ByteRange covers. */
export function coveredBytes(bytes: Uint8Array, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): Uint8Array {
  return concatBytes(bytes.subarray(a, a + b), bytes.subarray(c, c + d));
}

/** Where the revision before the first signature ends, and where its cross-references stand. @throws NotOnThisFile */
export function revisionBefore(bytes: Uint8Array): { readonly end: number; readonly startXref: number } {
  const text = decodeLatin1(bytes.subarray(0, findSignature(bytes).contents.start));
  const ends = [...text.matchAll(/startxref\s+(\d+)\s+%%EOF[\r\n]*/g)].map((found) => ({
    end: found.index + found[0].length,
    startXref: Number(found[1]),
  }));
  // The first end of a linearized file leads nowhere, and that of an embedded file elsewhere.
  const last = ends.findLast(
    ({ startXref }) => startXref > 0 && /^(xref|\d+ 0 obj)/.test(text.slice(startXref, startXref + 20)),
  );
  if (last === undefined) throw new NotOnThisFile("a revision before the signed one");
  return last;
}
