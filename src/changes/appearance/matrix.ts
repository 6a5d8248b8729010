import { boundsOf, type Rectangle } from "../geometry.ts";

/** A transformation [a b c d e f] (ISO 32000-2, 8.3.4). */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `one`, then `other`. */
export function multiply(one: Matrix, other: Matrix): Matrix {
  const [a, b, c, d, e, f] = one;
  const [g, h, i, j, k, l] = other;
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}

export function transform([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** How much it stretches the vertical. */
export function verticalScale([, , c, d]: Matrix): number {
  return Math.hypot(c, d);
}

/** Beyond this, nothing has a place that could be told, nor do two viewers agree on one. */
const FARTHEST = 1e9;

/** Whether what it places can be reckoned with. */
export function isSound(matrix: Matrix): boolean {
  return matrix.every((entry) => Math.abs(entry) <= FARTHEST);
}

export function matrixFrom(numbers: readonly unknown[]): Matrix | null {
  const [a, b, c, d, e, f] = numbers;
  if (typeof a !== "number" || typeof b !== "number" || typeof c !== "number") return null;
  if (typeof d !== "number" || typeof e !== "number" || typeof f !== "number") return null;
  return [a, b, c, d, e, f];
}

/** How much it stretches the horizontal. */
export function horizontalScale([a, b]: Matrix): number {
  return Math.hypot(a, b);
}

/** What a box in a space that is placed in another stays within there. */
export function placeBox(matrix: Matrix, { left, bottom, right, top }: Rectangle): Rectangle {
  return boundsOf([
    transform(matrix, left, bottom),
    transform(matrix, right, bottom),
    transform(matrix, right, top),
    transform(matrix, left, top),
  ]);
}
