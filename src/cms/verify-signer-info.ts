import { type AlgorithmIdentifier, isNullOrAbsent } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { resolveDigestAlgorithm } from "../asn1/digest-algorithm.ts";
import { type ResolvedSignatureAlgorithm, resolveSignatureAlgorithm } from "../asn1/signature-algorithm.ts";
import { equalBytes } from "../bytes/equal.ts";
import { type DigestName, EDWARDS_CURVES } from "../crypto/algorithms.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { type SignatureVerdict, verifySignature } from "../crypto/verify.ts";
import type { Certificate } from "../x509/certificate.ts";
import { onlyValue, parseAlgorithmProtection, parseMessageDigest } from "./attributes.ts";
import { ALGORITHM_PROTECTION, MESSAGE_DIGEST } from "./oids.ts";
import type { SignedAttributes, SignedData, SignerInfo } from "./signed-data.ts";

/** What the cryptography of one SignerInfo says, and nothing about whom to trust. */
export interface SignerInfoFacts {
  /**
   * Whether the content is what was signed. `unknown` where its digest is not at hand or its algorithm not known, or
   * where there are no signed attributes and the signature value, which alone could say so, does not verify.
   */
  readonly digest: "ok" | "failed" | "unknown";
  /** Null where it is not known. */
  readonly digestAlgorithm: DigestName | null;
  /** For reports: a name, or else the OID. */
  readonly digestName: string;
  /** Whether the certificate's key made the signature value. `unsupported`: this runtime cannot tell. */
  readonly signature: "ok" | "failed" | "unsupported";
  /** Null where it is not known or its parameters are wrong. */
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly signatureName: string;
  /** The key of the certificate; null where it is malformed. */
  readonly publicKey: PublicKey | null;
  /** Algorithms, parameters and key that do not go together, each in a few words. */
  readonly inconsistencies: readonly string[];
}

export interface SignerInfoInput {
  /** Digest of the content by the SignerInfo's digest algorithm (`contentDigestAlgorithm`); null where not at hand. */
  readonly contentDigest: Uint8Array | null;
  readonly certificate: Certificate;
  /** Where given, its digestAlgorithms must contain the SignerInfo's (RFC 5652, section 5.1). */
  readonly signedData?: Pick<SignedData, "digestAlgorithms">;
}

/** The digest that the content must be hashed with; null where it is unknown. */
export function contentDigestAlgorithm(signerInfo: SignerInfo): DigestName | null {
  return resolveDigestAlgorithm(signerInfo.digestAlgorithm);
}

/**
 * Verifies one SignerInfo (RFC 5652, sections 5.4 and 5.6): the message digest against the content, and the signature
 * value against the signed attributes as they stand, or against the content where there are none.
 *
 * @throws PadesError ERR_INSECURE_CONTEXT where the runtime is a page without Web Crypto
 */
export async function verifySignerInfo(signerInfo: SignerInfo, input: SignerInfoInput): Promise<SignerInfoFacts> {
  const { contentDigest, certificate } = input;
  const { signedAttributes } = signerInfo;
  const digestAlgorithm = contentDigestAlgorithm(signerInfo);
  const { publicKey } = certificate;
  const resolved = resolveSignatureAlgorithm(signerInfo.signatureAlgorithm, {
    ...(digestAlgorithm === null ? {} : { digest: digestAlgorithm }),
    ...(publicKey === null ? {} : { publicKey }),
  });
  const verdict = await verifyValue(signerInfo, resolved, publicKey, contentDigest, digestAlgorithm);
  const signature = verdict === "valid" ? "ok" : verdict === "invalid" ? "failed" : "unsupported";
  return {
    digest: judgeDigest(signedAttributes, contentDigest, digestAlgorithm, signature),
    digestAlgorithm,
    digestName: digestAlgorithm ?? signerInfo.digestAlgorithm.oid,
    signature,
    signatureAlgorithm: resolved.ok ? resolved.algorithm : null,
    signatureName: resolved.ok ? resolved.algorithm.name : resolved.name,
    publicKey,
    inconsistencies: [
      ...algorithmInconsistencies(resolved, digestAlgorithm, publicKey),
      ...protectionInconsistencies(signerInfo),
      ...declarationInconsistencies(signerInfo, input.signedData),
    ],
  };
}

function verifyValue(
  { signedAttributes, signature }: SignerInfo,
  resolved: ResolvedSignatureAlgorithm,
  publicKey: PublicKey | null,
  contentDigest: Uint8Array | null,
  digestAlgorithm: DigestName | null,
): SignatureVerdict | Promise<SignatureVerdict> {
  if (publicKey === null) return "unsupported";
  // What cannot be a signature by this key is not one; what is merely unknown cannot be told.
  if (!resolved.ok) return resolved.problem === "parameters" ? "invalid" : "unsupported";
  const { algorithm } = resolved;
  if (signedAttributes !== null) {
    return verifySignature({ algorithm, publicKey, signature, data: signedAttributes.signedBytes() });
  }
  // Ed25519 and Ed448 sign the content itself, which is not at hand; nor is a digest by another algorithm of use.
  if (contentDigest === null || algorithm.scheme === "EdDSA") return "unsupported";
  if (algorithm.digest !== digestAlgorithm) return "invalid";
  return verifySignature({ algorithm, publicKey, signature, digest: contentDigest });
}

function judgeDigest(
  signedAttributes: SignedAttributes | null,
  contentDigest: Uint8Array | null,
  digestAlgorithm: DigestName | null,
  signature: SignerInfoFacts["signature"],
): SignerInfoFacts["digest"] {
  if (signedAttributes === null) return signature === "ok" ? "ok" : "unknown";
  if (contentDigest === null || digestAlgorithm === null) return "unknown";
  const signed = readMessageDigest(signedAttributes);
  return signed !== null && equalBytes(signed, contentDigest) ? "ok" : "failed";
}

/** Null where the attribute is absent, malformed or ambiguous: then nothing binds the signature to the content. */
function readMessageDigest({ attributes }: SignedAttributes): Uint8Array | null {
  return tolerant(() => {
    const value = onlyValue(attributes, MESSAGE_DIGEST);
    return value === null ? null : parseMessageDigest(value);
  }, null);
}

function algorithmInconsistencies(
  resolved: ResolvedSignatureAlgorithm,
  digestAlgorithm: DigestName | null,
  publicKey: PublicKey | null,
): string[] {
  if (!resolved.ok) {
    if (resolved.problem === "unsupported") return [];
    const key = publicKey === null ? "" : ` for a key of kind ${publicKey.name}`;
    return [`${resolved.name}: wrong parameters${key}`];
  }
  const { algorithm } = resolved;
  if (digestAlgorithm === null || algorithm.digest === digestAlgorithm) return [];
  // RFC 8419, section 3.1.
  const required = algorithm.scheme === "EdDSA" ? EDWARDS_CURVES[algorithm.curve].cmsDigest : algorithm.digest;
  return [`${algorithm.name}: needs digest ${required}, SignerInfo says ${digestAlgorithm}`];
}

/** RFC 6211, section 2: where the attribute is there, the SignerInfo's algorithms are those that it protects. */
function protectionInconsistencies({ signedAttributes, digestAlgorithm, signatureAlgorithm }: SignerInfo): string[] {
  if (signedAttributes === null) return [];
  return tolerant(() => {
    const value = onlyValue(signedAttributes.attributes, ALGORITHM_PROTECTION);
    if (value === null) return [];
    const protection = parseAlgorithmProtection(value);
    const same =
      sameAlgorithm(protection.digestAlgorithm, digestAlgorithm) &&
      protection.signatureAlgorithm !== null &&
      sameAlgorithm(protection.signatureAlgorithm, signatureAlgorithm);
    return same ? [] : ["the algorithm protection attribute names other algorithms than the SignerInfo"];
  }, ["the algorithm protection attribute is malformed"]);
}

function declarationInconsistencies(
  { digestAlgorithm }: SignerInfo,
  signedData: SignerInfoInput["signedData"],
): string[] {
  const declared = signedData?.digestAlgorithms.some(({ oid }) => oid === digestAlgorithm.oid) ?? true;
  return declared ? [] : [`digest ${digestAlgorithm.oid} is not among the SignedData's digestAlgorithms`];
}

/** The same algorithm with the same parameters, of which NULL and none are one. */
function sameAlgorithm(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  if (a.oid !== b.oid) return false;
  if (isNullOrAbsent(a.parameters) || isNullOrAbsent(b.parameters)) {
    return isNullOrAbsent(a.parameters) && isNullOrAbsent(b.parameters);
  }
  return a.parameters !== null && b.parameters !== null && equalBytes(a.parameters.raw, b.parameters.raw);
}

function tolerant<T, U>(read: () => T, malformed: U): T | U {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return malformed;
    throw error;
  }
}
