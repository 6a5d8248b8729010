import { joinBytes } from "../../bytes/concat.ts";
import { decodeLatin1 } from "../../bytes/text.ts";

/** What must be known of a PNG file before it is decoded. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** The file without what pictures do without: the decoder reads text without end, and frames of an animation of any size. */
  readonly picture: Uint8Array;
  /** The zlib stream of its image data. */
  readonly data: Uint8Array;
  /** What that becomes at most: four channels of two bytes, with a filter byte a row, in seven passes. */
  readonly maxInflatedBytes: number;
  /** What it must become at least: all pixels. */
  readonly minInflatedBytes: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The critical chunks, and what is transparent of a picture without an alpha channel (11.3.1). */
const PICTURE_CHUNKS: ReadonlySet<string> = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
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
  const picture = [file.subarray(0, SIGNATURE.length)];
  const data: Uint8Array[] = [];
  let size: { readonly width: number; readonly height: number; readonly bits: number } | null = null;
  for (let at = SIGNATURE.length; at + 12 <= file.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > file.length) return null;
    const type = decodeLatin1(file.subarray(at + 4, at + 8));
    if (type === "IHDR") {
      const channels = length === 13 ? CHANNELS.get(view.getUint8(at + 17)) : undefined;
      // Of two headers the decoder could heed the other one, and it makes room for any number of the interlace method.
      if (size !== null || channels === undefined || view.getUint8(at + 20) > 1) return null;
      size = {
        width: view.getUint32(at + 8),
        height: view.getUint32(at + 12),
        bits: view.getUint8(at + 16) * channels,
      };
    }
    if (type === "IDAT") data.push(file.subarray(at + 8, end - 4));
    if (PICTURE_CHUNKS.has(type)) picture.push(file.subarray(at, end));
    if (type === "IEND") break;
    at = end;
  }
  if (size === null || data.length === 0) return null;
  const { width, height, bits } = size;
  return {
    width,
    height,
    picture: joinBytes(picture),
    data: joinBytes(data),
    maxInflatedBytes: (MAX_CHANNEL_BYTES * width + 8) * (height + 7),
    minInflatedBytes: Math.ceil((width * height * bits) / 8),
  };
}
