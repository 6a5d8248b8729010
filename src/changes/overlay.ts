import { PdfDict, PdfName, type PdfObject, PdfRef } from "../pdf/objects.ts";
import { areaOf, readRectangle, sharedArea } from "./geometry.ts";
import { keyRef, type ObjectKey, refKey } from "./object-key.ts";
import type { Step } from "./step.ts";

/** Part of an earlier signature's widget that a later one may cover: a seal stands over a third of a signature. */
const MAX_COVERED_SHARE = 0.4;

export interface Overlay {
  /** Name of the field that is covered, or the kind of annotation. */
  readonly covered: string;
}

/**
 * What a widget that a later revision added to a page covers of what was there, as far as rectangles tell; null where
 * that is nothing, or a signature's widget in part.
 */
export function findOverlay(step: Step, key: ObjectKey, widget: PdfDict, page: ObjectKey): Overlay | null {
  const rectangle = readRectangle(step.newer, widget.get("Rect"));
  const before = step.older.resolve(keyRef(page));
  if (rectangle === null || !(before instanceof PdfDict)) return null;
  const annotations = step.older.resolve(before.get("Annots"));
  if (!Array.isArray(annotations)) return null;
  for (const item of annotations as readonly PdfObject[]) {
    const other = step.older.resolve(item);
    if (!(other instanceof PdfDict) || (item instanceof PdfRef && refKey(item) === key)) continue;
    const covered = readRectangle(step.older, other.get("Rect"));
    if (covered === null || areaOf(covered) === 0) continue;
    const shared = sharedArea(rectangle, covered);
    const field = item instanceof PdfRef ? step.fieldOf(refKey(item), step.older) : null;
    const limit = field?.type === "Sig" ? MAX_COVERED_SHARE : COVERED_IN_PASSING;
    if (shared > limit * areaOf(covered)) return { covered: field?.name ?? kindOf(step, other) };
  }
  return null;
}

/** Rectangles of neighbours touch and round. */
const COVERED_IN_PASSING = 0.1;

function kindOf(step: Step, annotation: PdfDict): string {
  const subtype = step.older.resolve(annotation.get("Subtype"));
  return subtype instanceof PdfName ? subtype.value : "annotation";
}
