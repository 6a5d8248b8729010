import { ByteBuilder } from "../byte-builder.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";

const CLEAR = 256;
const END_OF_DATA = 257;
const FIRST_CODE = 258;
const MAX_CODES = 4096;

/** ISO 32000-2, 7.4.4.2. Data without its end marker is taken to its end. */
export function decodeLzw(data: Uint8Array, earlyChange: number, maxBytes: number, offset: number | null): Uint8Array {
  const output = new ByteBuilder(Math.max(64, data.length * 2));
  // Each code is the sequence of an earlier code and one byte more.
  const prefix = new Uint16Array(MAX_CODES);
  const suffix = new Uint8Array(MAX_CODES);
  const lengths = new Uint16Array(MAX_CODES);
  for (let code = 0; code < 256; code++) {
    suffix[code] = code;
    lengths[code] = 1;
  }
  const early = earlyChange === 0 ? 0 : 1;
  let next = FIRST_CODE;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let held = 0;
  const sequence = new Uint8Array(MAX_CODES);

  for (const byte of data) {
    bits = ((bits << 8) | byte) & 0xff_ffff;
    held += 8;
    if (held < width) continue;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === END_OF_DATA) break;
    if (code === CLEAR) {
      next = FIRST_CODE;
      width = 9;
      previous = -1;
      continue;
    }
    const known = code < CLEAR || (code >= FIRST_CODE && code < next);
    if (!known && (code !== next || previous < 0 || next >= MAX_CODES)) {
      throw new PdfReadError("filter-data", "LZWDecode data with a code that was not defined", offset);
    }
    // A code not yet known can only be the previous sequence followed by its own first byte.
    const source = known ? code : previous;
    const length = lengths[source] ?? 0;
    for (let at = length - 1, link = source; at >= 0; at--) {
      sequence[at] = suffix[link] ?? 0;
      link = prefix[link] ?? 0;
    }
    const first = sequence[0] ?? 0;
    if (previous >= 0 && next < MAX_CODES) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = (lengths[previous] ?? 0) + 1;
      next++;
    }
    output.append(sequence.subarray(0, length));
    if (!known) output.push(first);
    if (output.length > maxBytes) throw new PdfLimitError("maxBytes", maxBytes);
    previous = code;
    if (next + early >= 2048) width = 12;
    else if (next + early >= 1024) width = 11;
    else if (next + early >= 512) width = 10;
  }
  return output.finish();
}
