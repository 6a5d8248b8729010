import type { Rectangle } from "../geometry.ts";
import type { FontString, FontText } from "./font-text.ts";
import type { Run } from "./lines.ts";
import { horizontalScale, type Matrix, multiply, placeBox, transform, verticalScale } from "./matrix.ts";

/** Letters are drawn at least at this part of their width, and at no more than its inverse. */
const MIN_STRETCH = 0.5;
/** Part of its size by which text may stand over the edge: of most letters nothing, of the others a serif. */
const EDGE_TOLERANCE = 0.1;
/** How far letters reach above the line and below it, in parts of the size. */
const LETTER_TOP = 0.7;
const ACCENT_TOP = 0.95;
const TAIL_BOTTOM = -0.2;
/** Within its advances and this height, a string is drawn for sure. */
const BODY_TOP = 0.65;
const BODY_BOTTOM = 0.05;
const BODY_MARGIN = 0.12;
/** Letters may be moved together by these parts of their size. */
const MAX_LETTER_OVERLAP = 0.15;
const MAX_SPACE_OVERLAP = 0.25;
/** Capital letters with accents, and what loses its sense without its tail. */
const ACCENTED_CAPITAL = /[A-Z]\p{M}/u;
const TAILED = /[,;]/;

/** The graphics state of a content stream (ISO 32000-2, 8.4 and 9.3), as far as it concerns text and what is below it. */
export interface TextState {
  readonly characterSpacing: number;
  readonly wordSpacing: number;
  /** A part of 1. */
  readonly stretch: number;
  readonly rise: number;
  readonly lineWidth: number;
  readonly matrix: Matrix;
  readonly clip: Rectangle;
  readonly font: FontText | null;
  readonly size: number;
  readonly rendering: number;
  readonly luminance: number;
  readonly strokeLuminance: number | null;
  readonly leading: number;
}

/** Whether text stands upright, and is drawn large and wide enough to be read. */
export function isLegible({ size, matrix, stretch }: TextState, textMatrix: Matrix, minHeight: number): boolean {
  const placed = multiply(textMatrix, matrix);
  const [a, b, c, d] = placed;
  const isUpright = a > 0 && d > 0 && size > 0 && Math.abs(b) < a / 10 && Math.abs(c) < d;
  const narrowness = (stretch * horizontalScale(placed)) / verticalScale(placed);
  const isWide = narrowness >= MIN_STRETCH && narrowness <= 1 / MIN_STRETCH;
  return isUpright && isWide && size * verticalScale(placed) >= minHeight;
}

/** Where a string stands and how far it advances; null where a part of it is cut off, or its letters stand on each other. */
export function placeString(
  state: TextState,
  textMatrix: Matrix,
  { text, width, codes, spaces }: FontString,
): { readonly run: Run | null; readonly advance: number } | null {
  const { size, stretch, rise, characterSpacing, wordSpacing, matrix, clip } = state;
  if (characterSpacing < -MAX_LETTER_OVERLAP * size || wordSpacing < -MAX_SPACE_OVERLAP * size) return null;
  const advance = (width * size + codes * characterSpacing + spaces * wordSpacing) * stretch;
  if (text.trim() === "") return { run: null, advance };
  // After the last character comes its spacing, which shows nothing.
  const end = advance - Math.max(0, characterSpacing + (text.endsWith(" ") ? wordSpacing : 0)) * stretch;
  const placed = multiply([1, 0, 0, 1, 0, rise], multiply(textMatrix, matrix));
  const top = ACCENTED_CAPITAL.test(text.normalize("NFD")) ? ACCENT_TOP : LETTER_TOP;
  const bottom = TAILED.test(text) ? TAIL_BOTTOM : 0;
  const height = size * verticalScale(placed);
  const ink = placeBox(placed, { left: 0, bottom: bottom * size, right: end, top: top * size });
  const edge = EDGE_TOLERANCE * height;
  const isInside =
    ink.left >= clip.left - edge &&
    ink.right <= clip.right + edge &&
    ink.bottom >= clip.bottom - edge &&
    ink.top <= clip.top + edge;
  if (!isInside) return null;
  const margin = Math.min(BODY_MARGIN * size, end / 4);
  const body = placeBox(placed, {
    left: margin,
    bottom: BODY_BOTTOM * size,
    right: end - margin,
    top: BODY_TOP * size,
  });
  const [x, y] = transform(placed, 0, 0);
  return { run: { x, y, height, text, body }, advance };
}
