import { ByteBuilder } from "../byte-builder.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";

const END_OF_DATA = 128;

/** ISO 32000-2, 7.4.5. Data without its end marker is taken to its end. */
export function decodeRunLength(data: Uint8Array, maxBytes: number, offset: number | null): Uint8Array {
  const output = new ByteBuilder();
  for (let at = 0; at < data.length; ) {
    const length = data[at++] ?? END_OF_DATA;
    if (length === END_OF_DATA) break;
    if (length < END_OF_DATA) {
      const run = data.subarray(at, at + length + 1);
      if (run.length !== length + 1) throw cutOff(offset);
      output.append(run);
      at += run.length;
    } else {
      const byte = data[at++];
      if (byte === undefined) throw cutOff(offset);
      output.append(new Uint8Array(257 - length).fill(byte));
    }
    if (output.length > maxBytes) throw new PdfLimitError("maxBytes", maxBytes);
  }
  return output.finish();
}

function cutOff(offset: number | null): PdfReadError {
  return new PdfReadError("filter-data", "RunLengthDecode data that ends inside a run", offset);
}
