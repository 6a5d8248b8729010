import { concatBytes } from "../../bytes/concat.ts";
import { decodeLatin1 } from "../../bytes/text.ts";

/** What must be known of a PNG file before it is decoded. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** The zlib stream of its image data. */
  readonly data: Uint8Array;
  /** What that becomes at most: four channels of two bytes, with a filter byte a row, in seven passes. */
  readonly maxInflatedBytes: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_CHANNEL_BYTES = 8;

/** Null where the chunks are no PNG file (ISO/IEC 15948, 5.3). */
export function readPngHeader(file: Uint8Array): PngHeader | null {
  if (SIGNATURE.some((byte, index) => file[index] !== byte)) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const data: Uint8Array[] = [];
  let size: { readonly width: number; readonly height: number } | null = null;
  for (let at = SIGNATURE.length; at + 12 <= file.length; ) {
    const length = view.getUint32(at);
    const type = decodeLatin1(file.subarray(at + 4, at + 8));
    if (at + 12 + length > file.length) return null;
    if (type === "IHDR" && length >= 8) size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (type === "IDAT") data.push(file.subarray(at + 8, at + 8 + length));
    if (type === "IEND") break;
    at += 12 + length;
  }
  if (size === null || data.length === 0) return null;
  const { width, height } = size;
  return {
    width,
    height,
    data: concatBytes(...data),
    maxInflatedBytes: (MAX_CHANNEL_BYTES * width + 8) * (height + 7),
  };
}
