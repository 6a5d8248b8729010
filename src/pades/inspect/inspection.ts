import type { RevisionComparison } from "../../changes/compare-revisions.ts";
import type { Forbidder } from "../../changes/judge-permission.ts";
import type { DocMdpPermission } from "../../changes/permissions.ts";
import type { ByteRangeFacts } from "../../pdf/read/byte-range.ts";
import type { PdfRemark } from "../../pdf/read/remarks.ts";
import type { SignatureAnomaly } from "../../pdf/read/signature-dictionary.ts";

/**
 * What a PDF is made of, as its cross-reference chain gives it. Structure alone: no digest was computed, no signature
 * verified, nobody trusted. Strings are as the document has them.
 */
export interface PdfInspection {
  /** Bytes. */
  readonly size: number;
  /** As the header says. */
  readonly version: string;
  readonly encryption: InspectedEncryption | null;
  /** Oldest first, at least one. */
  readonly revisions: readonly InspectedRevision[];
  readonly bytesAfterLastRevision: number;
  /** Every signature field of the newest revision, in the order of its form. */
  readonly fields: readonly InspectedField[];
  /** What readers tolerate. */
  readonly remarks: readonly PdfRemark[];
  /** What does not add up in the bytes after the first revision, and in where later revisions point. */
  readonly irregularities: readonly ByteIrregularity[];
}

export interface InspectedEncryption {
  readonly filter: string | null;
  readonly subFilter: string | null;
  /** Whose password opened it. */
  readonly openedAs: "user" | "owner";
}

export interface InspectedRevision {
  /** From 1. */
  readonly revision: number;
  /** Where the one before it ends. */
  readonly start: number;
  /** The bytes [0, end) are the file as it was then. */
  readonly end: number;
  readonly xrefOffset: number;
  /** What it changed of the revision before it; null for the first. */
  readonly changes: RevisionChanges | null;
}

/** What a revision changed: its items, and the additions that are what these call them only if they are good signatures. */
export type RevisionChanges = Pick<RevisionComparison, "level" | "items" | "unverified">;

/** What later revisions changed after a signature, held against what the signature itself says of changes. */
export interface ChangesAfterSignature extends RevisionChanges {
  /**
   * Provided that all that is `unverified` is good. Null where the signature says nothing, and it is more than form
   * filling and signing.
   */
  readonly permitted: boolean | null;
  readonly forbiddenBy: Forbidder | null;
}

export interface InspectedField {
  /** Fully qualified name. */
  readonly field: string;
  /** Null where the field is not signed. */
  readonly signature: InspectedSignature | null;
}

export interface InspectedSignature {
  readonly kind: "signature" | "document-timestamp";
  readonly subFilter: string | null;
  /** The numbers as written. */
  readonly byteRange: readonly number[] | null;
  readonly coverage: ByteRangeFacts["coverage"];
  /** The revision at whose end the signed range ends, from 1; null where it ends at none. */
  readonly revision: number | null;
  /** /Name, /Reason, /Location: what the signer says. */
  readonly name: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  /** /M; null where it is missing or no date. */
  readonly claimedTime: Date | null;
  /** The DocMDP permission that it grants (ISO 32000-2, table 257). */
  readonly docMdp: DocMdpPermission | null;
  /** Ways in which readers could come to see different signatures here. */
  readonly anomalies: readonly SignatureAnomaly[];
  /** Null where its range does not cover a whole revision, so that there is nothing to compare with. */
  readonly changes: ChangesAfterSignature | null;
}

export interface ByteIrregularity {
  readonly code:
    | "garbage"
    | "unnamed-object"
    | "stray-section"
    | "overlap"
    | "entry-mismatch"
    | "entry-repointed"
    | "entry-beyond-revision"
    | "section-repointed";
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly object: number | null;
}
