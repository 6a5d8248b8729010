import type { ChangeItem, ChangeLevel } from "../../changes/change-item.ts";
import type { Finding, Indication, SubIndication } from "../../findings.ts";

export type { ChangeItem, ChangeLevel } from "../../changes/change-item.ts";

/** The verdict on a file. */
export type Verdict = "valid" | "invalid" | "indeterminate" | "unsigned" | "unreadable";

/** What a caller may waive explicitly; a report names each waived check in its first line. */
export type WaivableCheck = "revocation";

/** Where the status of certificates may come from. */
export type RevocationMode = "offline" | "online" | "evidence-only";

/** Everything a verdict depended on beside the file, so that it can be repeated. */
export interface VerificationInputs {
  readonly engine: "pades-dossier";
  readonly version: string;
  /**
   * Where information on certificates came from. "offline": from the document and the evidence handed in; "online": what
   * these left open was fetched; "evidence-only": from the evidence handed in alone.
   */
  readonly mode: RevocationMode;
  readonly policy: { readonly id: string; readonly sha256: string };
  readonly trust: { readonly id: string; readonly sha256: string };
  /** SHA-256 of the DER of each piece of evidence handed in or fetched, as lower-case hex with the prefix "sha256:". */
  readonly evidence: readonly string[];
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** What `verifyPdf` resolves with. */
export interface PdfVerification {
  readonly verdict: Verdict;
  readonly validationTime: Date;
  readonly validationTimeSource: "clock" | "given";
  readonly waived: readonly WaivableCheck[];
  readonly inputs: VerificationInputs;
  /** Name to show for the file, as the caller gave it; null where none was given. */
  readonly path: string | null;
  /** SHA-256 of the whole file, lower-case hex; null where it could not be read to the end. */
  readonly sha256: string | null;
  /** Bytes. */
  readonly size: number;
  /** Findings about the file as a whole; those about one signature are with it. */
  readonly findings: readonly Finding[];
  /** In order of the revisions they signed. */
  readonly signatures: readonly SignatureVerification[];
  /** How old status information from beside the file is; null where there was none. */
  readonly evidenceAge: EvidenceAge | null;
  /** To be stored with the report: what the verdict rests on beside the file, the trust profile and the policy. */
  readonly evidenceUsed: EvidenceUsed;
}

/** The age of the status information that was handed in, by the dates that it bears. */
export interface EvidenceAge {
  /** CRLs and OCSP responses. */
  readonly pieces: number;
  /** How many of them said something about a certificate with authority. The dates are of these; of all where none did. */
  readonly counted: number;
  /** The first and the last thisUpdate. */
  readonly oldest: Date;
  readonly newest: Date;
  /** The first nextUpdate; null where none is given. */
  readonly nextUpdate: Date | null;
  /** How many were past their nextUpdate at the time of validation. */
  readonly overdue: number;
}

/**
 * Evidence, DER, each piece once and in one order: all that was handed in; and what counted of what came with the file,
 * the certificates of the chains included. As `evidence` it makes for the same verdict.
 */
export interface EvidenceUsed {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Timestamp tokens (RFC 3161), those of document timestamps included. */
  readonly timestamps: readonly Uint8Array[];
}

export type SignatureLevel =
  | "B-B"
  | "B-T"
  | "B-LT"
  | "B-LTA"
  | "PKCS7-B"
  | "PKCS7-T"
  | "PKCS7-LT"
  | "PKCS7-LTA"
  | "none";

export type Coverage = "whole-file" | "whole-revision" | "partial" | "anomalous";
export type Judged = "ok" | "failed" | "unknown";

/** The verdict on one signature or document timestamp. Integrity and changes are judged whatever the trust decision. */
export interface SignatureVerification {
  /** Fully qualified name of the signature field. */
  readonly field: string;
  readonly kind: "signature" | "document-timestamp";
  readonly subFilter: string | null;
  /**
   * The level whose structure is present, and the level that is present and valid: B-LT and B-LTA by what the document
   * itself holds, whatever else was handed in or fetched.
   */
  readonly levelFound: SignatureLevel;
  readonly level: SignatureLevel;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly integrity: { readonly digest: Judged; readonly signature: Judged; readonly coverage: Coverage };
  readonly changes: ChangeSummary;
  /** The revision this signature covers, counted from 1 (null: it ends at none), and how many the file has. */
  readonly revision: number | null;
  readonly revisions: number;
  /** The DocMDP permission that this signature grants (ISO 32000-2, table 257). */
  readonly docMdp: 1 | 2 | 3 | null;
  /** The signer if the signature passed; otherwise only whom it names. Null where no certificate was found. */
  readonly signer: SignerIdentity | null;
  /** From /M: what the signer says, which proves nothing. */
  readonly claimedTime: Date | null;
  /** Not later than this, by a validated timestamp. */
  readonly provenTime: Date | null;
  readonly provableUntil: Date | null;
  readonly digestAlgorithm: string | null;
  readonly signatureAlgorithm: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  /** The certificate that `signer` describes, DER, personal numbers in it: in no report. */
  readonly signerCertificate: Uint8Array | null;
  /** SHA-256 of the signature value, lower-case hex: one signature has the same in every file that holds it. */
  readonly valueSha256: string | null;
  /** Leaf first; ends at the anchor where a path was found. */
  readonly chain: readonly ChainCertificate[];
  readonly revocation: readonly RevocationSummary[];
  readonly timestamps: readonly TimestampSummary[];
  /** Exactly what would turn an indeterminate verdict into valid: the codes of the findings that keep it from that. */
  readonly missing: readonly string[];
  /** Of it what could be got from elsewhere: certificates and their status, none where the verdict is not indeterminate. */
  readonly missingEvidence: readonly MissingEvidence[];
  readonly findings: readonly Finding[];
}

/** A certificate, or the status of one, that would help to decide. */
export interface MissingEvidence {
  /** "status": the status of this certificate; "issuer": the certificate of its issuer, on the way to an anchor. */
  readonly kind: "status" | "issuer";
  readonly certificate: string;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly sha256: string;
  /** The time for which its status is asked: what is proven, else that of validation. Null for an issuer. */
  readonly time: Date | null;
  /** Where the certificate says that it is found. */
  readonly urls: readonly string[];
  /** What was asked in vain. */
  readonly tried: readonly { readonly url: string; readonly reason: string }[];
}

export interface ChangeSummary {
  /** Null where nothing is known of them. */
  readonly level: ChangeLevel | null;
  readonly permitted: boolean | null;
  readonly items: readonly ChangeItem[];
}

export interface SignerIdentity {
  readonly commonName: string | null;
  readonly organization: string | null;
  readonly title: string | null;
  /** Hex of the certificate's serial number. */
  readonly serialNumber: string;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly sha256: string;
  /** Personal numbers by kind (CCCD, CMND, HC, MST, MNS), all but the last three characters of personal ones masked. */
  readonly masked: Readonly<Record<string, string>>;
  /** In the certificate's order. */
  readonly organizationalUnits: readonly string[];
  readonly email: string | null;
}

export interface ChainCertificate {
  /** What people call whom it names: the common name, else the organisation; null where it has neither. */
  readonly name: string | null;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly sha256: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The trust profile's tag where this certificate is the anchor of the path. */
  readonly anchorTag: string | null;
  readonly isAnchor: boolean;
}

export interface RevocationSummary {
  readonly certificate: string;
  readonly source: "crl" | "ocsp";
  readonly status: "good" | "revoked" | "on-hold" | "unknown";
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly revokedAt: Date | null;
}

export interface TimestampSummary {
  readonly kind: "signature-timestamp" | "content-timestamp" | "document-timestamp";
  readonly time: Date;
  readonly valid: boolean;
}
