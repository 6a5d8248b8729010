import { isPdfArray, PdfDict, PdfName, PdfStream } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import type { ContentBudget } from "../content-budget.ts";
import { ANYWHERE, type Rectangle, readRectangle, sharedArea } from "../geometry.ts";
import { keyRef, type ObjectKey } from "../object-key.ts";
import type { Placed } from "../overlay.ts";
import { ReadMemory } from "../read-memory.ts";
import { drawnVeils } from "./drawn-mark.ts";
import { readVeils } from "./mark-reader.ts";
import { darkPlaces, type Veil } from "./veils.ts";

/** Comments that stand on the text they are about. */
const ON_TEXT = new Set(["Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Text", "Popup"]);
/** More marks than anybody makes on a page: text can hardly be seen for them. */
const MAX_VEILS_ON_PAGE = 2_000;
/** Content that is read in the time that it takes to look up one annotation of a page, in bytes. */
const LOOK_UP_COST = 32;

/** Whether an annotation is a comment that marks text. */
export function marksText(document: PdfDocument, annotation: PdfDict): boolean {
  const subtype = document.resolve(annotation.get("Subtype"));
  return subtype instanceof PdfName && ON_TEXT.has(subtype.value);
}

/**
 * Whether a comment that marks text could hide what it stands on, by itself or together with the other marks that its
 * page has in that revision.
 */
export function mayHide(content: ContentBudget, { document, annotation, page }: Placed): boolean {
  const own = veilsOf(document, content, annotation);
  if (own === null) return true;
  return darkOn(document, content, page).some((dark) => own.some(({ place }) => sharedArea(place, dark) > 0));
}

/** By revision and page. */
const known = new WeakMap<PdfDocument, Map<ObjectKey, readonly Rectangle[]>>();

function darkOn(document: PdfDocument, content: ContentBudget, page: ObjectKey): readonly Rectangle[] {
  const pages = known.get(document) ?? new Map<ObjectKey, readonly Rectangle[]>();
  known.set(document, pages);
  const dark = pages.get(page) ?? readDark(document, content, page);
  pages.set(page, dark);
  return dark;
}

/** Where all marks on a page hide together what is below them; what one of them hides by itself is judged with that one. */
function readDark(document: PdfDocument, content: ContentBudget, page: ObjectKey): readonly Rectangle[] {
  const dict = document.resolve(keyRef(page));
  const annotations = dict instanceof PdfDict ? document.resolve(dict.get("Annots")) : null;
  const items = isPdfArray(annotations) ? annotations : [];
  content.spend(LOOK_UP_COST * items.length);
  const veils: Veil[] = [];
  for (const item of items) {
    const annotation = document.resolve(item);
    if (!(annotation instanceof PdfDict) || !marksText(document, annotation)) continue;
    veils.push(...(veilsOf(document, content, annotation) ?? []));
    if (veils.length > MAX_VEILS_ON_PAGE) return [ANYWHERE];
  }
  return darkPlaces(veils, content);
}

const marks = new ReadMemory<readonly Veil[] | null>();

/** What a mark puts over its page; null where it could hide what is below by itself. */
function veilsOf(document: PdfDocument, content: ContentBudget, comment: PdfDict): readonly Veil[] | null {
  return marks.recall(comment, "", document, (resolver) => readMark(resolver, content, comment));
}

function readMark(document: Resolver, content: ContentBudget, comment: PdfDict): readonly Veil[] | null {
  // Blended with the page as a whole (ISO 32000-2, table 166), it may do anything.
  const mode = document.resolve(comment.get("BM"));
  if (mode !== null && !(mode instanceof PdfName && ["Normal", "Compatible", "Multiply"].includes(mode.value)))
    return null;
  const appearance = document.resolve(comment.get("AP"));
  if (appearance === null) return drawnVeils(document, comment);
  if (!(appearance instanceof PdfDict)) return null;
  const rectangle = readRectangle(document, comment.get("Rect"));
  if (rectangle === null) return null;
  const [normal, ...others] = ["N", "R", "D"].map((key) => {
    const stream = document.resolve(appearance.get(key));
    if (stream === null) return key === "N" ? drawnVeils(document, comment) : [];
    return stream instanceof PdfStream ? readVeils(document, content, stream, rectangle) : null;
  });
  // What is shown while somebody points at it, or presses a button on it, is judged by itself.
  const isHidden = others.some((veils) => veils === null || darkPlaces(veils, content).length > 0);
  return isHidden || normal === undefined ? null : normal;
}
