/**
 * `pades-dossier/testing`: an authority for your own tests. It issues what you ask for, the wrong things too; nothing
 * that it issues is worth any trust.
 */
export { type CertificateFields, issueCertificate, randomSerialNumber } from "../testing/certificate.ts";
export { type CrlEntry, type CrlFields, issueCrl, type RevocationReason } from "../testing/crl.ts";
export type { NameAttribute, TestName } from "../testing/distinguished-name.ts";
export {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  type ExtendedKeyUsage,
  extendedKeyUsage,
  extension,
  type KeyUsage,
  keyUsage,
  ocspNoCheck,
  subjectKeyIdentifier,
} from "../testing/extensions.ts";
export { handlerFetcher } from "../testing/handler-fetcher.ts";
export {
  type Publication,
  routeHandlers,
  servePublications,
  type TestHandler,
  type TestRequest,
  type TestResponse,
} from "../testing/handlers.ts";
export { type CertificateProfile, createRoot, type IssueOptions, issueIdentity } from "../testing/issue.ts";
export {
  type OcspMisbehaviour,
  ocspResponder,
  type TestOcspResponderOptions,
} from "../testing/ocsp-responder.ts";
export {
  encodeCertificateId,
  encodeOcspRefusal,
  issueOcspResponse,
  type OcspAnswerFields,
  type OcspResponseFields,
  type OcspStatus,
} from "../testing/ocsp-response.ts";
export { createTestAuthority, type TestAuthority, type TestAuthorityOptions } from "../testing/test-authority.ts";
export { openTestIdentity, type PublicationUrls, type TestIdentity } from "../testing/test-identity.ts";
export { generateTestKey, openTestKey, type TestKey, type TestKeyKind } from "../testing/test-key.ts";
export {
  defaultScheme,
  importSigningKey,
  signatureAlgorithm,
  signWith,
  type TestHash,
  type TestScheme,
} from "../testing/test-signature.ts";
export {
  type TestTimestampAuthorityOptions,
  type TimestampMisbehaviour,
  timestampAuthority,
} from "../testing/timestamp-authority.ts";
export {
  encodeTimestampReply,
  issueTimestampToken,
  type TimestampReplyFields,
  type TimestampTokenFields,
} from "../testing/timestamp-token.ts";
