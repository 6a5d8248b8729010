/** `pades-dossier/sign`: signing, in one step or in two, and signers. */
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
export type { NewSignaturePolicy } from "../cms/build-signed-attributes.ts";
export type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
export { PadesError, type PadesErrorCode } from "../errors.ts";
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
export { FetchError, type Fetcher, type FetchFailure, type FetchRequest, type FetchResponse } from "../net/fetcher.ts";
export type { HttpFetcherOptions } from "../net/follow.ts";
export { httpFetcher } from "../net/http-fetcher.ts";
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
export { signPdf } from "../pades/sign/sign-pdf.ts";
export type { CertificateObjection } from "../pades/sign/signer-certificate.ts";
export { type TimestampPdfOptions, timestampPdf } from "../pades/sign/timestamp-pdf.ts";
export type { EvidenceInput } from "../pades/verify/evidence/evidence.ts";
export type { TimestampAuthority, TimestampCallOptions, TimestampDigest } from "../tsp/timestamp-authority.ts";
export { type TsaClientOptions, tsaClient } from "../tsp/tsa-client.ts";
export type { TrustProfile, TrustProfileAnchor, TrustProfilePolicy } from "../x509/trust-profile.ts";
export { createTrustStore, type TrustStore } from "../x509/trust-store.ts";
