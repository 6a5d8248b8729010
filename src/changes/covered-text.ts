import { isPdfArray, PdfDict, PdfName, PdfRef } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import type { PdfPage } from "../pdf/read/pages.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import { marksText, mayHide } from "./appearance/may-hide.ts";
import { readPageText } from "./appearance/page-text.ts";
import { ContentBudget } from "./content-budget.ts";
import { CoveredAreas } from "./covered-areas.ts";
import { areaOf } from "./geometry.ts";
import { refKey } from "./object-key.ts";
import { coveredTexts, reachOf } from "./overlay.ts";

/** A comment that stands on text of its page, and could hide it. */
export interface CoveredText {
  /** Counted from 1. */
  readonly page: number;
  /** The kind of the comment, as the file names it. */
  readonly by: string;
}

/** More of them tell nothing new. */
const MAX_FOUND = 100;
/** Widgets and links are parts of the document, whose place its author chose; a pop-up is a window of the viewer. */
const NOT_COVERING = new Set(["Widget", "Link", "Popup"]);
/** Annotation flags that keep it from the screen (ISO 32000-2, table 167): invisible, hidden, no view. */
const NOT_SHOWN = 0b100011;
const TEXT = new Set(["text"] as const);

/**
 * Text that comments cover in a document as it is. Whether it was so when the document was signed or not, what is below is
 * signed, and seen by nobody: a shadow that waits to be brought to light. Pages without such comments cost nothing; what
 * cannot be read is passed over, since all this is told and weighs nothing.
 */
export function findCoveredText(document: PdfDocument): readonly CoveredText[] {
  const content = new ContentBudget(document.view.size);
  const found: CoveredText[] = [];
  try {
    for (const page of document.pages) {
      for (const one of coveredOn(document, content, page)) {
        found.push(one);
        if (found.length === MAX_FOUND) return found;
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof PdfReadError) && !(thrown instanceof PdfLimitError)) throw thrown;
  }
  return found;
}

/** One after another: a page may list as many as a file has room for. */
function* coveredOn(
  document: PdfDocument,
  content: ContentBudget,
  { index, ref, dict }: PdfPage,
): Generator<CoveredText> {
  const items = document.resolve(dict.get("Annots"));
  if (!isPdfArray(items) || ref === null) return;
  const page = refKey(ref);
  let areas: CoveredAreas | null = null;
  for (const item of items) {
    const annotation = document.resolve(item);
    const by = annotation instanceof PdfDict ? shownKind(document, annotation) : null;
    if (!(annotation instanceof PdfDict) || by === null) continue;
    const key = item instanceof PdfRef ? refKey(item) : null;
    if (marksText(document, annotation) && !mayHide(content, { document, annotation, key, page })) continue;
    areas ??= textAreas(document, content, dict);
    const known = areas;
    const covers = reachOf(document, annotation).some((place) => areaOf(place) > 0 && known.find(place, TEXT, key));
    if (covers) yield { page: index + 1, by };
  }
}

/** Where it cannot be told where text stands, nothing is said of what covers it. */
function textAreas(document: PdfDocument, content: ContentBudget, page: PdfDict): CoveredAreas {
  const text = readPageText(document, page, content);
  return new CoveredAreas(text.isComplete ? coveredTexts(text) : []);
}

/** Null for what is no comment, or is not shown. */
function shownKind(document: PdfDocument, annotation: PdfDict): string | null {
  const subtype = document.resolve(annotation.get("Subtype"));
  const flags = document.resolve(annotation.get("F"));
  if (!(subtype instanceof PdfName) || NOT_COVERING.has(subtype.value)) return null;
  return typeof flags === "number" && (flags & NOT_SHOWN) !== 0 ? null : subtype.value;
}
