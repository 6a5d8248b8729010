import type { ByteView } from "../../bytes/view.ts";
import { type Extent, PdfDict, type PdfObject, PdfStream } from "../objects.ts";
import { ByteReader } from "./byte-reader.ts";
import { CR, isRegular, isWhiteSpace, LF } from "./characters.ts";
import { nextToken } from "./lexer.ts";
import { parseObject } from "./parse-object.ts";
import { PdfReadError } from "./read-error.ts";
import type { AddRemark } from "./remarks.ts";

/** An object with its number (ISO 32000-2, 7.3.10). */
export interface IndirectObject {
  readonly num: number;
  readonly gen: number;
  readonly value: PdfObject;
  /** From its number to the end of endobj; null where it stands in an object stream. */
  readonly extent: Extent | null;
  /** The number of the object stream it stands in. */
  readonly container: number | null;
}

export interface ObjectHeader {
  readonly num: number;
  readonly gen: number;
  /** Of the first digit of the number. */
  readonly start: number;
}

/** What parsing an object in the file needs from around it. */
export interface ObjectContext {
  readonly view: ByteView;
  /** The number that a stream's /Length stands for, or null where it is none. */
  readonly lengthOf: (value: PdfObject | undefined) => number | null;
  readonly remark: AddRemark;
  /** Told how many bytes an object took to read, also where that fails; stream data does not count. */
  readonly lexed: (bytes: number) => void;
}

/** White space tolerated before and inside `num gen obj`, each. */
const MAX_HEADER_SPACE = 64;
/** White space tolerated between stream data and endstream. */
const MAX_STREAM_END_SPACE = 16;

/** `num gen obj` after white space, which the reader then stands behind; null where something else stands there. */
export function readObjectHeader(reader: ByteReader): ObjectHeader | null {
  skipHeaderSpace(reader);
  const start = reader.position;
  const num = readPlainInteger(reader);
  skipHeaderSpace(reader);
  const gen = readPlainInteger(reader);
  skipHeaderSpace(reader);
  if (num === null || gen === null || !reader.skipText("obj") || isRegular(reader.peek())) return null;
  return { num, gen, start };
}

function skipHeaderSpace(reader: ByteReader): void {
  const end = reader.position + MAX_HEADER_SPACE;
  while (reader.position < end && isWhiteSpace(reader.peek())) reader.position++;
}

function readPlainInteger(reader: ByteReader): number | null {
  const start = reader.position;
  let value = 0;
  // Ten digits hold every object number; more would be read in vain.
  while (reader.position - start < 11 && reader.peek() >= 0x30 && reader.peek() <= 0x39) {
    value = value * 10 + reader.next() - 0x30;
  }
  return reader.position === start ? null : value;
}

/**
 * The object whose header stands at `offset`, to its endobj. A stream is delimited by its /Length alone.
 * @throws PdfReadError object-mismatch where no object header stands there; object-malformed; stream-length
 */
export function parseIndirectObject(
  context: ObjectContext,
  offset: number,
): IndirectObject & { readonly extent: Extent } {
  const reader = new ByteReader(context.view, offset);
  let object: IndirectObject & { readonly extent: Extent };
  try {
    object = readObject(context, reader, offset);
  } catch (thrown) {
    // What is suspended will be read again, and counts then.
    if (thrown instanceof PdfReadError) context.lexed(reader.lexed);
    throw thrown;
  }
  context.lexed(reader.lexed);
  return object;
}

function readObject(
  context: ObjectContext,
  reader: ByteReader,
  offset: number,
): IndirectObject & { readonly extent: Extent } {
  const header = readObjectHeader(reader);
  if (header === null) throw new PdfReadError("object-mismatch", "expected an object header", offset);
  if (header.start !== offset) context.remark("object-offset-imprecise", offset);
  let value = parseObject(reader, { inFile: true });
  let token = nextToken(reader, { inFile: true });
  if (token.kind === "keyword" && token.text === "stream") {
    if (!(value instanceof PdfDict)) {
      throw new PdfReadError("object-malformed", "a stream without its dictionary", token.start);
    }
    value = readStream(context, reader, value, token.start);
    token = nextToken(reader, { inFile: true });
  }
  if (token.kind !== "keyword" || token.text !== "endobj") {
    throw new PdfReadError("object-malformed", `expected endobj of object ${header.num}`, token.start);
  }
  return {
    num: header.num,
    gen: header.gen,
    value,
    extent: { start: header.start, end: reader.position },
    container: null,
  };
}

/** ISO 32000-2, 7.3.8.1; the reader stands behind the keyword stream. */
function readStream(context: ObjectContext, reader: ByteReader, dict: PdfDict, keyword: number): PdfStream {
  skipEndOfKeyword(context, reader, keyword);
  const start = reader.position;
  const length = context.lengthOf(dict.get("Length"));
  if (length === null || length < 0 || !Number.isSafeInteger(length)) {
    throw new PdfReadError("stream-length", "a stream whose /Length is no length", keyword);
  }
  const end = start + length;
  if (end > context.view.size) throw new PdfReadError("stream-length", "a stream that ends after the file", keyword);
  reader.skipTo(end);
  reader.skipEndOfLine();
  const afterLine = reader.position;
  if (reader.peek() !== 0x65) {
    while (reader.position - afterLine < MAX_STREAM_END_SPACE && isLineSpace(reader.peek())) reader.position++;
    if (reader.position > afterLine) context.remark("stream-end-space", end);
  }
  if (!reader.skipText("endstream")) {
    throw new PdfReadError("stream-length", "endstream is not where /Length says", end);
  }
  const { view } = context;
  return new PdfStream(dict, () => view.slice(start, end), { start, end });
}

function skipEndOfKeyword(context: ObjectContext, reader: ByteReader, keyword: number): void {
  while (reader.peek() === 0x20 || reader.peek() === 0x09) reader.position++;
  const spaces = reader.position > keyword + "stream".length;
  const byte = reader.next();
  if (byte === LF && !spaces) return;
  if (byte === CR && reader.peek() === LF) {
    reader.position++;
    if (!spaces) return;
  } else if (byte !== CR && byte !== LF) {
    throw new PdfReadError("object-malformed", "the keyword stream without an end of line", keyword);
  }
  context.remark("stream-keyword-eol", keyword);
}

function isLineSpace(byte: number): boolean {
  return byte === LF || byte === CR || byte === 0x20 || byte === 0x09;
}
