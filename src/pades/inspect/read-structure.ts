import { resumable } from "../../bytes/suspend.ts";
import { readDocMdp } from "../../changes/doc-mdp.ts";
import { accountBytes } from "../../pdf/read/accounting/account-bytes.ts";
import { findEntryAnomalies } from "../../pdf/read/accounting/entry-anomalies.ts";
import { findUnlistedMembers } from "../../pdf/read/accounting/unlisted-members.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { OpenedPdf } from "../../pdf/read/encryption/open-pdf.ts";
import { signatureFormat } from "../checks/signature-format.ts";
import { changesAfterSignatures, changesOfRevisions } from "./describe-changes.ts";
import type { ByteIrregularity, ChangesAfterSignature, InspectedSignature, PdfInspection } from "./inspection.ts";
import { readFields, type SignedField } from "./read-fields.ts";

/** Everything that there is to show of an opened document. @throws as the reader throws */
export async function readStructure({ document, security }: OpenedPdf): Promise<PdfInspection> {
  const { encryption, revisions, view } = document;
  const fields = await resumable(() => readFields(document));
  const signed = fields.flatMap((field) => field.signed ?? []);
  // The signatures first: comparing all revisions starts over from the first, which verification has no reason to see.
  const after = await changesAfterSignatures(document, signed);
  const changes = await changesOfRevisions(document);
  const irregularities = await resumable(() => readIrregularities(document));
  const signatures = await resumable(() =>
    fields.map(({ field, signed }) => ({
      field: field.name,
      signature: signed && describe(document, signed, after.get(signed) ?? null),
    })),
  );
  return {
    size: view.size,
    version: document.version,
    encryption:
      encryption === null || security === null
        ? null
        : { filter: encryption.filter, subFilter: encryption.subFilter, openedAs: security.role },
    revisions: revisions.map(({ index, end, xrefOffset }) => ({
      revision: index + 1,
      start: revisions[index - 1]?.end ?? 0,
      end,
      xrefOffset,
      changes: changes[index] ?? null,
    })),
    bytesAfterLastRevision: document.bytesAfterLastRevision,
    fields: signatures,
    irregularities,
    // Last, since reading what is above may add to them.
    remarks: document.remarks,
  };
}

function describe(
  document: PdfDocument,
  { dictionary, byteRange }: SignedField,
  changes: ChangesAfterSignature | null,
): InspectedSignature {
  return {
    kind: signatureFormat(dictionary.subFilter).kind,
    subFilter: dictionary.subFilter,
    byteRange: dictionary.byteRange,
    coverage: byteRange.coverage,
    revision: byteRange.endsAtRevision === null ? null : byteRange.endsAtRevision.index + 1,
    name: dictionary.name,
    reason: dictionary.reason,
    location: dictionary.location,
    claimedTime: dictionary.signedAt?.date ?? null,
    docMdp: readDocMdp(document, dictionary.reference).value,
    anomalies: dictionary.anomalies,
    changes,
  };
}

/** In the order of the file. Its first revision is as whoever wrote the file made it. */
function readIrregularities(document: PdfDocument): ByteIrregularity[] {
  const from = document.revisions[0]?.end ?? 0;
  if (from === document.view.size) return [];
  const bytes = [...accountBytes(document, from).anomalies, ...findUnlistedMembers(document)].map(
    ({ code, start, object }) => ({
      code,
      offset: start,
      object,
    }),
  );
  const entries = findEntryAnomalies(document).map(({ code, offset, object }) => ({ code, offset, object }));
  return [...bytes, ...entries].sort((a, b) => a.offset - b.offset);
}
