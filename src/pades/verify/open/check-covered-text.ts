import { onDemand } from "../../../bytes/on-demand.ts";
import { resumable } from "../../../bytes/suspend.ts";
import { type Finding, finding } from "../../../findings.ts";
import { isPdfArray, PdfDict, PdfName } from "../../../pdf/objects.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import { PdfLimitError, PdfReadError } from "../../../pdf/read/read-error.ts";

/** Few files have comments when they are verified, and reading where text stands is long. */
const loadCoveredText = onDemand(() => import("../../../changes/covered-text.ts"));

/** Annotations of which documents are full, and that are no comments (ISO 32000-2, table 171). */
const NO_COMMENTS = new Set(["Widget", "Link", "Popup"]);

/** Text of the pages that comments cover, told once. */
export async function checkCoveredText(document: PdfDocument): Promise<Finding[]> {
  if (!(await resumable(() => hasComments(document)))) return [];
  const { findCoveredText } = await loadCoveredText();
  const covered = await resumable(() => findCoveredText(document));
  const [first] = covered;
  return first === undefined ? [] : [finding("text-covered", { ...first, count: covered.length })];
}

function hasComments(document: PdfDocument): boolean {
  try {
    return document.pages.some(({ dict }) => {
      const annotations = document.resolve(dict.get("Annots"));
      return (
        isPdfArray(annotations) &&
        annotations.some((item) => {
          const annotation = document.resolve(item);
          const kind = annotation instanceof PdfDict ? document.resolve(annotation.get("Subtype")) : null;
          return kind instanceof PdfName && !NO_COMMENTS.has(kind.value);
        })
      );
    });
  } catch (thrown) {
    // Told in another way; what weighs nothing is passed over.
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return false;
    throw thrown;
  }
}
