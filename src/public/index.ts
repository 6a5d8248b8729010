/** `pades-dossier`: signing, verifying and reporting, in Node and in browsers. */
export { type AppearancePresetName, appearancePresets } from "../appearance/presets.ts";
export type {
  AppearanceBox,
  AppearanceCorner,
  AppearanceOptions,
  AppearanceOver,
  AppearancePart,
  AppearancePlace,
  AppearanceTemplate,
  FramePart,
  ImagePart,
  PartArea,
  QrPart,
  RgbColor,
  TextPart,
} from "../appearance/template.ts";
export type { ByteSource, SourceInput } from "../bytes/source.ts";
export type { SignatureObligation } from "../changes/change-item.ts";
export type { RevisionComparison } from "../changes/compare-revisions.ts";
export type { NewSignaturePolicy } from "../cms/build-signed-attributes.ts";
export { parseCertificates } from "../cms/parse-certificates.ts";
export type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
export { type CopyForm, type CopyOptions, certifyCopy } from "../dossier/certify-copy.ts";
export type { DossierFile } from "../dossier/dossier-files.ts";
export type {
  ComponentVerification,
  DossierAnswer,
  DossierFileVerification,
  DossierQuestion,
  DossierReason,
  DossierVerification,
  ManifestUse,
  RequiredSignatureVerification,
} from "../dossier/dossier-verification.ts";
export type {
  DossierComponent,
  DossierManifest,
  DossierOrganization,
  DossierRole,
  RequiredSignature,
} from "../dossier/manifest.ts";
export { ManifestError, type ManifestFault } from "../dossier/manifest-error.ts";
export { parseManifest } from "../dossier/parse-manifest.ts";
export { sealManifest } from "../dossier/seal-manifest.ts";
export type { DossierSealer } from "../dossier/sealer.ts";
export { type VerifyDossierOptions, verifyDossier } from "../dossier/verify-dossier.ts";
export { PadesError, type PadesErrorCode } from "../errors.ts";
export type { Finding, FindingCode, FindingParams, Indication, Severity, SubIndication } from "../findings.ts";
export type { AlgorithmChoice, RsaScheme, SigningDigest } from "../keys/choose-algorithm.ts";
export type {
  AskCscAuthorization,
  CscAuthorization,
  CscAuthorizationRequest,
} from "../keys/csc/authorize.ts";
export type { CscConnection } from "../keys/csc/call.ts";
export { type CscAuthorizationMode, type CscAuthorizationObject, listCscCredentials } from "../keys/csc/credentials.ts";
export { type CscSignerOptions, cscSigner } from "../keys/csc/csc-signer.ts";
export { SigningServiceError } from "../keys/csc/service-error.ts";
export { type Pkcs12SignerOptions, pkcs12Signer } from "../keys/pkcs12-signer.ts";
export { type RemoteCall, type RemoteSignerOptions, remoteSigner } from "../keys/remote-signer.ts";
export type { SignCallOptions, Signer } from "../keys/signer.ts";
export { type WebCryptoSignerOptions, webCryptoSigner } from "../keys/web-crypto-signer.ts";
export type { LocaleTag } from "../locale/locale.ts";
export type { ReaderContext } from "../locale/next-action.ts";
export {
  type CachedResponse,
  type CachingOptions,
  cachingFetcher,
  type FetchCache,
  memoryCache,
} from "../net/cache.ts";
export { FetchError, type Fetcher, type FetchFailure, type FetchRequest, type FetchResponse } from "../net/fetcher.ts";
export type { HttpFetcherOptions } from "../net/follow.ts";
export { httpFetcher } from "../net/http-fetcher.ts";
export { type HttpRangeSourceOptions, httpRangeSource } from "../net/range-source.ts";
export { type EvidencePiece, encodeEvidenceBundle } from "../pades/evidence/encode-evidence-bundle.ts";
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
export type { EvidenceOptions } from "../pades/ltv/evidence-options.ts";
export { type CompleteOptions, completeSignature } from "../pades/sign/complete.ts";
export { type ExtendOptions, extendPdf } from "../pades/sign/extend.ts";
export type { FieldLock } from "../pades/sign/field-lock.ts";
export type {
  BaselineBOptions,
  BaselineLongTermOptions,
  BaselineTOptions,
  CertificationPermission,
  PrepareOptions,
  SignatureFields,
  SignatureTimestampOptions,
  SignOptions,
} from "../pades/sign/options.ts";
export { prepareSignature } from "../pades/sign/prepare.ts";
export type { PreparedSignature } from "../pades/sign/prepared-signature.ts";
export type { DetachedSignatureOptions } from "../pades/sign/sign-detached.ts";
export { signPdf } from "../pades/sign/sign-pdf.ts";
export type { CertificateObjection } from "../pades/sign/signer-certificate.ts";
export { type TimestampPdfOptions, timestampPdf } from "../pades/sign/timestamp-pdf.ts";
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
export { type ReportFormat, type ReportOptions, renderReport } from "../report/render-report.ts";
export type { TimestampAuthority, TimestampCallOptions, TimestampDigest } from "../tsp/timestamp-authority.ts";
export { type TsaClientOptions, tsaClient } from "../tsp/tsa-client.ts";
export type { TrustRole } from "../x509/trust-anchor.ts";
export type { TrustProfile, TrustProfileAnchor, TrustProfilePolicy } from "../x509/trust-profile.ts";
export { createTrustStore, type TrustStore } from "../x509/trust-store.ts";
