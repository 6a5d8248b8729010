import { PadesError } from "../../errors.ts";
import { MAX_PDF_NESTING } from "../../limits.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfStream, PdfString } from "../objects.ts";
import { ByteWriter } from "./byte-writer.ts";

/** Told of each value that was written, and of the bytes [start, end) of the writer that hold its token. */
export type ValueListener = (value: PdfObject, start: number, end: number) => void;

/**
 * The bytes of one object (ISO 32000-2, 7.3), dictionary entries in the order of their map.
 * @throws PadesError ERR_INVALID_ARGUMENT for a number that is not finite, a name with characters beyond one byte,
 * or nesting beyond MAX_PDF_NESTING
 */
export function encodeObject(value: PdfObject): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  writeObject(out, value);
  return out.finish();
}

/** Appends one object to `out`; as `encodeObject`. */
export function writeObject(out: ByteWriter, value: PdfObject, listener?: ValueListener, depth = 0): void {
  if (depth > MAX_PDF_NESTING) {
    throw new PadesError("ERR_INVALID_ARGUMENT", `PDF object nested deeper than ${MAX_PDF_NESTING}`);
  }
  const start = out.length;
  if (value === null || typeof value === "boolean") out.text(String(value));
  else if (typeof value === "number") out.text(formatNumber(value));
  else if (value instanceof PdfName) out.text(formatName(value.value));
  else if (value instanceof PdfString) writeString(out, value);
  else if (value instanceof PdfRef) out.text(`${value.num} ${value.gen} R`);
  else if (value instanceof PdfDict) writeDict(out, value, listener, depth);
  else if (value instanceof PdfStream) writeStream(out, value, listener, depth);
  else {
    out.text("[");
    value.forEach((item, index) => {
      if (index > 0) out.text(" ");
      writeObject(out, item, listener, depth + 1);
    });
    out.text("]");
  }
  listener?.(value, start, out.length);
}

/** Digits without an exponent (ISO 32000-2, 7.3.3); a real number keeps ten decimals. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value)) throw new PadesError("ERR_INVALID_ARGUMENT", `PDF number: ${value} is not finite`);
  if (Number.isInteger(value)) return BigInt(value).toString();
  // From 1e21 on toFixed would answer in exponents, but so large a number is an integer.
  const text = value.toFixed(10).replace(/0+$/, "").replace(/\.$/, "");
  return text === "-0" ? "0" : text;
}

const REGULAR = /^[!"$&'*-.0-;=?-Z\\^-z|~]$/;
const NAME_TOKENS = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return REGULAR.test(character) ? character : `#${byte.toString(16).toUpperCase().padStart(2, "0")}`;
});

/** A name token with its solidus; all but regular printable characters as #xx (ISO 32000-2, 7.3.5). */
function formatName(name: string): string {
  let token = "/";
  for (let i = 0; i < name.length; i++) {
    const character = NAME_TOKENS[name.charCodeAt(i)];
    if (character === undefined) {
      throw new PadesError("ERR_INVALID_ARGUMENT", "PDF name: a character does not fit one byte");
    }
    token += character;
  }
  return token;
}

const DIGITS = "0123456789ABCDEF";
const BACKSLASH = 0x5c;

function writeString(out: ByteWriter, { bytes, notation }: PdfString): void {
  if (notation === "hex") {
    out.text("<");
    out.bytes(hexDigits(bytes));
    out.text(">");
    return;
  }
  out.text("(");
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    // A bare CR would be read back as LF (7.3.4.2); LF is escaped with it to keep tokens on one line.
    const lineEnd = byte === 0x0d ? "\\r" : byte === 0x0a ? "\\n" : null;
    if (lineEnd === null && byte !== 0x28 && byte !== 0x29 && byte !== BACKSLASH) continue;
    out.bytes(bytes.subarray(from, at));
    out.text(lineEnd ?? `\\${String.fromCharCode(byte)}`);
    from = at + 1;
  }
  out.bytes(bytes.subarray(from));
  out.text(")");
}

/** Two ASCII digits a byte. */
export function hexDigits(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const digits = new Uint8Array(2 * bytes.length);
  bytes.forEach((byte, index) => {
    digits[2 * index] = DIGITS.charCodeAt(byte >> 4);
    digits[2 * index + 1] = DIGITS.charCodeAt(byte & 15);
  });
  return digits;
}

function writeDict(out: ByteWriter, dict: PdfDict, listener: ValueListener | undefined, depth: number): void {
  out.text("<<");
  for (const [key, value] of dict.entries) {
    out.text(` ${formatName(key)} `);
    writeObject(out, value, listener, depth + 1);
  }
  out.text(" >>");
}

function writeStream(out: ByteWriter, stream: PdfStream, listener: ValueListener | undefined, depth: number): void {
  const data = stream.data();
  const entries = new Map(stream.dict.entries);
  entries.set("Length", data.length);
  writeDict(out, new PdfDict(entries), listener, depth);
  // The end-of-line before endstream is not part of the data (7.3.8.1).
  out.text("\nstream\n");
  out.bytes(data);
  out.text("\nendstream");
}
