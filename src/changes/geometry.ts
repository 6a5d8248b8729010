import type { PdfObject } from "../pdf/objects.ts";
import type { Resolver } from "../pdf/read/filters.ts";

/** A rectangle in default user space, its corners in order. */
export interface Rectangle {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** Stands for a place that cannot be told: all of any page. */
export const ANYWHERE: Rectangle = { left: -1e6, bottom: -1e6, right: 1e6, top: 1e6 };

/** ISO 32000-2, 7.9.5; null where the value is no rectangle. */
export function readRectangle(resolver: Resolver, value: PdfObject | undefined): Rectangle | null {
  const array = resolver.resolve(value);
  if (!Array.isArray(array) || array.length !== 4) return null;
  const numbers = array.map((item: PdfObject) => resolver.resolve(item)).filter((item) => typeof item === "number");
  const [a, b, c, d] = numbers;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) };
}

/** @param points at least one */
export function boundsOf(points: readonly (readonly [x: number, y: number])[]): Rectangle {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    bottom = Math.min(bottom, y);
    right = Math.max(right, x);
    top = Math.max(top, y);
  }
  return { left, bottom, right, top };
}

/** What rectangles stay within together; null where there are none. */
export function unionOf(rectangles: readonly Rectangle[]): Rectangle | null {
  const corners = rectangles.flatMap(({ left, bottom, right, top }) => [
    [left, bottom] as const,
    [right, top] as const,
  ]);
  return corners.length === 0 ? null : boundsOf(corners);
}

/** A rectangle with that much more on each side. */
export function grown({ left, bottom, right, top }: Rectangle, margin: number): Rectangle {
  return { left: left - margin, bottom: bottom - margin, right: right + margin, top: top + margin };
}

export function areaOf({ left, bottom, right, top }: Rectangle): number {
  return (right - left) * (top - bottom);
}

/** The area that two rectangles share. */
export function sharedArea(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.top, other.top) - Math.max(one.bottom, other.bottom);
  return width > 0 && height > 0 ? width * height : 0;
}

/** What two rectangles share; null where that is nothing, though it may have no height or width. */
export function intersect(one: Rectangle, other: Rectangle): Rectangle | null {
  const left = Math.max(one.left, other.left);
  const bottom = Math.max(one.bottom, other.bottom);
  const right = Math.min(one.right, other.right);
  const top = Math.min(one.top, other.top);
  return left <= right && bottom <= top ? { left, bottom, right, top } : null;
}
