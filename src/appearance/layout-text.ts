import type { SubsetFont } from "./font.ts";

/** Lines as they are drawn, at one size of the font. */
export interface LaidOutText {
  readonly fontSize: number;
  readonly lines: readonly string[];
  /** From the top of the first line to the bottom of the last, in points. */
  readonly height: number;
  readonly leading: number;
}

/** Distance of lines, as a multiple of the font's size. */
const LEADING = 1.15;
const SIZE_STEP = 0.5;

/**
 * Text in an area, wrapped at spaces, at the largest size from `fontSize` down to `minFontSize` at which it fits.
 * @returns null where it does not fit at the smallest
 */
export function layOutText(
  font: SubsetFont,
  lines: readonly string[],
  area: { readonly width: number; readonly height: number },
  sizes: { readonly fontSize: number; readonly minFontSize: number },
): LaidOutText | null {
  for (let fontSize = sizes.fontSize; ; fontSize = Math.max(sizes.minFontSize, fontSize - SIZE_STEP)) {
    const text = textAtSize(font, lines, area.width, fontSize);
    // A hundredth of a point more is not seen.
    if (text !== null && text.height <= area.height + 0.01) return text;
    if (fontSize <= sizes.minFontSize) return null;
  }
}

/** @returns null where a word is wider than the area */
export function textAtSize(
  font: SubsetFont,
  lines: readonly string[],
  width: number,
  fontSize: number,
): LaidOutText | null {
  const wrapped: string[] = [];
  for (const line of lines) {
    const parts = wrap(line, (text) => font.widthOf(text) * fontSize <= width);
    if (parts === null) return null;
    wrapped.push(...parts);
  }
  const leading = LEADING * fontSize;
  const height = wrapped.length === 0 ? 0 : (wrapped.length - 1) * leading + (font.ascent - font.descent) * fontSize;
  return { fontSize, lines: wrapped, height, leading };
}

/** Breaks where a line would be too long, between words only. */
function wrap(line: string, fits: (text: string) => boolean): string[] | null {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (fits(longer)) current = longer;
    else if (!fits(word)) return null;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}
