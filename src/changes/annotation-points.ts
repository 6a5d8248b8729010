import { isPdfArray, type PdfArray, type PdfObject } from "../pdf/objects.ts";
import type { Resolver } from "../pdf/read/filters.ts";

export type Point = readonly [x: number, y: number];

/** No comment is drawn by more; a page full of handwriting has some ten thousand. */
const MAX_POINTS = 100_000;

/**
 * The points of an entry that says where an annotation is drawn: coordinates in pairs, or lists of such (ISO 32000-2,
 * 12.5.6). Empty where it is absent; null where it is anything else or too long, so that it is drawn who knows where.
 */
export function readPoints(resolver: Resolver, value: PdfObject | undefined): readonly Point[] | null {
  const list = resolver.resolve(value);
  if (list === null) return [];
  if (!isPdfArray(list) || list.length > 2 * MAX_POINTS) return null;
  const items = list.map((item) => resolver.resolve(item));
  if (!items.some(isPdfArray)) return inPairs(items);
  const points: Point[] = [];
  for (const item of items) {
    const pairs =
      isPdfArray(item) && points.length + item.length / 2 <= MAX_POINTS
        ? inPairs(item.map((one) => resolver.resolve(one)))
        : null;
    if (pairs === null) return null;
    for (const point of pairs) points.push(point);
  }
  return points;
}

function inPairs(values: PdfArray): Point[] | null {
  if (values.length % 2 !== 0) return null;
  const points: Point[] = [];
  for (let at = 0; at < values.length; at += 2) {
    const [x, y] = [values[at], values[at + 1]];
    if (typeof x !== "number" || typeof y !== "number") return null;
    points.push([x, y]);
  }
  return points;
}
