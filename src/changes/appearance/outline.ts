import { boundsOf, type Rectangle, unionOf } from "../geometry.ts";
import { type Matrix, transform } from "./matrix.ts";

type Point = readonly [x: number, y: number];

/** Coordinates of corners that are meant to be the same. */
const SAME = 0.01;

/** A path under construction (ISO 32000-2, 8.5.2), as far as it matters whether it is one upright rectangle. */
export class Outline {
  #corners: Point[] = [];
  #isPlain = true;
  #isClosed = false;
  /** Where the part of the path begins that is being drawn, and the point that it has reached. */
  #start: Point | null = null;
  #at: Point | null = null;
  readonly #lines: Rectangle[] = [];
  /** How many lines there were when each of its parts began. */
  readonly #starts: number[] = [0];

  /** The operator `m`. */
  moveTo(matrix: Matrix, x: number, y: number): void {
    this.#begin();
    this.#start = this.#at = transform(matrix, x, y);
    this.#corners.push(this.#start);
  }

  /** The operator `l`. */
  lineTo(matrix: Matrix, x: number, y: number): void {
    if (this.#isClosed) this.#isPlain = false;
    const to = transform(matrix, x, y);
    this.#draw([to]);
    this.#corners.push(to);
  }

  /** The operator `h`. */
  close(): void {
    this.#isClosed = true;
    if (this.#start !== null) this.#draw([this.#start]);
  }

  /** The operator `re`. */
  addRectangle(matrix: Matrix, x: number, y: number, width: number, height: number): void {
    this.#begin();
    this.#start = this.#at = transform(matrix, x, y);
    this.#corners.push(this.#start);
    for (const [dx, dy] of [
      [width, 0],
      [width, height],
      [0, height],
    ] as const) {
      const corner = transform(matrix, x + dx, y + dy);
      this.#draw([corner]);
      this.#corners.push(corner);
    }
    this.close();
  }

  /** Any curve: it stays within its points. */
  curveTo(matrix: Matrix, points: readonly Point[]): void {
    this.#isPlain = false;
    this.#draw(points.map(([x, y]) => transform(matrix, x, y)));
  }

  /** What each of its lines stays within, without their width. */
  get lines(): readonly Rectangle[] {
    return this.#lines;
  }

  /** What all of it stays within. */
  get bounds(): Rectangle | null {
    return unionOf(this.#lines);
  }

  /** The lines of each of its parts, which begin where the pen is put down anew. */
  get parts(): readonly (readonly Rectangle[])[] {
    return this.#starts
      .map((start, index) => this.#lines.slice(start, this.#starts[index + 1]))
      .filter(({ length }) => length > 0);
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

  #draw(points: readonly Point[]): void {
    const all = this.#at === null ? points : [this.#at, ...points];
    this.#lines.push(boundsOf(all));
    this.#at = points.at(-1) ?? this.#at;
  }

  #begin(): void {
    if (this.#corners.length > 0) this.#isPlain = false;
    this.#starts.push(this.#lines.length);
  }
}

const isPlumb = (one: Point, other: Point) => Math.abs(one[0] - other[0]) <= SAME;
const isLevel = (one: Point, other: Point) => Math.abs(one[1] - other[1]) <= SAME;
const isSame = (one: Point, other: Point) => isPlumb(one, other) && isLevel(one, other);
