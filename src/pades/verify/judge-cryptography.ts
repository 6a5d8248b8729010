import { equalBytes } from "../../bytes/equal.ts";
import { parseMessageDigest } from "../../cms/attributes.ts";
import { MESSAGE_DIGEST } from "../../cms/oids.ts";
import type { SignerInfo } from "../../cms/signed-data.ts";
import { type SignerInfoFacts, verifySignerInfo } from "../../cms/verify-signer-info.ts";
import { DIGESTS } from "../../crypto/algorithms.ts";
import { rsaPkcs1 } from "../../crypto/signature-algorithms.ts";
import { verifySignature } from "../../crypto/verify.ts";
import { type Finding, finding } from "../../findings.ts";
import { type AlgorithmPolicy, isAcceptable, isDigestAcceptable } from "../../x509/algorithm-policy.ts";
import { signedValue } from "../checks/signed-value.ts";
import type { CmsSubject } from "../checks/subject.ts";
import { bindContent, type ContentBinding } from "./open/content-binding.ts";
import type { Judged } from "./verification.ts";

export interface CryptographyJudgment {
  readonly digest: Judged;
  readonly signature: Judged;
  /** For reports; null where nothing was named. */
  readonly digestAlgorithm: string | null;
  readonly signatureAlgorithm: string | null;
  /** What `judgeStrength` weighs; null where nothing was verified. */
  readonly used: UsedAlgorithms | null;
  readonly findings: readonly Finding[];
}

type UsedAlgorithms = Pick<SignerInfoFacts, "digestAlgorithm" | "signatureAlgorithm" | "publicKey">;

/** Which algorithms count, and the time at which they must. */
export interface AlgorithmContext {
  readonly algorithms: AlgorithmPolicy;
  readonly time: Date;
}

const NOTHING: CryptographyJudgment = {
  digest: "unknown",
  signature: "unknown",
  digestAlgorithm: null,
  signatureAlgorithm: null,
  used: null,
  findings: [],
};

/**
 * Cryptographic verification (EN 319 102-1, clause 5.2.7): the document against the digest that was signed, and the
 * signature value against the signer's key.
 */
export async function judgeCryptography(
  subject: CmsSubject,
  binding: ContentBinding | null,
  rangesDigest: Uint8Array | null,
): Promise<CryptographyJudgment> {
  const { signerInfo, signer, cms } = subject;
  if (binding?.kind === "bare") return judgeBareValue(binding, rangesDigest);
  if (signerInfo === null || cms === null || binding === null) return NOTHING;
  const bound = rangesDigest === null ? null : bindContent(binding, rangesDigest, subject);
  if (signer === null) return withoutCertificate(subject, binding, bound);

  const contentDigest = bound?.digest ?? null;
  const facts = await verifySignerInfo(signerInfo, { contentDigest, certificate: signer, signedData: cms.signedData });
  const digest = bound !== null && !bound.matchesDocument ? "failed" : facts.digest;
  return {
    digest,
    signature: judgeSignatureValue(signerInfo, facts),
    digestAlgorithm: facts.digestName,
    signatureAlgorithm: facts.signatureName,
    used: facts,
    findings: [...digestFindings(binding, digest, facts.digestName), ...signatureFindings(facts)],
  };
}

/**
 * A signature value by itself: the key recovers the digest that was signed, so that a document which is another and a
 * value which is no signature at all can be told apart.
 */
async function judgeBareValue(
  binding: ContentBinding & { readonly kind: "bare" },
  rangesDigest: Uint8Array | null,
): Promise<CryptographyJudgment> {
  const { algorithm: name, digest: signed, publicKey, value } = binding;
  const algorithm = rsaPkcs1(name);
  // Where nothing was recovered any digest does: the value is no signature over it.
  const digest = signed ?? new Uint8Array(DIGESTS[name].bytes);
  const verdict = await verifySignature({ algorithm, publicKey, signature: value, digest });
  const signature = verdict === "valid" ? "ok" : verdict === "invalid" ? "failed" : "unsupported";
  const isKnown = rangesDigest !== null && signed !== null;
  const document: Judged = !isKnown ? "unknown" : equalBytes(signed, rangesDigest) ? "ok" : "failed";
  const facts = { signature, signatureName: algorithm.name, inconsistencies: [] } as const;
  return {
    digest: document,
    signature: signature === "unsupported" ? "unknown" : signature,
    digestAlgorithm: name,
    signatureAlgorithm: algorithm.name,
    findings: [...digestFindings(binding, document, name), ...signatureFindings(facts)],
    used: { digestAlgorithm: name, signatureAlgorithm: algorithm, publicKey },
  };
}

/**
 * RFC 5652, section 5.4: what is signed is the DER encoding of the attributes. They are verified as they stand, so
 * that attributes which are not DER are never what a signature value stands for.
 */
function judgeSignatureValue({ signedAttributes }: SignerInfo, { signature }: SignerInfoFacts): Judged {
  if (signedAttributes?.isDer === false) return "failed";
  return signature === "unsupported" ? "unknown" : signature;
}

/** The digest can be told without knowing whose signature it is. */
function withoutCertificate(
  { signerInfo }: CmsSubject,
  binding: ContentBinding,
  bound: ReturnType<typeof bindContent> | null,
): CryptographyJudgment {
  const signed = signedValue(signerInfo, MESSAGE_DIGEST, parseMessageDigest);
  const known = bound !== null && bound.digest !== null && signed !== null;
  const matches = known && bound.matchesDocument && equalBytes(signed, bound.digest ?? signed);
  const digest = !known ? "unknown" : matches ? "ok" : "failed";
  const name = binding.algorithm;
  return { ...NOTHING, digest, digestAlgorithm: name, findings: digestFindings(binding, digest, name) };
}

function digestFindings(binding: ContentBinding, digest: Judged, algorithm: string): Finding[] {
  if (binding.kind === "unsupported")
    return [finding("digest-algorithm-unsupported", { algorithm: binding.algorithm })];
  return digest === "failed" ? [finding("digest-mismatch", { algorithm })] : [];
}

function signatureFindings({
  signature,
  signatureName,
  inconsistencies,
}: Pick<SignerInfoFacts, "signature" | "signatureName" | "inconsistencies">): Finding[] {
  const findings = inconsistencies.map((detail) => finding("algorithm-parameters-inconsistent", { detail }));
  if (signature === "failed") findings.push(finding("signature-value-mismatch", { algorithm: signatureName }));
  if (signature === "unsupported")
    findings.push(finding("signature-algorithm-unsupported", { algorithm: signatureName }));
  return findings;
}

/** Cryptographic constraints (EN 319 102-1, clause 5.2.8.4.4); the algorithms of the chain are judged with its path. */
export function judgeStrength(
  { used }: CryptographyJudgment,
  binding: ContentBinding | null,
  { algorithms, time }: AlgorithmContext,
): Finding[] {
  if (used === null || binding === null) return [];
  const { digestAlgorithm, signatureAlgorithm, publicKey } = used;
  const digests = new Set([digestAlgorithm, binding.kind === "unsupported" ? null : binding.algorithm]);
  const weak = [...digests].filter((name) => name !== null && !isDigestAcceptable(algorithms, name, time));
  const findings = weak.map((name) => finding("algorithm-weak", { algorithm: name ?? "" }));
  if (signatureAlgorithm === null || publicKey === null) return findings;
  if (weak.length === 0 && !isAcceptable(algorithms, signatureAlgorithm, publicKey, time)) {
    findings.push(finding("algorithm-weak", { algorithm: `${signatureAlgorithm.name}, ${publicKey.name}` }));
  }
  if (signatureAlgorithm.scheme === "RSASSA-PKCS1-v1_5") findings.push(finding("rsa-pkcs1-v15", {}));
  return findings;
}
