import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import type { Resolver } from "../pdf/read/filters.ts";
import { readPoints } from "./annotation-points.ts";
import { lineWidth } from "./appearance/drawn-mark.ts";
import { type PageText, readPageText } from "./appearance/page-text.ts";
import type { ContentBudget } from "./content-budget.ts";
import { type Covered, CoveredAreas } from "./covered-areas.ts";
import { ANYWHERE, areaOf, boundsOf, grown, type Rectangle, readRectangle } from "./geometry.ts";
import { keyRef, type ObjectKey, refKey } from "./object-key.ts";
import type { Step } from "./step.ts";

/** Part of an earlier signature's widget that a later one may cover: a seal stands over a third of a signature. */
const MAX_COVERED_SHARE = 0.4;
/** Rectangles of neighbours touch and round. */
const COVERED_IN_PASSING = 0.1;

/** Edges of pictures are seldom exact, and letters have room around them. */
const TEXT_MARGIN = 2;

/** An annotation as it is in one of the two revisions of a step. */
export interface Placed {
  readonly document: PdfDocument;
  readonly annotation: PdfDict;
  /** Null where it is written into the page's list. */
  readonly key: ObjectKey | null;
  readonly page: ObjectKey;
}

/**
 * What an annotation covers of what was on its page before the later revision, as far as rectangles tell; null where that
 * is nothing, or a signature's widget in part.
 * @param kinds what it may not cover
 */
export function findOverlay(
  step: Step,
  { document, annotation, key, page }: Placed,
  kinds: ReadonlySet<Covered["kind"]>,
): Covered | null {
  for (const rectangle of reachOf(document, annotation)) {
    if (areaOf(rectangle) === 0) continue;
    const areas = step.coverable(
      page,
      () => new CoveredAreas(readCoverable(step.older, page, step.content, (one) => step.fieldOf(one, step.older))),
    );
    const covered = areas.find(rectangle, kinds, key);
    if (covered !== null) return covered;
  }
  return null;
}

/** Coordinates by which viewers draw what has no appearance (ISO 32000-2, 12.5.6). */
const DRAWN_BY = ["L", "Vertices", "InkList", "QuadPoints", "CL", "Path"];
/** How far a line of which only its ends are told reaches beyond them (table 178). */
const LEADERS = ["LL", "LLE", "LLO"];
/** Captions and clouds are about as large as letters, and grow with the line; so do its endings. */
const ORNAMENTS = ["Cap", "BE"];
const ORNAMENT_SIZE = 10;
/** Viewers draw these as pictures of one size, wherever in the rectangle they put them. */
const ICONS = new Set(["Text", "FileAttachment", "Sound"]);
const ICON_SIZE = 24;

/** The rectangle of an annotation, and the areas in which viewers draw where it has no appearance. */
export function reachOf(document: PdfDocument, annotation: PdfDict): readonly Rectangle[] {
  const rectangle = readRectangle(document, annotation.get("Rect"));
  const appearance = document.resolve(annotation.get("AP"));
  if (appearance instanceof PdfDict && document.resolve(appearance.get("N")) !== null) {
    return rectangle === null ? [] : [rectangle];
  }
  const width = lineWidth(document, annotation);
  const points = DRAWN_BY.map((key) => readPoints(document, annotation.get(key)));
  const leaders = LEADERS.map((key) => document.resolve(annotation.get(key)) ?? 0);
  if (width === null || points.includes(null) || !leaders.every((length) => typeof length === "number"))
    return [ANYWHERE];
  const line = Math.max(Math.abs(width), 1);
  const margin =
    line +
    leaders.reduce((sum, length) => sum + Math.abs(length), 0) +
    (hasOrnaments(document, annotation) ? ORNAMENT_SIZE * line : 0);
  const drawn = points.flatMap((some) => (some === null || some.length === 0 ? [] : [grown(boundsOf(some), margin)]));
  const subtype = document.resolve(annotation.get("Subtype"));
  const isIcon = subtype instanceof PdfName && ICONS.has(subtype.value);
  const own = rectangle === null ? [] : [isIcon ? withIcon(rectangle) : rectangle];
  return [...own, ...drawn];
}

function hasOrnaments(resolver: Resolver, annotation: PdfDict): boolean {
  const endings = resolver.resolve(annotation.get("LE"));
  const isPlain = (ending: PdfObject) => ending === null || (ending instanceof PdfName && ending.value === "None");
  const hasEndings = isPdfArray(endings) ? !endings.every((one) => isPlain(resolver.resolve(one))) : !isPlain(endings);
  return hasEndings || ORNAMENTS.some((key) => annotation.entries.has(key));
}

function withIcon({ left, bottom, right, top }: Rectangle): Rectangle {
  return {
    left,
    bottom: Math.min(bottom, top - ICON_SIZE),
    right: Math.max(right, left + ICON_SIZE),
    top: Math.max(top, bottom + ICON_SIZE),
  };
}

/**
 * What is on a page that must not be covered later.
 * @param fieldOf the field that an annotation is a widget of
 */
export function readCoverable(
  document: PdfDocument,
  page: ObjectKey,
  content: ContentBudget,
  fieldOf: (annotation: ObjectKey) => { readonly name: string; readonly type: string | null } | null,
): Covered[] {
  const before = document.resolve(keyRef(page));
  const annotations = before instanceof PdfDict ? document.resolve(before.get("Annots")) : null;
  const text = before instanceof PdfDict ? coveredTexts(readPageText(document, before, content)) : [];
  const items = isPdfArray(annotations) ? annotations : [];
  const others = items.flatMap((item): Covered[] => {
    const annotation = document.resolve(item);
    if (!(annotation instanceof PdfDict)) return [];
    const rectangle = readRectangle(document, annotation.get("Rect"));
    if (rectangle === null || areaOf(rectangle) === 0) return [];
    const key = item instanceof PdfRef ? refKey(item) : null;
    const field = key === null ? null : fieldOf(key);
    const subtype = document.resolve(annotation.get("Subtype"));
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
const TEXT_ANYWHERE: Covered = { key: null, rectangle: ANYWHERE, name: null, kind: "text", limit: 0 };

/** The strings of a page, as far as they must not be covered. */
export function coveredTexts({ spots, isComplete }: PageText): Covered[] {
  const covered = spots.flatMap(coveredText);
  return isComplete ? covered : [...covered, TEXT_ANYWHERE];
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
