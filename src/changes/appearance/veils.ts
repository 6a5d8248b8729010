import { perObject } from "../../bytes/per-object.ts";
import type { ContentBudget } from "../content-budget.ts";
import { ANYWHERE, type Rectangle } from "../geometry.ts";
import { type Colour, luminanceOf } from "./grounds.ts";

/** Something put over a page that lets it through, more or less. */
export interface Veil {
  readonly place: Rectangle;
  /** The part of its light that paper keeps below it, of red, green and blue; black text stays as it is. */
  readonly leaves: Colour;
}

/** Lines below text and through it are thin, in units of the page. */
export const MAX_LINE_WIDTH = 3;
/** About the height of letters: within so much, lines may cover this part together. */
const WINDOW = 8;
const MAX_COVERED = 0.5;
/** Neighbours overlap by this part of their sides, but no more than a hair's breadth. */
const MAX_OVERLAP = 0.15;
const HAIR = 1.5;

/** Text is read through what leaves more light than this between it and the paper. */
const MIN_LUMINANCE = 0.35;
/** What differs by less is the same, however it was reckoned. */
const ROUNDING = 1e-9;
/** Less light than this counts as this much. */
const DARKEST = 1e-3;

/** Content that is read in the time that it takes to look at a veil in one band, in bytes. */
const CROSSING_COST = 16;
/** More places than these on one page are all of it. */
const MAX_DARK_PLACES = 1_000;

/** Of paint that is put on an area, and leaves that much of each colour. */
export function paintVeil(place: Rectangle, leaves: Colour): Veil {
  const { left, bottom, right, top } = place;
  const x = Math.min(HAIR, MAX_OVERLAP * (right - left));
  const y = Math.min(HAIR, MAX_OVERLAP * (top - bottom));
  return { place: { left: left + x, bottom: bottom + y, right: right - x, top: top - y }, leaves };
}

/** Of a line, which hides what is below it, and of the letters around it a part. */
export function lineVeil({ left, bottom, right, top }: Rectangle, thickness: number): Veil {
  const x = Math.max(0, WINDOW - (right - left)) / 2;
  const y = Math.max(0, WINDOW - (top - bottom)) / 2;
  const leaves = MIN_LUMINANCE ** (thickness / (WINDOW * MAX_COVERED));
  return {
    place: { left: left - x, bottom: bottom - y, right: right + x, top: top + y },
    leaves: [leaves, leaves, leaves],
  };
}

/**
 * The places where veils together let through too little: each of them may be light, but layers add up.
 * @param veils at most a few thousand; where all of them lie on each other, the cost grows with their square
 * @throws PdfLimitError MAX_CONTENT_RATIO where the file has used up what it may cost
 */
export function darkPlaces(veils: readonly Veil[], content: ContentBudget): Rectangle[] {
  const levels = [...new Set(veils.flatMap(({ place }) => [place.bottom, place.top]))].sort(
    (one, other) => one - other,
  );
  const upwards = veils.toSorted((one, other) => one.place.bottom - other.place.bottom);
  const dark: Rectangle[] = [];
  let here: readonly Veil[] = [];
  let begun = 0;
  for (const [index, bottom] of levels.entries()) {
    const top = levels[index + 1];
    if (top === undefined) break;
    const from = begun;
    while ((upwards[begun]?.place.bottom ?? Number.POSITIVE_INFINITY) <= bottom) begun++;
    here = [...here, ...upwards.slice(from, begun)].filter(({ place }) => place.top >= top);
    content.spend(CROSSING_COST * here.length);
    for (const [left, right] of darkStretches(here)) dark.push({ left, bottom, right, top });
    if (dark.length > MAX_DARK_PLACES) return [ANYWHERE];
  }
  return dark;
}

/** By which layers add up. */
const weightOf = perObject(({ leaves }: Veil) => leaves.map((part) => Math.log(Math.max(part, DARKEST))));

/** Of veils that all cross a band of a page: where in it, from left to right, they are dark together. */
function darkStretches(veils: readonly Veil[]): [number, number][] {
  const edges = veils
    .flatMap((veil) => [
      { at: veil.place.left, weight: weightOf(veil), sign: 1 },
      { at: veil.place.right, weight: weightOf(veil), sign: -1 },
    ])
    .sort((one, other) => one.at - other.at);
  const sum = [0, 0, 0];
  const dark: [number, number][] = [];
  edges.forEach(({ at, weight, sign }, index) => {
    weight.forEach((part, channel) => {
      sum[channel] = (sum[channel] ?? 0) + sign * part;
    });
    const next = edges[index + 1];
    if (next === undefined || next.at <= at) return;
    const [red = 0, green = 0, blue = 0] = sum.map(Math.exp);
    if (luminanceOf([red, green, blue]) < MIN_LUMINANCE - ROUNDING) dark.push([at, next.at]);
  });
  return dark;
}
