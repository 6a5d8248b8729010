import { Asn1Error } from "../asn1/asn1-error.ts";
import { equalBytes } from "../bytes/equal.ts";
import { onlyValue, parseContentType } from "../cms/attributes.ts";
import { findByEssId, findBySignerIdentifier } from "../cms/find-signer.ts";
import { CONTENT_TYPE, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2, TST_INFO } from "../cms/oids.ts";
import type { SignedAttributes } from "../cms/signed-data.ts";
import {
  type EssCertificateId,
  parseSigningCertificate,
  parseSigningCertificateV2,
} from "../cms/signing-certificate.ts";
import { contentDigestAlgorithm, type SignerInfoFacts, verifySignerInfo } from "../cms/verify-signer-info.ts";
import type { DigestName } from "../crypto/algorithms.ts";
import { digestOf } from "../crypto/digest.ts";
import type { Certificate } from "../x509/certificate.ts";
import { checkEndEntity } from "../x509/end-entity.ts";
import type { TimestampFault } from "./timestamp-fault.ts";
import type { TimestampToken } from "./token.ts";

/** Digest of the octets that should have been stamped, by the token's algorithm; null where they are not at hand. */
export type ImprintDigest = (algorithm: DigestName) => Uint8Array | null | Promise<Uint8Array | null>;

/** The digest of octets in memory, for `ImprintDigest`. */
export function imprintOf(octets: Uint8Array): ImprintDigest {
  return (algorithm) => digestOf(algorithm, octets);
}

export interface ExaminationInput {
  readonly imprint: ImprintDigest;
  /** Where the authority's certificate may be, beside the token itself. */
  readonly pool?: readonly Certificate[];
  /** SubjectPublicKeyInfo of the keys that made what is stamped, which the authority's must not be among. */
  readonly signerKeys?: readonly Uint8Array[];
}

/** All that a token says for itself, whoever is trusted and whenever it is asked. */
export interface TokenExamination {
  readonly imprint: "ok" | "failed" | "unknown";
  /** Null where the authority's certificate is not known. */
  readonly signature: SignerInfoFacts | null;
  /** The authority's. */
  readonly certificate: Certificate | null;
  readonly faults: readonly TimestampFault[];
}

/**
 * Judges a token by itself (RFC 3161, section 2.4.2; RFC 5816): the imprint over the octets, the authority's signature
 * over the TSTInfo, the certificate that it names, and that this is one for timestamps.
 *
 * @throws PadesError ERR_INSECURE_CONTEXT where the runtime is a page without Web Crypto; whatever `imprint` rejects with
 */
export async function examineTimestampToken(
  token: TimestampToken,
  { imprint: imprintDigest, pool = [], signerKeys = [] }: ExaminationInput,
): Promise<TokenExamination> {
  const { signedAttributes } = token.signerInfo;
  const faults: TimestampFault[] = [];
  const imprint = await judgeImprint(token, imprintDigest, faults);
  const named = readNamedCertificates(signedAttributes, faults);
  const certificate = findAuthority(token, pool, named, faults);
  if (certificate === null) return { imprint, signature: null, certificate, faults };

  const signature = await verifyOver(token, certificate);
  if (signature.digest === "failed") faults.push({ code: "digest-mismatch" });
  if (signature.digest === "unknown") faults.push({ code: "algorithm-unsupported", algorithm: signature.digestName });
  if (signature.signature === "failed") faults.push({ code: "signature-mismatch" });
  if (signature.signature === "unsupported") {
    faults.push({ code: "algorithm-unsupported", algorithm: signature.signatureName });
  }
  for (const detail of signature.inconsistencies) faults.push({ code: "algorithm-inconsistent", detail });
  for (const { kind } of checkEndEntity(certificate, "tsa")) faults.push({ code: "certificate-purpose", reason: kind });
  if (signerKeys.some((spki) => equalBytes(spki, certificate.spki))) faults.push({ code: "key-of-signer" });
  return { imprint, signature, certificate, faults };
}

async function judgeImprint(
  { imprintAlgorithm, tstInfo }: TimestampToken,
  digest: ImprintDigest,
  faults: TimestampFault[],
): Promise<TokenExamination["imprint"]> {
  const expected = imprintAlgorithm === null ? null : await digest(imprintAlgorithm);
  if (expected === null) {
    faults.push({ code: "imprint-unknown", algorithm: imprintAlgorithm ?? tstInfo.messageImprint.algorithm.oid });
    return "unknown";
  }
  if (equalBytes(expected, tstInfo.messageImprint.hash)) return "ok";
  faults.push({ code: "imprint-mismatch" });
  return "failed";
}

/** The certificates that the signed attributes name as the signer's: one, or one in each of two forms. */
function readNamedCertificates(
  signedAttributes: SignedAttributes | null,
  faults: TimestampFault[],
): readonly EssCertificateId[] {
  if (signedAttributes === null) {
    faults.push({ code: "signed-attributes-missing" });
    return [];
  }
  const malformed = (detail: string) => faults.push({ code: "signed-attributes-malformed", detail });
  if (!signedAttributes.isDer) malformed("they are not DER");
  const { attributes } = signedAttributes;
  try {
    const contentType = onlyValue(attributes, CONTENT_TYPE);
    if (contentType === null || parseContentType(contentType) !== TST_INFO) malformed("content-type is not TSTInfo");
    const older = onlyValue(attributes, SIGNING_CERTIFICATE);
    const newer = onlyValue(attributes, SIGNING_CERTIFICATE_V2);
    const ids = [
      ...(older === null ? [] : parseSigningCertificate(older).slice(0, 1)),
      ...(newer === null ? [] : parseSigningCertificateV2(newer).slice(0, 1)),
    ];
    if (ids.length === 0) faults.push({ code: "signing-certificate-missing" });
    return ids;
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    malformed(error.message);
    return [];
  }
}

/** By the SignerInfo's sid; the signed attributes must name the same one, and choose where the sid fits several. */
function findAuthority(
  { certificates, signerInfo }: TimestampToken,
  pool: readonly Certificate[],
  named: readonly EssCertificateId[],
  faults: TimestampFault[],
): Certificate | null {
  const candidates = findBySignerIdentifier([...certificates, ...pool], signerInfo.sid);
  const fitting = candidates.filter((one) => named.every((id) => findByEssId([one], id)?.length === 1));
  const [only, ...others] = fitting.length > 0 ? fitting : candidates;
  if (only === undefined) {
    faults.push({ code: "certificate-not-found" });
    return null;
  }
  if (fitting.length === 0) faults.push({ code: "signing-certificate-mismatch" });
  if (others.length === 0) return only;
  faults.push({ code: "certificate-ambiguous", count: others.length + 1 });
  return null;
}

function verifyOver(token: TimestampToken, certificate: Certificate): Promise<SignerInfoFacts> {
  const { signerInfo, signedData, content } = token;
  const algorithm = contentDigestAlgorithm(signerInfo);
  const contentDigest = algorithm === null ? null : digestOf(algorithm, content);
  return verifySignerInfo(signerInfo, { contentDigest, certificate, signedData });
}
