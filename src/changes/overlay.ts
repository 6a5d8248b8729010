import { isPdfArray, PdfDict, PdfName, PdfRef } from "../pdf/objects.ts";
import { readPageText } from "./appearance/page-text.ts";
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
  const rectangle = readRectangle(step.newer, annotation.get("Rect"));
  if (rectangle === null || areaOf(rectangle) === 0) return null;
  return step.coverable(page, () => new CoveredAreas(readCoverable(step, page))).find(rectangle, kinds, key);
}

function readCoverable(step: Step, page: ObjectKey): Covered[] {
  const before = step.older.resolve(keyRef(page));
  const annotations = before instanceof PdfDict ? step.older.resolve(before.get("Annots")) : null;
  const text = before instanceof PdfDict ? readPageText(step.older, before).flatMap(coveredText) : [];
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
