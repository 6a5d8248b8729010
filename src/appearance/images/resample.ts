import type { PixelImage } from "./read-image.ts";

/**
 * A picture made smaller, each pixel the mean of those that it stands for, weighted by how opaque they are: what cannot
 * be seen has no colour.
 */
export function resample(image: PixelImage, width: number, height: number): PixelImage {
  if (width >= image.width && height >= image.height) return image;
  const rgb = new Uint8Array(3 * width * height);
  const alpha = image.alpha === null ? null : new Uint8Array(width * height);
  const columns = spans(image.width, width);
  const rows = spans(image.height, height);
  for (const [y, [top, bottom]] of rows.entries()) {
    for (const [x, [left, right]] of columns.entries()) {
      const mean = meanOf(image, left, top, right, bottom);
      const at = y * width + x;
      rgb.set([mean.red, mean.green, mean.blue], 3 * at);
      if (alpha !== null) alpha[at] = mean.alpha;
    }
  }
  return { kind: "pixels", width, height, rgb, alpha };
}

/** For each new pixel the old ones, from and to; whole pixels, at least one. */
function spans(from: number, to: number): readonly (readonly [number, number])[] {
  return Array.from({ length: to }, (_, index) => {
    const start = Math.floor((index * from) / to);
    return [start, Math.max(start + 1, Math.floor(((index + 1) * from) / to))] as const;
  });
}

function meanOf({ rgb, alpha, width }: PixelImage, left: number, top: number, right: number, bottom: number) {
  let [red, green, blue, weight] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let at = y * width + left; at < y * width + right; at++) {
      const opacity = alpha === null ? 255 : (alpha[at] ?? 0);
      red += opacity * (rgb[3 * at] ?? 0);
      green += opacity * (rgb[3 * at + 1] ?? 0);
      blue += opacity * (rgb[3 * at + 2] ?? 0);
      weight += opacity;
    }
  }
  const share = (sum: number) => (weight === 0 ? 0 : Math.round(sum / weight));
  const count = (right - left) * (bottom - top);
  return { red: share(red), green: share(green), blue: share(blue), alpha: Math.round(weight / count) };
}
