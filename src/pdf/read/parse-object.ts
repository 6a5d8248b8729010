import { MAX_PDF_NESTING } from "../../limits.ts";
import { PdfDict, type PdfObject, PdfRef } from "../objects.ts";
import type { ByteReader } from "./byte-reader.ts";
import { isDigit } from "./characters.ts";
import { type LexerOptions, nextToken, type Token } from "./lexer.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";

/**
 * The object at the reader's position (ISO 32000-2, 7.3), which moves past it.
 * @throws PdfReadError object-malformed
 * @throws PdfLimitError MAX_PDF_NESTING
 */
export function parseObject(reader: ByteReader, options: LexerOptions): PdfObject {
  return objectFrom(nextToken(reader, options), reader, options, 0);
}

function objectFrom(token: Token, reader: ByteReader, options: LexerOptions, depth: number): PdfObject {
  switch (token.kind) {
    case "number":
      return token.integer && token.value >= 0
        ? (referenceFrom(token.value, reader, options) ?? token.value)
        : token.value;
    case "name":
      return token.name;
    case "string":
      return token.string;
    case "[":
      return parseArray(reader, options, nested(depth));
    case "<<":
      return parseDict(reader, options, nested(depth));
    case "keyword":
      if (token.text === "null") return null;
      if (token.text === "true") return true;
      if (token.text === "false") return false;
      throw malformed(`"${printable(token.text)}" where an object was expected`, token, options);
    default:
      throw malformed(`${token.kind === "end" ? "the end" : token.kind} where an object was expected`, token, options);
  }
}

/** `num gen R`, of which `num` has been read; null, and nothing consumed, where that is not what follows. */
function referenceFrom(num: number, reader: ByteReader, options: LexerOptions): PdfRef | null {
  const start = reader.position;
  reader.skipSpaceAndComments();
  if (isDigit(reader.peek())) {
    const generation = nextToken(reader, options);
    if (generation.kind === "number" && generation.integer) {
      reader.skipSpaceAndComments();
      if (reader.peek() === 0x52) {
        const keyword = nextToken(reader, options);
        if (keyword.kind === "keyword" && keyword.text === "R") return new PdfRef(num, generation.value);
      }
    }
  }
  reader.position = start;
  return null;
}

function parseArray(reader: ByteReader, options: LexerOptions, depth: number): PdfObject {
  const items: PdfObject[] = [];
  for (;;) {
    const token = nextToken(reader, options);
    if (token.kind === "]") return items;
    items.push(objectFrom(token, reader, options, depth));
  }
}

function parseDict(reader: ByteReader, options: LexerOptions, depth: number): PdfDict {
  const entries = new Map<string, PdfObject>();
  const duplicates = new Set<string>();
  for (;;) {
    const key = nextToken(reader, options);
    if (key.kind === ">>") return new PdfDict(entries, [...duplicates]);
    if (key.kind !== "name") throw malformed("expected a key or >> in a dictionary", key, options);
    const name = key.name.value;
    if (entries.has(name)) duplicates.add(name);
    entries.set(name, objectFrom(nextToken(reader, options), reader, options, depth));
  }
}

function nested(depth: number): number {
  if (depth >= MAX_PDF_NESTING) throw new PdfLimitError("MAX_PDF_NESTING", MAX_PDF_NESTING);
  return depth + 1;
}

function malformed(message: string, token: Token, options: LexerOptions): PdfReadError {
  return new PdfReadError("object-malformed", message, options.inFile ? token.start : null);
}

function printable(text: string): string {
  return text.slice(0, 32).replace(/[^\x20-\x7e]/g, "?");
}
