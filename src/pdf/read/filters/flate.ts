import { Inflate } from "fflate";
import { ByteBuilder } from "../byte-builder.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";

/** What one byte of deflate data can become at most (RFC 1951: 258 bytes from two bits), rounded up. */
const MAX_EXPANSION = 1_040;
/** Encoded bytes given to the inflater at a time, at least and at most. */
const MIN_STEP_BYTES = 1_024;
const MAX_STEP_BYTES = 64 * 1024;
/**
 * Encoded bytes without any output after which deflate data must have ended: a stored block is the longest thing
 * that has to be complete, with 64 KiB. What follows the end would otherwise be collected in memory.
 */
const MAX_IDLE_BYTES = 160 * 1024;

/**
 * The decoded form of zlib data (RFC 1950). Bytes after its end are ignored and its checksum is not compared, as in
 * other readers.
 * @throws PdfReadError filter-data
 * @throws PdfLimitError maxBytes
 */
export function inflateZlib(data: Uint8Array, maxBytes: number, offset: number | null): Uint8Array {
  const [cmf = 0, flags = 0] = data;
  if ((cmf & 0x0f) !== 8 || ((cmf << 8) | flags) % 31 !== 0 || (flags & 0x20) !== 0) {
    throw new PdfReadError("filter-data", "FlateDecode data without a zlib header", offset);
  }
  const output = new ByteBuilder(Math.min(maxBytes, Math.max(64, data.length * 3)));
  const inflater = new Inflate((piece) => output.append(piece));
  try {
    let at = 2;
    let idle = 0;
    while (at < data.length && idle < MAX_IDLE_BYTES) {
      // Small steps near the cap, so that a bomb is stopped before it has been built in memory.
      const room = Math.floor((maxBytes - output.length) / MAX_EXPANSION);
      const step = Math.min(MAX_STEP_BYTES, Math.max(MIN_STEP_BYTES, room));
      const before = output.length;
      inflater.push(data.subarray(at, at + step), false);
      at += step;
      if (output.length > maxBytes) throw new PdfLimitError("maxBytes", maxBytes);
      idle = output.length === before ? idle + step : 0;
    }
    inflater.push(new Uint8Array(0), true);
  } catch (thrown) {
    if (thrown instanceof PdfLimitError) throw thrown;
    throw new PdfReadError("filter-data", "FlateDecode data is damaged", offset, { cause: thrown });
  }
  if (output.length > maxBytes) throw new PdfLimitError("maxBytes", maxBytes);
  return output.finish();
}
