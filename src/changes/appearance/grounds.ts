import { intersect, type Rectangle, sharedArea } from "../geometry.ts";
import type { Outline } from "./outline.ts";

/** Something painted below text. */
interface Ground {
  readonly rectangle: Rectangle;
  /** From 0, black, to 1; null where the colour is not known. */
  readonly luminance: number | null;
  /** Whether it fills its rectangle. */
  readonly isWhole: boolean;
}

/** The page below is taken for white. */
const PAPER = 1;
/** Text that differs less from what is below it is not read. */
const MIN_CONTRAST = 0.25;
/** What marks an option may be pale. */
const MARK_CONTRAST = 0.05;
/** A line of no width is drawn as thin as can be. */
const THINNEST = 0.5;
/** More than any field has frames and shadows; the rest is not looked at. */
const MAX_GROUNDS = 512;

/** What an appearance has painted so far, in order. */
export class Grounds {
  readonly #all: Ground[] = [];

  /** Whether there are too many to compare text with. */
  get isFull(): boolean {
    return this.#all.length > MAX_GROUNDS;
  }

  fill(path: Outline, clip: Rectangle, luminance: number | null): void {
    const whole = path.asRectangle();
    if (whole !== null) return this.#add(whole, clip, luminance, true);
    const { bounds } = path;
    if (bounds !== null) this.#add(bounds, clip, luminance, false);
  }

  stroke(path: Outline, clip: Rectangle, luminance: number | null, lineWidth: number): void {
    const half = Math.max(lineWidth, THINNEST) / 2;
    for (const { left, bottom, right, top } of path.lines) {
      if (this.isFull) return;
      const line = { left: left - half, bottom: bottom - half, right: right + half, top: top + half };
      this.#add(line, clip, luminance, false);
    }
  }

  /** Whether text of that colour differs from all that is below it. */
  showsOn(text: Rectangle, luminance: number): boolean {
    for (let at = this.#all.length - 1; at >= 0; at--) {
      const below = this.#all[at];
      if (below === undefined) break;
      const { rectangle, luminance: ground, isWhole } = below;
      if (sharedArea(rectangle, text) === 0) continue;
      if (ground === null || Math.abs(ground - luminance) < MIN_CONTRAST) return false;
      if (isWhole && contains(rectangle, text)) return true;
    }
    return Math.abs(PAPER - luminance) >= MIN_CONTRAST;
  }

  /**
   * What of these is set off from the others: by what is topmost below it, where that does not lie below all of them and
   * differs from what does.
   */
  marked<T extends { readonly body: Rectangle }>(runs: readonly T[]): T[] {
    const common = this.#all.findLast(
      ({ rectangle, isWhole }) => isWhole && runs.every(({ body }) => contains(rectangle, body)),
    );
    return runs.filter(({ body }) => {
      const top = this.#all.findLast(({ rectangle }) => sharedArea(rectangle, body) > 0);
      if (top === undefined || top === common) return false;
      return top.luminance === null || Math.abs(top.luminance - (common?.luminance ?? PAPER)) >= MARK_CONTRAST;
    });
  }

  #add(rectangle: Rectangle, clip: Rectangle, luminance: number | null, isWhole: boolean): void {
    const visible = intersect(rectangle, clip);
    if (visible !== null) this.#all.push({ rectangle: visible, luminance, isWhole });
  }
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    outer.left <= inner.left && outer.right >= inner.right && outer.bottom <= inner.bottom && outer.top >= inner.top
  );
}

/** Red, green and blue, each from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

/** From 0, black, to 1. */
export function luminanceOf([red, green, blue]: Colour): number {
  return 0.3 * red + 0.59 * green + 0.11 * blue;
}

/** Of one, three or four components, grey, RGB or CMYK, each taken for 0 or 1 where it is beyond (ISO 32000-2, 8.6.3). */
export function colourOf(components: readonly number[]): Colour {
  const [first = 0, second, third, fourth] = components.map((component) => Math.min(1, Math.max(0, component)));
  if (second === undefined || third === undefined) return [first, first, first];
  if (fourth === undefined) return [first, second, third];
  const light = (ink: number) => (1 - ink) * (1 - fourth);
  return [light(first), light(second), light(third)];
}
