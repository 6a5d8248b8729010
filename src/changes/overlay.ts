import { isPdfArray, PdfDict, PdfName, PdfRef } from "../pdf/objects.ts";
import { type PageText, readPageText } from "./appearance/page-text.ts";
import { type Covered, CoveredAreas } from "./covered-areas.ts";
import { areaOf, type Rectangle, readRectangle } from "./geometry.ts";
import { keyRef, type ObjectKey, refKey } from "./object-key.ts";
import type { Step } from "./step.ts";

/** Part of an earlier signature's widget that a later one may cover: a seal stands over a third of a signature. */
const MAX_COVERED_SHARE = 0.4;
/** Rectangles of neighbours touch and round. */
const COVERED_IN_PASSING = 0.1;

/** Edges of pictures are seldom exact, and letters have room around them. */
const TEXT_MARGIN = 2;

/**
 * What an annotation that a later revision added or altered covers of what was on its page, as far as rectangles tell;
 * null where that is nothing, or a signature's widget in part.
 * @param kinds what it may not cover
 */
export function findOverlay(
  step: Step,
  key: ObjectKey | null,
  annotation: PdfDict,
  page: ObjectKey,
  kinds: ReadonlySet<Covered["kind"]>,
): Covered | null {
  const rectangle = reachOf(step, annotation);
  if (rectangle === null || areaOf(rectangle) === 0) return null;
  return step.coverable(page, () => new CoveredAreas(readCoverable(step, page))).find(rectangle, kinds, key);
}

/** Coordinates by which viewers draw what has no appearance, in pairs (ISO 32000-2, 12.5.6). */
const DRAWN_BY = ["L", "Vertices", "InkList", "QuadPoints", "CL", "Path"];
const MAX_POINTS = 100_000;

/** Half the width of the line that is drawn, where none is given. */
const LINE_MARGIN = 1;

/** The rectangle of an annotation, with what it draws outside of that. */
function reachOf(step: Step, annotation: PdfDict): Rectangle | null {
  let reach = readRectangle(step.newer, annotation.get("Rect"));
  const hasAppearance = step.newer.resolve(annotation.get("AP")) !== null;
  if (reach === null || hasAppearance) return reach;
  const style = step.newer.resolve(annotation.get("BS"));
  const width = style instanceof PdfDict ? step.newer.resolve(style.get("W")) : null;
  const margin = typeof width === "number" ? Math.max(LINE_MARGIN, width / 2) : LINE_MARGIN;
  for (const key of DRAWN_BY) {
    const array = step.newer.resolve(annotation.get(key));
    const values = isPdfArray(array) ? array.map((item) => step.newer.resolve(item)) : [];
    const numbers = values.flatMap((value) =>
      isPdfArray(value) ? value.map((item) => step.newer.resolve(item)) : [value],
    );
    for (let at = 0; at + 1 < Math.min(numbers.length, MAX_POINTS); at += 2) {
      const [x, y] = [numbers[at], numbers[at + 1]];
      if (typeof x !== "number" || typeof y !== "number") continue;
      reach = {
        left: Math.min(reach.left, x - margin),
        bottom: Math.min(reach.bottom, y - margin),
        right: Math.max(reach.right, x + margin),
        top: Math.max(reach.top, y + margin),
      };
    }
  }
  return reach;
}

function readCoverable(step: Step, page: ObjectKey): Covered[] {
  const before = step.older.resolve(keyRef(page));
  const annotations = before instanceof PdfDict ? step.older.resolve(before.get("Annots")) : null;
  const text = before instanceof PdfDict ? coveredTexts(readPageText(step.older, before)) : [];
  const items = isPdfArray(annotations) ? annotations : [];
  const others = items.flatMap((item): Covered[] => {
    const annotation = step.older.resolve(item);
    if (!(annotation instanceof PdfDict)) return [];
    const rectangle = readRectangle(step.older, annotation.get("Rect"));
    if (rectangle === null || areaOf(rectangle) === 0) return [];
    const key = item instanceof PdfRef ? refKey(item) : null;
    const field = key === null ? null : step.fieldOf(key, step.older);
    const subtype = step.older.resolve(annotation.get("Subtype"));
    const name = field?.name ?? (subtype instanceof PdfName ? subtype.value : "annotation");
    return [
      {
        key,
        rectangle,
        name,
        kind: field === null ? "comment" : "field",
        limit: field?.type === "Sig" ? MAX_COVERED_SHARE : COVERED_IN_PASSING,
      },
    ];
  });
  return [...others, ...text];
}

/** Where a page cannot be read, there may be text anywhere. */
const ANYWHERE: Covered = {
  key: null,
  rectangle: { left: -1e6, bottom: -1e6, right: 1e6, top: 1e6 },
  name: null,
  kind: "text",
  limit: 0,
};

function coveredTexts({ spots, isComplete }: PageText): Covered[] {
  const covered = spots.flatMap(coveredText);
  return isComplete ? covered : [...covered, ANYWHERE];
}

/** A string of the page; a rectangle that only touches the room around it does not cover it. */
function coveredText({ left, bottom, right, top }: Rectangle): Covered[] {
  const rectangle = {
    left: left + TEXT_MARGIN,
    bottom,
    right: Math.max(right - TEXT_MARGIN, left + 2 * TEXT_MARGIN),
    top,
  };
  return areaOf(rectangle) > 0 ? [{ key: null, rectangle, name: null, kind: "text", limit: COVERED_IN_PASSING }] : [];
}
