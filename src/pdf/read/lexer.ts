import { type Extent, PdfName, PdfString } from "../objects.ts";
import { ByteBuilder } from "./byte-builder.ts";
import type { ByteReader } from "./byte-reader.ts";
import { CR, END, hexValue, isDigit, isRegular, isWhiteSpace, LF } from "./characters.ts";
import { PdfReadError } from "./read-error.ts";

/** A token of ISO 32000-2, 7.2, at the bytes [start, reader position after it). */
export type Token =
  | { readonly kind: "number"; readonly start: number; readonly value: number; readonly integer: boolean }
  | { readonly kind: "name"; readonly start: number; readonly name: PdfName }
  | { readonly kind: "string"; readonly start: number; readonly string: PdfString }
  | { readonly kind: Bracket; readonly start: number }
  /** Anything else made of regular characters: true, obj, R, a content stream's operator. */
  | { readonly kind: "keyword"; readonly start: number; readonly text: string }
  | { readonly kind: "end"; readonly start: number };

export type Bracket = "[" | "]" | "<<" | ">>" | "{" | "}";

/** What the lexer needs to know of its bytes. */
export interface LexerOptions {
  /** Whether positions are those of the file, so that strings record where they stand. */
  readonly inFile: boolean;
}

/** Keywords longer than any that means something are cut here: they are mistakes, and may be megabytes. */
const MAX_KEYWORD = 128;

/** For the one string that is being lexed: most are short, and a buffer for each would cost more than they do. */
const scratch = new ByteBuilder();

/**
 * The next token, after white space and comments.
 * @throws PdfReadError object-malformed where a string does not end or a bracket stands alone
 */
export function nextToken(reader: ByteReader, options: LexerOptions): Token {
  reader.skipSpaceAndComments();
  const start = reader.position;
  const byte = reader.peek();
  if (isRegular(byte)) return regularToken(reader, start);
  switch (byte) {
    case END:
      return { kind: "end", start };
    case 0x2f:
      return { kind: "name", start, name: lexName(reader) };
    case 0x28:
      return { kind: "string", start, string: lexLiteralString(reader, options) };
    case 0x3c: {
      if (reader.skipText("<<")) return { kind: "<<", start };
      const { bytes, extent, firstNonHex } = lexHexString(reader, options.inFile);
      return {
        kind: "string",
        start,
        string: new PdfString(bytes, "hex", options.inFile ? extent : null, firstNonHex),
      };
    }
    case 0x3e:
      if (reader.skipText(">>")) return { kind: ">>", start };
      throw new PdfReadError("object-malformed", "a > that closes nothing", options.inFile ? start : null);
    case 0x29:
      throw new PdfReadError("object-malformed", "a ) that closes nothing", options.inFile ? start : null);
    default: {
      reader.position++;
      const bracket = String.fromCharCode(byte);
      return { kind: bracket === "[" || bracket === "]" || bracket === "{" ? bracket : "}", start };
    }
  }
}

/** Reads pairs of digits while nothing else stands between them, which is nearly all there is. @returns where it stopped */
function takePairs(window: Uint8Array, start: number, bytes: ByteBuilder): number {
  let at = start;
  for (; at + 1 < window.length - 1; at += 2) {
    const high = hexValue(window[at] ?? END);
    const low = hexValue(window[at + 1] ?? END);
    if (high < 0 || low < 0) break;
    bytes.push(high * 16 + low);
  }
  return at;
}

/** A hexadecimal string exactly as it stands. */
export interface HexStringToken {
  readonly bytes: Uint8Array;
  /** Delimiters included. */
  readonly extent: Extent;
  /** Position of the first character that is neither a digit nor white space; such characters count as nothing. */
  readonly firstNonHex: number | null;
}

/**
 * The hexadecimal string whose `<` is at the reader's position (ISO 32000-2, 7.3.4.3).
 * @throws PdfReadError object-malformed where it does not end
 */
export function lexHexString(reader: ByteReader, inFile = true): HexStringToken {
  const start = reader.position;
  const reported = inFile ? start : null;
  const bytes = scratch;
  bytes.clear();
  let firstNonHex: number | null = null;
  let high = -1;
  if (reader.next() !== 0x3c) throw new PdfReadError("object-malformed", "expected a hexadecimal string", reported);
  // A signature's /Contents is the longest token there is, so that it is read by the window and not by the byte.
  for (let isOpen = true; isOpen; ) {
    const { position } = reader;
    const window = reader.window();
    if (window.length === 0) {
      throw new PdfReadError("object-malformed", "a hexadecimal string that does not end", reported);
    }
    let at = 0;
    for (; isOpen && at < window.length; at++) {
      if (high < 0) at = takePairs(window, at, bytes);
      const byte = window[at] ?? END;
      const digit = hexValue(byte);
      if (digit < 0) {
        if (byte === 0x3e) isOpen = false;
        else if (!isWhiteSpace(byte)) firstNonHex ??= position + at;
      } else if (high < 0) {
        high = digit;
      } else {
        bytes.push(high * 16 + digit);
        high = -1;
      }
    }
    reader.position = position + at;
  }
  if (high >= 0) bytes.push(high * 16);
  return { bytes: bytes.finish(), extent: { start, end: reader.position }, firstNonHex };
}

/** ISO 32000-2, 7.3.5: #xx stands for a byte; a # without two digits is itself, as all readers have it. */
function lexName(reader: ByteReader): PdfName {
  reader.position++;
  let name = "";
  for (let byte = reader.peek(); isRegular(byte); byte = reader.peek()) {
    reader.position++;
    name += String.fromCharCode(byte === 0x23 ? escapedByte(reader) : byte);
  }
  return new PdfName(name);
}

function escapedByte(reader: ByteReader): number {
  const afterHash = reader.position;
  const high = hexValue(reader.next());
  const low = high < 0 ? -1 : hexValue(reader.next());
  if (low >= 0) return high * 16 + low;
  reader.position = afterHash;
  return 0x23;
}

/** ISO 32000-2, 7.3.4.2. */
function lexLiteralString(reader: ByteReader, { inFile }: LexerOptions): PdfString {
  const start = reader.position;
  const bytes = scratch;
  bytes.clear();
  reader.position++;
  for (let depth = 1; ; ) {
    const byte = reader.next();
    if (byte === END) {
      throw new PdfReadError("object-malformed", "a literal string that does not end", inFile ? start : null);
    }
    if (byte === 0x5c) {
      lexEscape(reader, bytes);
    } else if (byte === CR) {
      if (reader.peek() === LF) reader.position++;
      bytes.push(LF);
    } else {
      if (byte === 0x28) depth++;
      else if (byte === 0x29 && --depth === 0) break;
      bytes.push(byte);
    }
  }
  return new PdfString(bytes.finish(), "literal", inFile ? { start, end: reader.position } : null);
}

const ESCAPES = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
]);

function lexEscape(reader: ByteReader, bytes: ByteBuilder): void {
  if (reader.skipEndOfLine()) return;
  const byte = reader.next();
  if (byte === END) return;
  if (!isOctal(byte)) {
    bytes.push(ESCAPES.get(byte) ?? byte);
    return;
  }
  let value = byte - 0x30;
  for (let digits = 1; digits < 3 && isOctal(reader.peek()); digits++) value = value * 8 + reader.next() - 0x30;
  bytes.push(value & 0xff);
}

function isOctal(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x37;
}

/** A number where the characters make one (ISO 32000-2, 7.3.3), otherwise a keyword. */
function regularToken(reader: ByteReader, start: number): Token {
  const first = reader.peek();
  if (isDigit(first)) {
    // Nearly every number is a few plain digits.
    let value = 0;
    let digits = 0;
    let byte: number = first;
    for (; isDigit(byte); byte = reader.peek()) {
      value = value * 10 + byte - 0x30;
      digits++;
      reader.position++;
    }
    if (!isRegular(byte) && digits <= 15) return { kind: "number", start, value, integer: true };
    reader.position = start;
  }
  let text = "";
  for (let byte = reader.peek(); isRegular(byte); byte = reader.peek()) {
    reader.position++;
    if (text.length < MAX_KEYWORD) text += String.fromCharCode(byte);
  }
  if (text.length < MAX_KEYWORD && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) {
    return { kind: "number", start, value: Number(text), integer: !text.includes(".") };
  }
  return { kind: "keyword", start, text };
}
