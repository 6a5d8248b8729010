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
  /** What it must become at least: all pixels. */
  readonly minInflatedBytes: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_CHANNEL_BYTES = 8;
/** Channels by colour type (11.2.2). */
const CHANNELS = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** Null where the chunks are no PNG file (ISO/IEC 15948, 5.3). */
export function readPngHeader(file: Uint8Array): PngHeader | null {
  if (SIGNATURE.some((byte, index) => file[index] !== byte)) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const data: Uint8Array[] = [];
  let size: { readonly width: number; readonly height: number; readonly bits: number } | null = null;
  for (let at = SIGNATURE.length; at + 12 <= file.length; ) {
    const length = view.getUint32(at);
    const type = decodeLatin1(file.subarray(at + 4, at + 8));
    if (at + 12 + length > file.length) return null;
    if (type === "IHDR" && length >= 10) {
      const bits = view.getUint8(at + 16) * (CHANNELS.get(view.getUint8(at + 17)) ?? 0);
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12), bits };
    }
    if (type === "IDAT") data.push(file.subarray(at + 8, at + 8 + length));
    if (type === "IEND") break;
    at += 12 + length;
  }
  if (size === null || data.length === 0) return null;
  const { width, height, bits } = size;
  return {
    width,
    height,
    data: concatBytes(...data),
    maxInflatedBytes: (MAX_CHANNEL_BYTES * width + 8) * (height + 7),
    minInflatedBytes: Math.ceil((width * height * bits) / 8),
  };
}
