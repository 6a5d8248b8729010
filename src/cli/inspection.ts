import type { ByteSource } from "../bytes/source.ts";
import { resumable } from "../bytes/suspend.ts";
import { type ByteView, openView } from "../bytes/view.ts";
import type { Finding } from "../findings.ts";
import { readingFinding } from "../pades/verify/open-document.ts";
import { PdfDict } from "../pdf/objects.ts";
import { type ByteRangeFacts, describeByteRange } from "../pdf/read/byte-range.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { openPdf } from "../pdf/read/encryption/open-pdf.ts";
import { readSignatureFields, type SignatureField } from "../pdf/read/form.ts";
import type { PdfRemark } from "../pdf/read/remarks.ts";
import { readSignatureDictionary, type SignatureAnomaly } from "../pdf/read/signature-dictionary.ts";

/** The structure of a PDF, as its cross-reference chain gives it; or why there is none. No judgment of signatures. */
export type Inspection = PdfStructure | { readonly unreadable: Finding };

export interface PdfStructure {
  readonly size: number;
  /** As the header says. */
  readonly version: string;
  readonly encryption: { readonly filter: string | null; readonly subFilter: string | null } | null;
  /** Oldest first. */
  readonly revisions: readonly RevisionExtent[];
  readonly bytesAfterLastRevision: number;
  /** Every signature field, in the order of the form. */
  readonly fields: readonly InspectedField[];
  readonly remarks: readonly PdfRemark[];
}

export interface RevisionExtent {
  /** From 1. */
  readonly revision: number;
  /** Where the one before it ends. */
  readonly start: number;
  readonly end: number;
  readonly xrefOffset: number;
}

export interface InspectedField {
  readonly field: string;
  /** Null where the field is not signed. */
  readonly signature: InspectedSignature | null;
}

export interface InspectedSignature {
  readonly subFilter: string | null;
  readonly byteRange: readonly number[] | null;
  readonly coverage: ByteRangeFacts["coverage"];
  /** The revision at whose end the signed range ends, from 1; null where it ends at none. */
  readonly revision: number | null;
  readonly name: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  /** /M, ISO 8601 in UTC; null where it is missing or no date. */
  readonly claimedTime: string | null;
  readonly anomalies: readonly SignatureAnomaly[];
}

/** Rejects with what `source.read` rejects with; a file that cannot be read resolves with the finding that says why. */
export async function inspectSource(source: ByteSource, password: string | null): Promise<Inspection> {
  const view = openView(source);
  try {
    return await resumable(() => readStructure(view, password));
  } catch (error) {
    const unreadable = readingFinding(error);
    if (unreadable === null) throw error;
    return { unreadable };
  }
}

function readStructure(view: ByteView, password: string | null): PdfStructure {
  const { document } = openPdf(view, password);
  const { encryption } = document;
  const fields = readSignatureFields(document).fields.map((field) => inspectField(document, field));
  return {
    size: view.size,
    version: document.version,
    encryption: encryption === null ? null : { filter: encryption.filter, subFilter: encryption.subFilter },
    revisions: document.revisions.map(({ index, end, xrefOffset }) => ({
      revision: index + 1,
      start: document.revisions[index - 1]?.end ?? 0,
      end,
      xrefOffset,
    })),
    bytesAfterLastRevision: document.bytesAfterLastRevision,
    fields,
    // Last, since reading what is above may add to them.
    remarks: document.remarks,
  };
}

function inspectField(document: PdfDocument, field: SignatureField): InspectedField {
  if (field.value === null) return { field: field.name, signature: null };
  const dictionary = readSignatureDictionary(document, {
    ref: field.value.ref,
    dict: field.value.dict ?? new PdfDict(new Map()),
  });
  const range = describeByteRange({
    byteRange: dictionary.byteRange,
    contents: dictionary.contents?.extent ?? null,
    fileSize: document.view.size,
    revisions: document.revisions,
  });
  const signature = {
    subFilter: dictionary.subFilter,
    byteRange: dictionary.byteRange,
    coverage: range.coverage,
    revision: range.endsAtRevision === null ? null : range.endsAtRevision.index + 1,
    name: dictionary.name,
    reason: dictionary.reason,
    location: dictionary.location,
    claimedTime: dictionary.signedAt?.date?.toISOString() ?? null,
    anomalies: dictionary.anomalies,
  };
  return { field: field.name, signature };
}
