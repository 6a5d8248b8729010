import { timestampTokens } from "../../../cms/attributes.ts";
import { CONTENT_TIMESTAMP } from "../../../cms/oids.ts";
import type { SignerInfo } from "../../../cms/signed-data.ts";
import type { DigestName } from "../../../crypto/algorithms.ts";
import { type Finding, finding } from "../../../findings.ts";
import { latest } from "../../../revocation/timing.ts";
import { type ImprintDigest, imprintOf } from "../../../tsp/examine-token.ts";
import { readTimestampToken } from "../../../tsp/token.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { ContentBinding } from "../open/content-binding.ts";
import type { DigestRequest } from "../open/digest-ranges.ts";
import { shortName } from "../short-name.ts";
import type { TokenJudgment } from "./judge-token.ts";

/** The tokens in content-time-stamp (EN 319 122-1, clause 5.2.8): the content existed by then, and signing came after. */
export function contentTimestampTokens(signerInfo: SignerInfo | null): readonly Uint8Array[] {
  return timestampTokens(signerInfo?.signedAttributes?.attributes ?? [], CONTENT_TIMESTAMP);
}

/** What has to be hashed besides for content timestamps: their imprints need not be by the signature's algorithm. */
export function contentDigestRequests(
  signerInfo: SignerInfo | null,
  binding: ContentBinding | null,
  ranges: DigestRequest["ranges"] | null,
): readonly DigestRequest[] {
  if (binding?.kind !== "detached" || ranges === null) return [];
  const algorithms = contentTimestampTokens(signerInfo).flatMap(imprintAlgorithm);
  return [...new Set(algorithms)]
    .filter((algorithm) => algorithm !== binding.algorithm)
    .map((algorithm) => ({ algorithm, ranges }));
}

function imprintAlgorithm(der: Uint8Array): DigestName[] {
  const algorithm = readTimestampToken(der)?.imprintAlgorithm ?? null;
  return algorithm === null ? [] : [algorithm];
}

/** The digest of the content that the CMS signs: of the bytes themselves, or of what it holds in their stead. */
export function contentImprint(
  binding: ContentBinding | null,
  digests: ReadonlyMap<DigestName, Uint8Array>,
): ImprintDigest {
  return binding?.kind === "digest-inside" ? imprintOf(binding.content) : (name) => digests.get(name) ?? null;
}

/**
 * Revoked or expired without proof of when is a failure where a content timestamp that passed shows that signing came
 * after (EN 319 102-1, clauses 5.3.4 and 5.5.4): from the earliest time that its accuracy leaves. That concerns the
 * signer's own certificate; the key of a CA is not what made the signature.
 */
export function withSigningAfter(
  findings: readonly Finding[],
  signer: Certificate | null,
  contentTimestamps: readonly TokenJudgment[],
): readonly Finding[] {
  const times = contentTimestamps.flatMap(({ passed, notEarlierThan }) =>
    passed && notEarlierThan !== null ? [notEarlierThan] : [],
  );
  const [first, ...others] = times;
  if (first === undefined || signer === null) return findings;
  const notBefore = others.reduce(latest, first);
  const timestamp = notBefore.toISOString();
  return findings.map((each) => {
    if (each.code === "certificate-revoked" && notBefore > new Date(each.params.revokedAt)) {
      const { certificate, revokedAt } = each.params;
      return finding("signed-after-revocation", { certificate, revokedAt, timestamp });
    }
    const isExpired = each.code === "certificate-expired" || each.code === "certificate-expired-not-revoked";
    if (isExpired && notBefore > signer.notAfter) {
      const certificate = shortName(signer.subject);
      return finding("signed-after-expiry", { certificate, notAfter: signer.notAfter.toISOString(), timestamp });
    }
    return each;
  });
}
