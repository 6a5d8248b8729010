import { PadesError } from "../errors.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { analyseChanges } from "./analyse-changes.ts";
import type { ChangeItem, ChangeLevel, SignatureObligation } from "./change-item.ts";
import { NO_PERMISSIONS } from "./permissions.ts";

/** What lies between two revisions of a file, by structure alone: no signature is verified, nothing is permitted or forbidden. */
export interface RevisionComparison {
  /** Counted from 1. */
  readonly from: number;
  readonly to: number;
  readonly level: ChangeLevel;
  /** The gravest first. */
  readonly items: readonly ChangeItem[];
  /** Additions that are what the items call them only if they are good signatures. */
  readonly unverified: readonly SignatureObligation[];
}

/**
 * @param from the earlier revision, counted from 1
 * @param to the later one; the last of the file where it is left out
 * @throws PadesError ERR_INVALID_ARGUMENT where the file has no such revisions, or they are in the wrong order
 * @throws Suspension where bytes have to be fetched first (bytes/suspend.ts)
 */
export function compareRevisions(
  document: PdfDocument,
  from: number,
  to = document.revisions.length,
): RevisionComparison {
  const isRevision = (number: number) => Number.isInteger(number) && number >= 1 && number <= document.revisions.length;
  if (!isRevision(from) || !isRevision(to) || from > to) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `revisions: expected 1 <= from <= to <= ${document.revisions.length}, found ${from} and ${to}`,
    );
  }
  const { level, items, obligations } = analyseChanges(document).between(from - 1, to - 1, {
    permissions: NO_PERMISSIONS,
    defaultPermission: 2,
  });
  return { from, to, level, items, unverified: obligations };
}
