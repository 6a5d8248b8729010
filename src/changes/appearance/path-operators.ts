import type { PdfObject } from "../../pdf/objects.ts";
import type { Matrix } from "./matrix.ts";
import type { Outline } from "./outline.ts";

/** What an operator does with the path that it ends. */
export interface Painting {
  readonly closes: boolean;
  readonly fills: boolean;
  readonly strokes: boolean;
}

const FILL: Painting = { closes: false, fills: true, strokes: false };
const STROKE: Painting = { closes: false, fills: false, strokes: true };
const BOTH: Painting = { closes: false, fills: true, strokes: true };

/** The operators that end a path (ISO 32000-2, table 59). */
export const PAINTING: ReadonlyMap<string, Painting> = new Map([
  ["f", FILL],
  ["F", FILL],
  ["f*", FILL],
  ["S", STROKE],
  ["s", { ...STROKE, closes: true }],
  ["B", BOTH],
  ["B*", BOTH],
  ["b", { ...BOTH, closes: true }],
  ["b*", { ...BOTH, closes: true }],
  ["n", { closes: false, fills: false, strokes: false }],
]);

/**
 * Whether it was an operator that makes a path longer (table 58), which it then does.
 * @param operands those that it takes (operands.ts)
 */
export function extendPath(path: Outline, matrix: Matrix, operator: string, operands: readonly PdfObject[]): boolean {
  const numbers = operands.filter((operand) => typeof operand === "number");
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  switch (operator) {
    case "m":
      path.moveTo(matrix, x, y);
      return true;
    case "l":
      path.lineTo(matrix, x, y);
      return true;
    case "re":
      path.addRectangle(matrix, x, y, width, height);
      return true;
    case "h":
      path.close();
      return true;
    case "c":
    case "v":
    case "y":
      path.curveTo(
        matrix,
        [0, 2, 4].flatMap((at) => (at < numbers.length ? [[numbers[at] ?? 0, numbers[at + 1] ?? 0] as const] : [])),
      );
      return true;
    default:
      return false;
  }
}
