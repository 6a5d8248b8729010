import type { SourceInput } from "../../bytes/source.ts";
import { resumable } from "../../bytes/suspend.ts";
import { readDocMdp } from "../../changes/doc-mdp.ts";
import { accountBytes } from "../../pdf/read/accounting/account-bytes.ts";
import { findEntryAnomalies } from "../../pdf/read/accounting/entry-anomalies.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { OpenedPdf } from "../../pdf/read/encryption/open-pdf.ts";
import { signatureFormat } from "../checks/signature-format.ts";
import type {
  ByteIrregularity,
  ChangesAfterSignature,
  InspectedSignature,
  PdfInspection,
  RevisionChanges,
} from "./inspection.ts";
import { type InspectOptions, openStructure } from "./open-structure.ts";
import { readFields, type SignedField } from "./read-fields.ts";

/**
 * Shows what a PDF is made of: its revisions, its signatures and what they cover, and what was changed from revision to
 * revision and after each signature (ISO 32000-2, 7.5.6 and 12.8). Structure alone: nothing is verified, nobody is
 * trusted, and nothing here says that a signature is good. For that there is `verifyPdf`.
 *
 * @param source the file: bytes, a Blob, or anything with `size` and `read(start, end)`; never changed
 * @throws PadesError ERR_INVALID_ARGUMENT on misuse; ERR_PDF_UNREADABLE where the file is no PDF, or too damaged to be
 *   read by its cross-references; ERR_PDF_ENCRYPTED where it stays closed. Whatever `source.read` rejected with
 */
export async function inspectPdf(source: SourceInput, options?: InspectOptions): Promise<PdfInspection> {
  return openStructure(source, options, inspectOpened);
}

async function inspectOpened({ document, security }: OpenedPdf): Promise<PdfInspection> {
  const { encryption, revisions, view } = document;
  const fields = await resumable(() => readFields(document));
  const changes = await readAllChanges(
    document,
    fields.flatMap(({ signed }) => signed ?? []),
  );
  const irregularities = await resumable(() => readIrregularities(document));
  const signatures = await resumable(() =>
    fields.map(({ field, signed }) => ({
      field: field.name,
      signature: signed && describe(document, signed, changes.after.get(signed) ?? null),
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
      changes: changes.of[index] ?? null,
    })),
    bytesAfterLastRevision: document.bytesAfterLastRevision,
    fields: signatures,
    irregularities,
    // Last, since reading what is above may add to them.
    remarks: document.remarks,
  };
}

interface AllChanges {
  readonly after: ReadonlyMap<SignedField, ChangesAfterSignature | null>;
  /** By the index of the revision. */
  readonly of: readonly (RevisionChanges | null)[];
}

const UNCHANGED: ChangesAfterSignature = {
  level: "none",
  permitted: true,
  forbiddenBy: null,
  items: [],
  unverified: [],
};

/** Comparing revisions is loaded where there are several: most files have one, and no use for it. */
async function readAllChanges(document: PdfDocument, signatures: readonly SignedField[]): Promise<AllChanges> {
  if (document.revisions.length === 1) {
    const entries = signatures.map((one) => {
      const isWhole = one.byteRange.coverage === "whole-file" || one.byteRange.coverage === "whole-revision";
      return [one, isWhole ? UNCHANGED : null] as const;
    });
    return { after: new Map(entries), of: [null] };
  }
  const { changesAfterSignatures, changesOfRevisions } = await import("./describe-changes.ts");
  // The signatures first, since the analysis goes back to the first revision for all of them.
  const after = await changesAfterSignatures(document, signatures);
  return { after, of: await changesOfRevisions(document) };
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
  const bytes = accountBytes(document, from).anomalies.map(({ code, start, object }) => ({
    code,
    offset: start,
    object,
  }));
  const entries = findEntryAnomalies(document).map(({ code, offset, object }) => ({ code, offset, object }));
  return [...bytes, ...entries].sort((a, b) => a.offset - b.offset);
}
