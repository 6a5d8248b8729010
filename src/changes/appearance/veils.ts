import type { Rectangle } from "../geometry.ts";
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
 * @param veils at most a few thousand; the cost grows with their square
 */
export function darkPlaces(veils: readonly Veil[]): Rectangle[] {
  const levels = [...new Set(veils.flatMap(({ place }) => [place.bottom, place.top]))].sort(
    (one, other) => one - other,
  );
  return levels.flatMap((bottom, index) => {
    const top = levels[index + 1];
    if (top === undefined) return [];
    const here = veils.filter(({ place }) => place.bottom <= bottom && place.top >= top);
    return darkStretches(here).map(([left, right]) => ({ left, bottom, right, top }));
  });
}

/** Of veils that all cross a band of a page: where in it, from left to right, they are dark together. */
function darkStretches(veils: readonly Veil[]): [number, number][] {
  const edges = veils
    .flatMap(({ place, leaves }) => {
      const weight = leaves.map((part) => Math.log(Math.max(part, DARKEST)));
      return [
        { at: place.left, weight },
        { at: place.right, weight: weight.map((part) => -part) },
      ];
    })
    .sort((one, other) => one.at - other.at);
  const sum = [0, 0, 0];
  const dark: [number, number][] = [];
  edges.forEach(({ at, weight }, index) => {
    weight.forEach((part, channel) => {
      sum[channel] = (sum[channel] ?? 0) + part;
    });
    const next = edges[index + 1];
    if (next === undefined || next.at <= at) return;
    const [red = 0, green = 0, blue = 0] = sum.map(Math.exp);
    if (luminanceOf([red, green, blue]) < MIN_LUMINANCE - ROUNDING) dark.push([at, next.at]);
  });
  return dark;
}
