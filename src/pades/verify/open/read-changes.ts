import { analyseChanges, type ChangesSince } from "../../../changes/analyse-changes.ts";
import { readPermissions } from "../../../changes/field-mdp.ts";
import { coveredRevision } from "../../../pdf/read/byte-range.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import type { SignatureSubject } from "../../checks/subject.ts";

/**
 * What later revisions changed after the one that was signed, held against what the signature says of changes. Null
 * where its byte range does not cover a revision: what was signed is then no document to compare with. Ask in the order
 * of revisions.
 */
export function readChanges(
  document: PdfDocument,
  { byteRange, field, dictionary }: Pick<SignatureSubject, "byteRange" | "field" | "dictionary">,
  defaultPermission: 2 | 3,
): ChangesSince | null {
  const signed = coveredRevision(byteRange);
  if (signed === null) return null;
  const permissions = readPermissions(document, field.dict, dictionary.reference);
  return analyseChanges(document).since(signed.index, { permissions, defaultPermission });
}
