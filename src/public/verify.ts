/** `pades-dossier/verify`: verifying alone, light enough for a page. */
export type { ByteSource, SourceInput } from "../bytes/source.ts";
export type { SignatureObligation } from "../changes/change-item.ts";
export type { RevisionComparison } from "../changes/compare-revisions.ts";
export { parseCertificates } from "../cms/parse-certificates.ts";
export { PadesError, type PadesErrorCode } from "../errors.ts";
export type { Finding, FindingCode, FindingParams, Indication, Severity, SubIndication } from "../findings.ts";
export type { EvidenceDates } from "../pades/evidence/evidence-dates.ts";
export type { EvidenceKind } from "../pades/evidence/evidence-kind.ts";
export {
  type EvidenceBundle,
  type EvidenceItem,
  parseEvidenceBundle,
} from "../pades/evidence/parse-evidence-bundle.ts";
export { compareRevisions } from "../pades/inspect/compare-revisions.ts";
export { inspectPdf } from "../pades/inspect/inspect-pdf.ts";
export type {
  ByteIrregularity,
  ChangesAfterSignature,
  InspectedEncryption,
  InspectedField,
  InspectedRevision,
  InspectedSignature,
  PdfInspection,
  RevisionChanges,
} from "../pades/inspect/inspection.ts";
export type { InspectOptions } from "../pades/inspect/open-structure.ts";
export { assertValid } from "../pades/verify/assert-valid.ts";
export type { EvidenceInput } from "../pades/verify/evidence/evidence.ts";
export type { VerificationPolicy } from "../pades/verify/policy.ts";
export type { VerifyOptions } from "../pades/verify/request.ts";
export type {
  ChainCertificate,
  ChangeItem,
  ChangeLevel,
  ChangeSummary,
  Coverage,
  EvidenceAge,
  EvidenceUsed,
  Judged,
  MissingEvidence,
  PdfVerification,
  RevocationMode,
  RevocationSummary,
  SignatureLevel,
  SignatureVerification,
  SignerIdentity,
  TimestampSummary,
  Verdict,
  VerificationInputs,
  WaivableCheck,
} from "../pades/verify/verification.ts";
export { verifyPdf } from "../pades/verify/verify-pdf.ts";
export type { TrustRole } from "../x509/trust-anchor.ts";
export type { TrustProfile, TrustProfileAnchor, TrustProfilePolicy } from "../x509/trust-profile.ts";
export { createTrustStore, type TrustStore } from "../x509/trust-store.ts";
