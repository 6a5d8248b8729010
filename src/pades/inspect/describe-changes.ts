import { resumable } from "../../bytes/suspend.ts";
import { compareRevisions } from "../../changes/compare-revisions.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { readChanges } from "../verify/open/read-changes.ts";
import type { ChangesAfterSignature, RevisionChanges } from "./inspection.ts";
import type { SignedField } from "./read-fields.ts";

/** What no signature has a say in is held against the milder of the two policies: form filling and signing. */
const DEFAULT_PERMISSION = 2;

/** What each revision changed of the one before it, oldest first; null for the first. */
export function changesOfRevisions(document: PdfDocument): Promise<(RevisionChanges | null)[]> {
  return resumable(() => document.revisions.map(({ index }) => (index === 0 ? null : changesOf(document, index))));
}

function changesOf(document: PdfDocument, index: number): RevisionChanges {
  // Revisions are counted from 1 there.
  const { level, items, unverified } = compareRevisions(document, index, index + 1);
  return { level, items, unverified };
}

/**
 * What was changed after each signature; null where its range covers no whole revision. In the order of the revisions that
 * they signed, as verification asks for it, so that both find the same.
 */
export function changesAfterSignatures(
  document: PdfDocument,
  signatures: readonly SignedField[],
): Promise<Map<SignedField, ChangesAfterSignature | null>> {
  const ordered = signatures.toSorted((a, b) => (a.byteRange.end ?? 0) - (b.byteRange.end ?? 0));
  return resumable(() => new Map(ordered.map((signature) => [signature, changesAfter(document, signature)])));
}

function changesAfter(document: PdfDocument, signature: SignedField): ChangesAfterSignature | null {
  const changes = readChanges(document, signature, DEFAULT_PERMISSION);
  if (changes === null) return null;
  const { level, permitted, forbiddenBy, items, obligations } = changes;
  return { level, permitted, forbiddenBy, items, unverified: obligations };
}
