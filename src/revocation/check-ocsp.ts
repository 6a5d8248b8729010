import { contentsOf, readAsn1 } from "../asn1/cursor.ts";
import { resolveDigestAlgorithm } from "../asn1/digest-algorithm.ts";
import { BIT_STRING, SEQUENCE } from "../asn1/tags.ts";
import { decodeBitStringOctets } from "../asn1/values.ts";
import { equalBytes } from "../bytes/equal.ts";
import { perObject } from "../bytes/per-object.ts";
import type { DigestName } from "../crypto/algorithms.ts";
import { digestOf } from "../crypto/digest.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { Certificate } from "../x509/certificate.ts";
import { validityFault } from "../x509/certificate-rules.ts";
import { isReliable } from "../x509/existence.ts";
import { EXTENSION, KEY_PURPOSE } from "../x509/oids.ts";
import type { PathLink } from "../x509/path-validation.ts";
import { readCertificates } from "../x509/read-certificates.ts";
import { serialKey } from "./evidence.ts";
import type { CertificateId, OcspAnswer, OcspResponse, ResponderId } from "./ocsp-response.ts";
import type { StatusContext, StatusOfSigner } from "./status-context.ts";
import { earliest } from "./timing.ts";

/** Why an OCSP response does not count for a certificate. */
export type OcspFault =
  | "critical-extension"
  | "nonce"
  | "other-certificate"
  | "produced-before-certificate"
  | "responder-not-authorised"
  | "responder-status"
  | "signature"
  | "weak-algorithm";

/** Of a link what an answer has to fit. */
export interface OcspSubject {
  readonly certificate: Pick<Certificate, "serialNumber" | "issuer" | "notBefore">;
  readonly issuer: Certificate;
  readonly issuerKey: PublicKey;
}

export type OcspJudgment =
  | { readonly ok: true; readonly answers: readonly OcspAnswer[] }
  | { readonly ok: false; readonly fault: OcspFault };

/**
 * Whether a response speaks about a certificate with authority (RFC 6960, 3.2): its answers are about this certificate
 * of this issuer, and its signer is that issuer's key itself or a responder that the same key has directly certified
 * for this. Dates are judged elsewhere (timing.ts), but for those of the responder's certificate.
 *
 * @param statusOf asks for the status of a responder's own certificate
 */
export async function checkOcsp(
  response: OcspResponse,
  subject: OcspSubject,
  context: StatusContext,
  statusOf: StatusOfSigner,
): Promise<OcspJudgment> {
  const { certificate } = subject;
  const fault = (reason: OcspFault): OcspJudgment => ({ ok: false, fault: reason });
  if (response.unknownCritical.length > 0) return fault("critical-extension");
  const { nonce } = context;
  if (nonce !== null && !(response.nonce !== null && equalBytes(response.nonce, nonce))) return fault("nonce");
  const answers = response.answers.filter(({ certificateId }) => isAbout(certificateId, subject));
  if (answers.length === 0) return fault("other-certificate");
  // An answer given before there was a certificate is about none.
  if (response.producedAt < certificate.notBefore) return fault("produced-before-certificate");
  const refusal = await responderFault(response, subject, context, statusOf);
  return refusal === null ? { ok: true, answers } : fault(refusal);
}

/** The certID, computed anew from the issuer on the path (RFC 6960, 4.1.1). */
function isAbout(id: CertificateId, { certificate, issuer, issuerKey }: OcspSubject): boolean {
  if (serialKey(id.serialNumber) !== serialKey(certificate.serialNumber)) return false;
  const digest = resolveDigestAlgorithm(id.hashAlgorithm);
  if (digest === null || !equalBytes(digestOfKey(issuerKey.spki, digest), id.issuerKeyHash)) return false;
  // The name as the certificate writes it; some responders hash it as the issuer itself does.
  return [certificate.issuer, issuer.subject].some(({ raw }) =>
    equalBytes(digestOfName(raw, digest), id.issuerNameHash),
  );
}

/** Null where the issuer or a responder of its made the response. */
async function responderFault(
  response: OcspResponse,
  subject: OcspSubject,
  context: StatusContext,
  statusOf: StatusOfSigner,
): Promise<OcspFault | null> {
  if (isResponder(response.responderId, subject.issuer, subject.issuerKey)) {
    const fault = await signatureFault(response, subject.issuerKey, context);
    if (fault !== "signature") return fault;
  }
  let worst: OcspFault = "responder-not-authorised";
  for (const candidate of responderCandidates(response, context)) {
    const { publicKey } = candidate;
    if (publicKey === null || !isResponder(response.responderId, candidate, publicKey)) continue;
    // Who holds the key is told first: only then is it worth saying what that certificate lacks.
    const signature = await signatureFault(response, publicKey, context);
    if (signature !== null) {
      worst = signature;
      continue;
    }
    const fault = await delegateFault(candidate, response, subject, context, statusOf);
    if (fault === null) return null;
    worst = fault;
  }
  return worst;
}

/** RFC 6960, 4.2.2.2: issued directly by the key that issued the certificate in question, for signing such responses. */
async function delegateFault(
  delegate: Certificate,
  response: OcspResponse,
  { issuer, issuerKey }: OcspSubject,
  context: StatusContext,
  statusOf: StatusOfSigner,
): Promise<OcspFault | null> {
  if (!delegate.issuer.equals(issuer.subject) || !maySignResponses(delegate)) return "responder-not-authorised";
  if (validityFault(delegate, response.producedAt) !== null) return "responder-not-authorised";
  const issued = await context.signatures.check(delegate, issuerKey);
  if (issued.verdict !== "valid") return "responder-not-authorised";
  // What has come inside a response is as old as that.
  const holder = response.certificates.some((der) => equalBytes(der, delegate.raw)) ? response : delegate;
  const provenSince = () =>
    earliest(context.existence.provenSince(holder.raw), context.existence.provenSince(delegate.raw));
  if (!isReliable(context.algorithms, issued.algorithm, issuerKey, provenSince)) return "weak-algorithm";
  const own: PathLink = { certificate: delegate, issuer, issuerKey, algorithm: issued.algorithm };
  return (await isStatusSettled(own, statusOf)) ? null : "responder-status";
}

/** RFC 6960, 4.2.2.2.1: nocheck, or a status that is good, or no word about where one would be found. */
async function isStatusSettled(delegate: PathLink, statusOf: StatusOfSigner): Promise<boolean> {
  const { ocspNoCheck, crlDistributionPoints, authorityInfoAccess } = delegate.certificate.standardExtensions;
  if (ocspNoCheck) return true;
  const status = await statusOf(delegate);
  if (status !== "no-data") return status === "good";
  return crlDistributionPoints === null && !(authorityInfoAccess ?? []).some(({ method }) => method === OCSP_ACCESS);
}

const OCSP_ACCESS = "1.3.6.1.5.5.7.48.1";

/** Extensions that decide what a responder's certificate may do; the others may be as they are. */
const DECISIVE: readonly string[] = [EXTENSION.basicConstraints, EXTENSION.keyUsage, EXTENSION.extendedKeyUsage];

function maySignResponses({ problems, standardExtensions }: Certificate): boolean {
  const { extendedKeyUsage, keyUsage, malformed, unknownCritical } = standardExtensions;
  if (problems.includes("extension-duplicate") || problems.includes("signature-algorithm-mismatch")) return false;
  if (unknownCritical.length > 0 || malformed.some(({ oid, critical }) => critical || DECISIVE.includes(oid))) {
    return false;
  }
  // anyExtendedKeyUsage is not enough: the authority must have meant this.
  if (extendedKeyUsage?.includes(KEY_PURPOSE.ocspSigning) !== true) return false;
  return keyUsage === null || keyUsage.has("digitalSignature") || keyUsage.has("nonRepudiation");
}

async function signatureFault(
  response: OcspResponse,
  key: PublicKey,
  { signatures, algorithms, existence }: StatusContext,
): Promise<"signature" | "weak-algorithm" | null> {
  const signature = await signatures.check(response, key);
  if (signature.verdict !== "valid") return "signature";
  const provenSince = () => existence.provenSince(response.raw);
  return isReliable(algorithms, signature.algorithm, key, provenSince) ? null : "weak-algorithm";
}

function isResponder(id: ResponderId, { subject }: Certificate, key: PublicKey): boolean {
  if (id.kind === "name") return id.name.equals(subject);
  return equalBytes(id.sha1, digestOfKey(key.spki, "SHA-1"));
}

/** A response is asked about once for each certificate, signature and time: what came with it is read once. */
const certificatesIn = perObject(
  ({ certificates }: OcspResponse): readonly Certificate[] => readCertificates(certificates).certificates,
);

/** What came with the response, then what came from elsewhere. */
function responderCandidates(response: OcspResponse, { pool }: StatusContext): Certificate[] {
  const own = certificatesIn(response);
  const mayDelegate = pool.filter(
    ({ standardExtensions }) => standardExtensions.extendedKeyUsage?.includes(KEY_PURPOSE.ocspSigning) === true,
  );
  return [...own, ...mayDelegate];
}

/** Digests of what every answer about the certificates of an issuer names: each once, by whichever algorithms they use. */
const digestsOfKey = perObject((spki: Uint8Array) => digestsOf(keyOctets(spki)));
const digestsOfName = perObject((raw: Uint8Array) => digestsOf(raw));

function digestOfKey(spki: Uint8Array, algorithm: DigestName): Uint8Array {
  return digestsOfKey(spki)(algorithm);
}

function digestOfName(raw: Uint8Array, algorithm: DigestName): Uint8Array {
  return digestsOfName(raw)(algorithm);
}

function digestsOf(octets: Uint8Array): (algorithm: DigestName) => Uint8Array {
  const known = new Map<DigestName, Uint8Array>();
  return (algorithm) => {
    const digest = known.get(algorithm) ?? digestOf(algorithm, octets);
    known.set(algorithm, digest);
    return digest;
  };
}

/** Contents of the BIT STRING of a SubjectPublicKeyInfo: what key identifiers and certIDs hash. */
function keyOctets(spki: Uint8Array): Uint8Array {
  const info = contentsOf(readAsn1(spki));
  info.take(SEQUENCE);
  return decodeBitStringOctets(info.take(BIT_STRING));
}
