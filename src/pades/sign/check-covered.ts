import { ContentBudget } from "../../changes/content-budget.ts";
import { CoveredAreas } from "../../changes/covered-areas.ts";
import type { Rectangle } from "../../changes/geometry.ts";
import { refKey } from "../../changes/object-key.ts";
import { readCoverable } from "../../changes/overlay.ts";
import { PadesError } from "../../errors.ts";
import type { PdfRef } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { SignatureField } from "../../pdf/read/form.ts";

const ANYTHING = new Set(["field", "comment", "text"] as const);

/**
 * Refuses a place for a new signature where it would cover what an earlier one has signed: verifiers take that for an
 * overlay, and the earlier signature for invalid.
 * @throws PadesError ERR_SIGNING_NOT_PERMITTED
 */
export function checkCovered(
  document: PdfDocument,
  page: PdfRef,
  rectangle: Rectangle,
  fields: readonly SignatureField[],
): void {
  if (fields.every(({ value }) => value === null)) return;
  const known = new Map(
    fields.flatMap(({ name, widgets }) =>
      widgets.flatMap(({ ref }) => (ref === null ? [] : [[refKey(ref), { name, type: "Sig" }] as const])),
    ),
  );
  const content = new ContentBudget(document.view.size);
  const fieldOf = (annotation: ReturnType<typeof refKey>) => known.get(annotation) ?? null;
  const areas = new CoveredAreas(readCoverable(document, refKey(page), content, fieldOf));
  const covered = areas.find(rectangle, ANYTHING, null);
  if (covered === null) return;
  const isSignature = [...known.values()].some(({ name }) => name === covered.name);
  const what = covered.kind === "text" ? "text" : isSignature ? `the signature "${covered.name}"` : "a field or note";
  throw new PadesError(
    "ERR_SIGNING_NOT_PERMITTED",
    `the visible signature covers ${what} of its page, which an earlier signature has signed; choose another place`,
  );
}
