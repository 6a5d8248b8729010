import { decodeUtf8 } from "../../bytes/text.ts";

/** PDFDocEncoding (ISO 32000-2, annex D.3) where it differs from Latin-1. */
const LOW = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc";
const HIGH =
  "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018" +
  "\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\ufffd" +
  "\u20ac";

/** Stands before and after a language tag, which UTF-16 text may hold (ISO 32000-2, 7.9.2.2.2). */
const ESCAPE = "\u001b";

/**
 * The text of a text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 by its byte order mark, otherwise
 * PDFDocEncoding. Never fails; what is no text is replaced by U+FFFD.
 */
export function decodeTextString(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  if (first === 0xfe && second === 0xff) return decodeUtf16("utf-16be", bytes.subarray(2));
  // Not in the standard, but written by several producers and understood by all readers.
  if (first === 0xff && second === 0xfe) return decodeUtf16("utf-16le", bytes.subarray(2));
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    const content = bytes.subarray(3);
    return decodeUtf8(content) ?? new TextDecoder("utf-8").decode(content);
  }
  let text = "";
  for (const byte of bytes) text += decodePdfDocByte(byte);
  return text;
}

function decodeUtf16(encoding: "utf-16be" | "utf-16le", bytes: Uint8Array): string {
  const parts = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes).split(ESCAPE);
  return parts.filter((_, index) => index % 2 === 0).join("");
}

function decodePdfDocByte(byte: number): string {
  if (byte >= 0x18 && byte <= 0x1f) return LOW[byte - 0x18] ?? "";
  if (byte >= 0x80 && byte <= 0xa0) return HIGH[byte - 0x80] ?? "";
  return byte === 0x7f || byte === 0xad ? "\ufffd" : String.fromCharCode(byte);
}

const DATE =
  /^(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d))?)?)?)?)?(?:Z(?:00'?(?:00'?)?)?|([+-])(\d\d)(?:'?(?:(\d\d)'?)?)?)?$/;

/**
 * The instant that a date string names (ISO 32000-2, 7.9.4), or null where it is none. Parts left out are the first
 * of their kind; without an offset the time is UTC.
 */
export function parsePdfDate(text: string): Date | null {
  const match = DATE.exec(text.trim());
  if (match === null) return null;
  const part = (index: number, otherwise: number) => Number(match[index] ?? otherwise);
  const [year, month, day] = [part(1, 0), part(2, 1), part(3, 1)];
  const [hour, minute, second] = [part(4, 0), part(5, 0), part(6, 0)];
  const [offsetHour, offsetMinute] = [part(8, 0), part(9, 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return null;
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  // A month 13 or a 30 February would silently become another day.
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return null;
  local.setUTCHours(hour, minute, second);
  const offsetMs = (offsetHour * 60 + offsetMinute) * 60_000;
  return new Date(local.getTime() - (match[7] === "-" ? -offsetMs : offsetMs));
}
