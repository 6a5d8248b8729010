import { MAX_PDF_OBJECTS } from "../../limits.ts";
import { PdfDict, PdfName, type PdfObject, PdfStream } from "../objects.ts";
import { ByteReader, type Bytes, bytesInMemory } from "./byte-reader.ts";
import { isDigit } from "./characters.ts";
import { nextToken } from "./lexer.ts";
import { parseObject } from "./parse-object.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";

/** A decoded object stream (ISO 32000-2, 7.5.7). Its /Extends is for writers: entries name their own container. */
export interface ObjectStream {
  readonly bytes: Bytes;
  readonly numbers: readonly number[];
  /** Where each object starts in `bytes`. */
  readonly offsets: readonly number[];
  /** Where the container's data stands in the file, for messages. */
  readonly fileOffset: number | null;
}

/**
 * @param decode the decoded data of the stream
 * @throws PdfReadError object-stream-malformed
 */
export function parseObjectStream(container: PdfObject, decode: (stream: PdfStream) => Uint8Array): ObjectStream {
  if (!(container instanceof PdfStream)) throw malformed("an entry leads to an object stream that is no stream", null);
  const fileOffset = container.extent?.start ?? null;
  const type = container.dict.get("Type");
  if (!(type instanceof PdfName) || type.value !== "ObjStm") {
    throw malformed("an entry leads to a stream that is no object stream", fileOffset);
  }
  const count = countOf(container.dict.get("N"), "/N", fileOffset);
  const first = countOf(container.dict.get("First"), "/First", fileOffset);
  if (count > MAX_PDF_OBJECTS) throw new PdfLimitError("MAX_PDF_OBJECTS", MAX_PDF_OBJECTS);
  const data = decode(container);
  const reader = new ByteReader(bytesInMemory(data.subarray(0, first)));
  const numbers: number[] = [];
  const offsets: number[] = [];
  for (let i = 0; i < count; i++) {
    numbers.push(readHeaderInteger(reader, fileOffset));
    offsets.push(first + readHeaderInteger(reader, fileOffset));
  }
  return { bytes: bytesInMemory(data), numbers, offsets, fileOffset };
}

/**
 * The object that an entry says is the `index`th of the stream; it must be object `num`.
 * @param lexed told how many bytes it took to read
 * @throws PdfReadError object-mismatch, object-stream-malformed, object-malformed
 */
export function readFromObjectStream(
  stream: ObjectStream,
  num: number,
  index: number,
  lexed: (bytes: number) => void,
): PdfObject {
  const offset = stream.offsets[index];
  if (offset === undefined || stream.numbers[index] !== num) {
    throw new PdfReadError(
      "object-mismatch",
      `object ${num} is not where it should be in its object stream`,
      stream.fileOffset,
    );
  }
  if (offset >= stream.bytes.size) throw malformed(`object ${num} starts after its object stream`, stream.fileOffset);
  const reader = new ByteReader(stream.bytes, offset);
  const value = parseCounted(reader, lexed);
  const following = nextToken(reader, { inFile: false });
  if (value instanceof PdfDict && following.kind === "keyword" && following.text === "stream") {
    throw malformed(`object ${num} is a stream inside an object stream`, stream.fileOffset);
  }
  return value;
}

function parseCounted(reader: ByteReader, lexed: (bytes: number) => void): PdfObject {
  let value: PdfObject;
  try {
    value = parseObject(reader, { inFile: false });
  } catch (thrown) {
    if (thrown instanceof PdfReadError) lexed(reader.lexed);
    throw thrown;
  }
  lexed(reader.lexed);
  return value;
}

function readHeaderInteger(reader: ByteReader, fileOffset: number | null): number {
  reader.skipWhiteSpace();
  if (isDigit(reader.peek())) {
    const token = nextToken(reader, { inFile: false });
    if (token.kind === "number" && token.integer) return token.value;
  }
  throw malformed("an object stream with fewer objects than its /N", fileOffset);
}

function countOf(value: PdfObject | undefined, key: string, fileOffset: number | null): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw malformed(`an object stream whose ${key} is no count`, fileOffset);
}

function malformed(message: string, offset: number | null): PdfReadError {
  return new PdfReadError("object-stream-malformed", message, offset);
}
