import { ByteBuilder } from "../byte-builder.ts";
import { hexValue, isWhiteSpace } from "../characters.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";

const GREATER = 0x3e;
const TILDE = 0x7e;

/** ISO 32000-2, 7.4.2. Data without its final > is taken to its end. */
export function decodeAsciiHex(data: Uint8Array, offset: number | null): Uint8Array {
  const output = new ByteBuilder(Math.ceil(data.length / 2) || 1);
  let high = -1;
  for (const byte of data) {
    if (byte === GREATER) break;
    if (isWhiteSpace(byte)) continue;
    const digit = hexValue(byte);
    if (digit < 0)
      throw new PdfReadError("filter-data", "ASCIIHexDecode data with a character that is no digit", offset);
    if (high < 0) {
      high = digit;
    } else {
      output.push(high * 16 + digit);
      high = -1;
    }
  }
  if (high >= 0) output.push(high * 16);
  return output.finish();
}

/** ISO 32000-2, 7.4.3. Data without its final ~> is taken to its end. */
export function decodeAscii85(data: Uint8Array, maxBytes: number, offset: number | null): Uint8Array {
  const output = new ByteBuilder(Math.max(64, Math.ceil((data.length * 4) / 5)));
  const group: number[] = [];
  for (const byte of data) {
    if (byte === TILDE) break;
    if (isWhiteSpace(byte)) continue;
    if (byte === 0x7a && group.length === 0) {
      for (let i = 0; i < 4; i++) output.push(0);
    } else if (byte >= 0x21 && byte <= 0x75) {
      group.push(byte - 0x21);
      if (group.length === 5) pushGroup(output, group.splice(0), 4, offset);
    } else {
      throw new PdfReadError("filter-data", "ASCII85Decode data with a character outside its alphabet", offset);
    }
    if (output.length > maxBytes) throw new PdfLimitError("maxBytes", maxBytes);
  }
  if (group.length === 1) throw new PdfReadError("filter-data", "ASCII85Decode data that ends inside a group", offset);
  if (group.length > 1) {
    const bytes = group.length - 1;
    while (group.length < 5) group.push(84);
    pushGroup(output, group, bytes, offset);
  }
  return output.finish();
}

function pushGroup(output: ByteBuilder, digits: readonly number[], bytes: number, offset: number | null): void {
  const value = digits.reduce((sum, digit) => sum * 85 + digit, 0);
  if (value > 0xffff_ffff)
    throw new PdfReadError("filter-data", "ASCII85Decode data with a group out of range", offset);
  for (let i = 0; i < bytes; i++) output.push(Math.floor(value / 256 ** (3 - i)) & 0xff);
}
