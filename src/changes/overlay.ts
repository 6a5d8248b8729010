import { PdfDict, PdfName, type PdfObject, PdfRef } from "../pdf/objects.ts";
import { areaOf, type Rectangle, readRectangle, sharedArea } from "./geometry.ts";
import { keyRef, type ObjectKey, refKey } from "./object-key.ts";
import type { Step } from "./step.ts";

/** Part of an earlier signature's widget that a later one may cover: a seal stands over a third of a signature. */
const MAX_COVERED_SHARE = 0.4;
/** Rectangles of neighbours touch and round. */
const COVERED_IN_PASSING = 0.1;

/** Something on a page that must not be covered later. */
export interface Covered {
  readonly key: ObjectKey | null;
  readonly rectangle: Rectangle;
  /** Name of the field, or the kind of annotation. */
  readonly name: string;
  readonly isField: boolean;
  /** The part of it that may be covered. */
  readonly limit: number;
}

/**
 * What an annotation that a later revision added or altered covers of the annotations that were on its page, as far as
 * rectangles tell; null where that is nothing, or a signature's widget in part.
 * @param fieldsOnly whether comments may be covered, as they may by comments
 */
export function findOverlay(
  step: Step,
  key: ObjectKey | null,
  annotation: PdfDict,
  page: ObjectKey,
  fieldsOnly = false,
): Covered | null {
  const rectangle = readRectangle(step.newer, annotation.get("Rect"));
  if (rectangle === null || areaOf(rectangle) === 0) return null;
  const covered = step
    .coverable(page, () => readCoverable(step, page))
    .find(
      (one) =>
        (one.isField || !fieldsOnly) &&
        one.key !== key &&
        sharedArea(rectangle, one.rectangle) > one.limit * areaOf(one.rectangle),
    );
  return covered ?? null;
}

function readCoverable(step: Step, page: ObjectKey): Covered[] {
  const before = step.older.resolve(keyRef(page));
  const annotations = before instanceof PdfDict ? step.older.resolve(before.get("Annots")) : null;
  if (!Array.isArray(annotations)) return [];
  return annotations.flatMap((item: PdfObject) => {
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
        isField: field !== null,
        limit: field?.type === "Sig" ? MAX_COVERED_SHARE : COVERED_IN_PASSING,
      },
    ];
  });
}
