import { type AlgorithmPolicy, signatureAcceptedUntil } from "../../x509/algorithm-policy.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { CertificateJudgment } from "./judge-certificate.ts";
import type { CryptographyJudgment } from "./judge-cryptography.ts";
import type { TokenJudgment } from "./judge-token.ts";
import type { ExistenceProof } from "./prove-existence.ts";

/**
 * Until when a signature that passed stays provable if nothing is added to it: until what its newest timestamp, or
 * without one the signature itself, rests on runs out. That is a certificate's validity, or an algorithm's. Null: no
 * end in sight.
 */
export function provableUntil(
  { archives, signatureTimestamps, documentTimestamp }: ExistenceProof,
  { path }: CertificateJudgment,
  { used }: CryptographyJudgment,
  algorithms: AlgorithmPolicy,
): Date | null {
  const newestArchive = archives.at(-1)?.token ?? documentTimestamp;
  if (newestArchive !== null) return endOfToken(newestArchive, algorithms);
  const stamped = signatureTimestamps.filter(({ passed }) => passed).map((token) => endOfToken(token, algorithms));
  if (stamped.length > 0)
    return stamped.reduce((last, end) => (last === null || end === null ? null : later(last, end)));
  return earliest([...path.slice(0, -1).map(({ notAfter }) => notAfter), endOfAlgorithms(used, algorithms)]);
}

function endOfToken({ path, examination }: TokenJudgment, algorithms: AlgorithmPolicy): Date | null {
  const certificates: readonly Certificate[] = path?.ok === true ? path.path.slice(0, -1) : [];
  return earliest([
    ...certificates.map(({ notAfter }) => notAfter),
    endOfAlgorithms(examination?.signature ?? null, algorithms),
  ]);
}

function endOfAlgorithms(used: CryptographyJudgment["used"], algorithms: AlgorithmPolicy): Date | null {
  if (used === null || used.signatureAlgorithm === null || used.publicKey === null) return null;
  return signatureAcceptedUntil(algorithms, used.signatureAlgorithm, used.publicKey);
}

function earliest(ends: readonly (Date | null)[]): Date | null {
  return ends.reduce((first, end) => (first === null || (end !== null && end < first) ? end : first), null);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
