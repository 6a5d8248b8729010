import type { Rectangle } from "../geometry.ts";
import { type Matrix, transform } from "./matrix.ts";

type Point = readonly [x: number, y: number];

/** Coordinates of corners that are meant to be the same. */
const SAME = 0.01;

/** A path under construction (ISO 32000-2, 8.5.2), as far as it matters whether it is one upright rectangle. */
export class Outline {
  #corners: Point[] = [];
  #isPlain = true;
  #isClosed = false;

  /** The operator `m`. */
  moveTo(matrix: Matrix, x: number, y: number): void {
    this.#begin();
    this.#corners.push(transform(matrix, x, y));
  }

  /** The operator `l`. */
  lineTo(matrix: Matrix, x: number, y: number): void {
    if (this.#isClosed) this.#isPlain = false;
    this.#corners.push(transform(matrix, x, y));
  }

  /** The operator `h`. */
  close(): void {
    this.#isClosed = true;
  }

  /** The operator `re`. */
  addRectangle(matrix: Matrix, x: number, y: number, width: number, height: number): void {
    this.#begin();
    for (const [dx, dy] of [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ] as const) {
      this.#corners.push(transform(matrix, x + dx, y + dy));
    }
    this.#isClosed = true;
  }

  /** Any curve. */
  spoil(): void {
    this.#isPlain = false;
  }

  /** The rectangle that the path is, with its sides along the axes; null where it is anything else. */
  asRectangle(): Rectangle | null {
    const corners = [...this.#corners];
    const [first, second, third, fourth, fifth] = corners;
    if (!this.#isPlain || first === undefined || second === undefined || third === undefined || fourth === undefined)
      return null;
    // A last line back to where the path began, in the place of closing it.
    if (corners.length > 5 || (fifth !== undefined && !isSame(fifth, first))) return null;
    const isUpright =
      (isLevel(first, second) && isLevel(third, fourth) && isPlumb(second, third) && isPlumb(fourth, first)) ||
      (isPlumb(first, second) && isPlumb(third, fourth) && isLevel(second, third) && isLevel(fourth, first));
    if (!isUpright) return null;
    return {
      left: Math.min(first[0], third[0]),
      bottom: Math.min(first[1], third[1]),
      right: Math.max(first[0], third[0]),
      top: Math.max(first[1], third[1]),
    };
  }

  #begin(): void {
    if (this.#corners.length > 0) this.#isPlain = false;
  }
}

const isPlumb = (one: Point, other: Point) => Math.abs(one[0] - other[0]) <= SAME;
const isLevel = (one: Point, other: Point) => Math.abs(one[1] - other[1]) <= SAME;
const isSame = (one: Point, other: Point) => isPlumb(one, other) && isLevel(one, other);
