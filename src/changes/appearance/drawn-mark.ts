import { isPdfArray, PdfDict, PdfName } from "../../pdf/objects.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import { readPoints } from "../annotation-points.ts";
import { boundsOf, type Rectangle, readRectangle } from "../geometry.ts";
import { colourOf } from "./grounds.ts";
import { lineVeil, MAX_LINE_WIDTH, paintVeil, type Veil } from "./veils.ts";

/** A squiggly line goes up and down by this. */
const AMPLITUDE = 2;
/** As viewers paint where nothing is said. */
const YELLOW = [1, 1, 0];
const COMPONENTS = new Set([1, 3, 4]);
const MAX_QUADS = 300;

/**
 * What a viewer puts over the page for a comment that marks text and has no appearance, by the comment's own colour and
 * width (ISO 32000-2, 12.5.6.10); null where that could hide what is below, or cannot be told.
 */
export function drawnVeils(resolver: Resolver, comment: PdfDict): readonly Veil[] | null {
  const places = markedPlaces(resolver, comment);
  if (places === null) return null;
  const subtype = resolver.resolve(comment.get("Subtype"));
  switch (subtype instanceof PdfName ? subtype.value : "") {
    case "Highlight": {
      const value = resolver.resolve(comment.get("C"));
      const components = value === null ? YELLOW : isPdfArray(value) ? value.map((item) => resolver.resolve(item)) : [];
      // No component at all is no colour.
      if (isPdfArray(value) && value.length === 0) return [];
      const numbers = components.filter((component) => typeof component === "number");
      if (!COMPONENTS.has(numbers.length) || numbers.length !== components.length) return null;
      return places.map((place) => paintVeil(place, colourOf(numbers)));
    }
    case "Underline":
    case "StrikeOut":
    case "Squiggly": {
      const width = lineWidth(resolver, comment);
      if (width === null || Math.abs(width) > MAX_LINE_WIDTH) return null;
      const thickness = Math.abs(width) + (subtype instanceof PdfName && subtype.value === "Squiggly" ? AMPLITUDE : 0);
      return places.map((place) => lineVeil(place, thickness));
    }
    default:
      return [];
  }
}

/** The areas of /QuadPoints, four corners each, or else the rectangle. */
function markedPlaces(resolver: Resolver, comment: PdfDict): Rectangle[] | null {
  const points = readPoints(resolver, comment.get("QuadPoints"));
  if (points === null || points.length > 4 * MAX_QUADS) return null;
  if (points.length === 0) {
    const rectangle = readRectangle(resolver, comment.get("Rect"));
    return rectangle === null ? null : [rectangle];
  }
  return Array.from({ length: Math.ceil(points.length / 4) }, (_, index) =>
    boundsOf(points.slice(4 * index, 4 * index + 4)),
  );
}

/** Of the border (tables 166 and 168), 1 where nothing says it; null where it cannot be told. */
export function lineWidth(resolver: Resolver, annotation: PdfDict): number | null {
  const style = resolver.resolve(annotation.get("BS"));
  const border = resolver.resolve(annotation.get("Border"));
  const width =
    style instanceof PdfDict
      ? resolver.resolve(style.get("W"))
      : isPdfArray(border)
        ? resolver.resolve(border[2])
        : null;
  if (width === null) return 1;
  return typeof width === "number" ? width : null;
}
