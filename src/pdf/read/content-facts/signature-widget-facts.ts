import { isPdfArray, PdfDict, type PdfObject, PdfRef } from "../../objects.ts";
import type { PdfDocument } from "../document.ts";
import type { FieldWidget, SignatureField } from "../form.ts";
import type { PdfPage } from "../pages.ts";
import { PdfReadError } from "../read-error.ts";
import type { FactList } from "./content-fact.ts";
import type { Follow } from "./follow.ts";

/** ISO 32000-2, table 167: Hidden and NoView. */
const NOT_SHOWN = (1 << 1) | (1 << 5);

type Box = readonly [left: number, bottom: number, right: number, top: number];

/** Is what is to show a signature shown? A rectangle without area is the usual way to say that it is not meant to be. */
export function addSignatureWidgetFacts(
  facts: FactList,
  document: PdfDocument,
  fields: readonly SignatureField[],
  follow: Follow,
): void {
  const shown = fields
    .filter(({ value }) => value !== null)
    .flatMap(({ name, widgets }) =>
      widgets.map((widget) => ({ name, widget, box: readBox(widget.dict.get("Rect"), follow) })),
    )
    .filter(({ box }) => box !== null && areaOf(box) > 0);
  if (shown.length === 0) return;
  const pages = pagesOf(document);
  const pageOf = findPages(
    shown.map(({ widget }) => widget),
    pages,
    follow,
  );
  for (const { name, widget, box } of shown) {
    const page = pageOf.get(widget.dict) ?? null;
    const place = { page: page?.index ?? null, object: widget.ref?.num ?? null };
    const flags = follow(widget.dict.get("F"));
    if (typeof flags === "number" && (flags & NOT_SHOWN) !== 0) facts.add("signature-hidden", place, { name });
    else if (page === null || !overlaps(box, visibleBox(page, follow)))
      facts.add("signature-off-page", place, { name });
  }
}

/** The page in whose /Annots each widget stands: its /P is a hint that nobody has to follow. */
function findPages(
  widgets: readonly FieldWidget[],
  pages: readonly PdfPage[],
  follow: Follow,
): ReadonlyMap<PdfDict, PdfPage> {
  const found = new Map<PdfDict, PdfPage>();
  const byRef = new Map(widgets.flatMap(({ ref, dict }) => (ref === null ? [] : [[ref.num, dict] as const])));
  const wanted = new Set(widgets.map(({ dict }) => dict));
  const claimed = new Set(widgets.flatMap(({ page }) => (page === null ? [] : [page.num])));
  // The pages that the widgets name come first; most often there is no need to look at others.
  const ordered = [...pages].sort(
    (a, b) => Number(claimed.has(b.ref?.num ?? -1)) - Number(claimed.has(a.ref?.num ?? -1)),
  );
  for (const page of ordered) {
    if (found.size === wanted.size) break;
    const annotations = follow(page.dict.get("Annots"));
    if (!isPdfArray(annotations)) continue;
    for (const annotation of annotations) {
      const dict = annotation instanceof PdfRef ? byRef.get(annotation.num) : annotation;
      if (dict instanceof PdfDict && wanted.has(dict) && !found.has(dict)) found.set(dict, page);
    }
  }
  return found;
}

/** Table 31: the crop box, or the media box, of the page or of a node above it. */
function visibleBox(page: PdfPage, follow: Follow): Box | null {
  const nodes = [page.dict, ...page.ancestors.toReversed()];
  const inherited = (key: string) => nodes.map((node) => readBox(node.get(key), follow)).find((box) => box !== null);
  return inherited("CropBox") ?? inherited("MediaBox") ?? null;
}

function readBox(value: PdfObject | undefined, follow: Follow): Box | null {
  const array = follow(value);
  if (!isPdfArray(array) || array.length !== 4) return null;
  const [a, b, c, d] = array.map((item) => follow(item));
  if (typeof a !== "number" || typeof b !== "number" || typeof c !== "number" || typeof d !== "number") return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

function areaOf([left, bottom, right, top]: Box): number {
  return (right - left) * (top - bottom);
}

/** A page without boxes is drawn by each reader as it likes. */
function overlaps(box: Box | null, page: Box | null): boolean {
  if (box === null || page === null) return true;
  return box[0] < page[2] && page[0] < box[2] && box[1] < page[3] && page[1] < box[3];
}

function pagesOf(document: PdfDocument): readonly PdfPage[] {
  try {
    return document.pages;
  } catch (thrown) {
    if (thrown instanceof PdfReadError) return [];
    throw thrown;
  }
}
