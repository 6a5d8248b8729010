import { areaOf, intersect, type Rectangle, sharedArea } from "./geometry.ts";
import type { ObjectKey } from "./object-key.ts";

/** Something on a page that must not be covered later. */
export interface Covered {
  readonly key: ObjectKey | null;
  readonly rectangle: Rectangle;
  /** Name of the field, or the kind of annotation; null for text of the page. */
  readonly name: string | null;
  readonly kind: "field" | "comment" | "text";
  /** The part of it that may be covered. */
  readonly limit: number;
}

/** Height of a band, about that of a line of text. */
const BAND = 16;
/** What is higher than this many bands is looked at always. */
const MAX_BANDS = 64;

interface Shelf {
  readonly bands: Map<number, Covered[]>;
  readonly high: Covered[];
}

/** What is on a page, in bands from its bottom to its top: of thousands of lines and notes, few are where another comes. */
export class CoveredAreas {
  readonly #shelves = new Map<Covered["kind"], Shelf>();

  constructor(all: readonly Covered[]) {
    for (const one of all) {
      const shelf = this.#shelves.get(one.kind) ?? { bands: new Map<number, Covered[]>(), high: [] };
      this.#shelves.set(one.kind, shelf);
      const bands = bandsOf(one.rectangle);
      if (bands === null) shelf.high.push(one);
      else for (const band of bands) putInto(shelf.bands, band, one);
    }
  }

  /**
   * The first thing, of these kinds, of which a rectangle covers more than it may; null where there is none.
   * @param key of the annotation whose rectangle it is: nothing covers itself
   */
  find(rectangle: Rectangle, kinds: ReadonlySet<Covered["kind"]>, key: ObjectKey | null): Covered | null {
    const isCovered = (one: Covered) =>
      (one.key === null || one.key !== key) &&
      (sharedArea(rectangle, one.rectangle) > one.limit * areaOf(one.rectangle) ||
        (one.kind === "text" && coversLetter(rectangle, one.rectangle)));
    const bands = bandsOf(rectangle);
    for (const kind of kinds) {
      const shelf = this.#shelves.get(kind);
      if (shelf === undefined) continue;
      const lists = bands === null ? [...shelf.bands.values()] : bands.map((band) => shelf.bands.get(band) ?? []);
      for (const list of [shelf.high, ...lists]) {
        const covered = list.find(isCovered);
        if (covered !== undefined) return covered;
      }
    }
    return null;
  }
}

/** Part of the height of small letters that is enough, each way, to hide one. */
const LETTER_SHARE = 0.4;

/** Of a long line, a letter is little: but one digit of an amount is much. */
function coversLetter(rectangle: Rectangle, line: Rectangle): boolean {
  const shared = intersect(rectangle, line);
  if (shared === null) return false;
  const least = LETTER_SHARE * Math.min(line.right - line.left, line.top - line.bottom);
  return shared.right - shared.left > least && shared.top - shared.bottom > least;
}

function putInto(bands: Map<number, Covered[]>, band: number, one: Covered): void {
  const list = bands.get(band);
  if (list === undefined) bands.set(band, [one]);
  else list.push(one);
}

/** Null where there are too many of them, or the rectangle has no height that could be told. */
function bandsOf({ bottom, top }: Rectangle): readonly number[] | null {
  const first = Math.floor(bottom / BAND);
  const count = Math.floor(top / BAND) - first + 1;
  return count >= 1 && count <= MAX_BANDS ? Array.from({ length: count }, (_, index) => first + index) : null;
}
