import { type Rectangle, sharedArea } from "../geometry.ts";

/** A string where it is shown. */
export interface Run {
  /** The origin of its first glyph. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly text: string;
  /** What the bodies of its letters fill, less than they do. */
  readonly body: Rectangle;
}

/** Strings on one line may differ in height by this part of their size. */
const LINE_TOLERANCE = 0.4;
/** More strings than any field shows. */
const MAX_RUNS = 10_000;

/** The text of strings, line by line from the top, each from the left; null where they stand on each other. */
export function inReadingOrder(runs: readonly Run[]): string | null {
  const lines: { y: number; runs: Run[] }[] = [];
  const sorted = [...runs].sort((one, other) => other.y - one.y);
  if (sorted.length > MAX_RUNS || areOverprinted(sorted)) return null;
  for (const run of sorted) {
    const line = lines.at(-1);
    if (line !== undefined && line.y - run.y <= LINE_TOLERANCE * run.height) line.runs.push(run);
    else lines.push({ y: run.y, runs: [run] });
  }
  return lines.flatMap((line) => line.runs.sort((one, other) => one.x - other.x).map(({ text }) => text)).join(" ");
}

/** @param sorted from the top */
function areOverprinted(sorted: readonly Run[]): boolean {
  const highest = sorted.reduce((height, run) => Math.max(height, run.height), 0);
  return sorted.some((run, index) => {
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next];
      if (other === undefined || run.y - other.y > highest) return false;
      if (sharedArea(run.body, other.body) > 0) return true;
    }
    return false;
  });
}
