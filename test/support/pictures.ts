import { deflateSync } from "node:zlib";
import { concatBytes } from "../../src/bytes/concat.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";

/** A colour with its opacity, each from 0 to 255. */
export type Rgba = readonly [number, number, number, number];

/** A PNG file (ISO/IEC 15948) of eight bits a channel, with alpha, drawn pixel by pixel from the top left. */
export function pngOf(width: number, height: number, pixel: (x: number, y: number) => Rgba): Uint8Array {
  const rows = new Uint8Array(height * (1 + 4 * width));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(pixel(x, y), y * (1 + 4 * width) + 1 + 4 * x);
  }
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return concatBytes(
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(rows)),
    pngChunk("IEND", new Uint8Array(0)),
  );
}

/** A chunk of a PNG file (5.3). */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = concatBytes(encodeUtf8(type), data);
  const bytes = new Uint8Array(body.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const NOTHING: Rgba = [255, 255, 255, 0];

/** What is left of a distance to a line of this half width, softened over a pixel. */
const coverage = (distance: number, half: number) => Math.max(0, Math.min(1, half + 0.5 - distance));

/** Something like a signature by hand: blue, on nothing. */
export function handwriting(width = 700, height = 300): Uint8Array {
  const curve = (t: number) =>
    [
      (0.06 + 0.86 * t + 0.05 * Math.sin(19 * t)) * width,
      (0.5 + 0.36 * Math.sin(13 * t) * (1 - 0.55 * t) + 0.06 * Math.sin(41 * t)) * height,
    ] as const;
  const ink = new Float64Array(width * height);
  const half = height / 60;
  for (let step = 0; step <= 6000; step++) {
    const [cx, cy] = curve(step / 6000);
    const reach = Math.ceil(half) + 1;
    for (let y = Math.max(0, Math.floor(cy) - reach); y <= Math.min(height - 1, Math.ceil(cy) + reach); y++) {
      for (let x = Math.max(0, Math.floor(cx) - reach); x <= Math.min(width - 1, Math.ceil(cx) + reach); x++) {
        const at = y * width + x;
        ink[at] = Math.max(ink[at] ?? 0, coverage(Math.hypot(x - cx, y - cy), half));
      }
    }
  }
  return pngOf(width, height, (x, y) => {
    const opacity = ink[y * width + x] ?? 0;
    return opacity === 0 ? NOTHING : [20, 40, 190, Math.round(255 * opacity)];
  });
}

/** Something like a round seal: two red rings and a star, on nothing. */
export function seal(side = 600): Uint8Array {
  const center = side / 2;
  return pngOf(side, side, (x, y) => {
    const [dx, dy] = [x + 0.5 - center, y + 0.5 - center];
    const radius = Math.hypot(dx, dy);
    const angle = Math.atan2(dx, -dy);
    const fold = Math.abs((((((angle / (2 * Math.PI)) * 5) % 1) + 1.5) % 1) - 0.5) * 2;
    const star = center * (0.16 + 0.26 * (1 - fold) ** 1.6);
    const opacity = Math.max(
      coverage(Math.abs(radius - center * 0.95), center * 0.035),
      coverage(Math.abs(radius - center * 0.66), center * 0.012),
      coverage(radius - star, 0),
    );
    return opacity === 0 ? NOTHING : [200, 20, 30, Math.round(255 * opacity)];
  });
}
