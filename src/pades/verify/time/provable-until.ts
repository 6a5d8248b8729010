import { earliestOf, latest } from "../../../revocation/timing.ts";
import { type AlgorithmPolicy, digestAcceptedUntil, signatureAcceptedUntil } from "../../../x509/algorithm-policy.ts";
import type { PathFound } from "../../../x509/path-building.ts";
import type { CertificateJudgment } from "../judge-certificate.ts";
import type { CryptographyJudgment } from "../judge-cryptography.ts";
import type { TokenJudgment } from "./judge-token.ts";
import type { ExistenceProof } from "./prove-existence.ts";

/**
 * Until when a signature that passed stays provable if nothing is added to it: until what its newest timestamp, or
 * without one the signature itself, rests on runs out. That is a certificate's validity, trust in an anchor, or an
 * algorithm, those of the certificates included. Null: no end in sight.
 */
export function provableUntil(
  { archives, signatureTimestamps, documentTimestamp }: ExistenceProof,
  { found }: CertificateJudgment,
  { used }: CryptographyJudgment,
  algorithms: AlgorithmPolicy,
): Date | null {
  const newestArchive = archives.at(-1)?.token ?? documentTimestamp;
  if (newestArchive !== null) return endOfToken(newestArchive, algorithms);
  const stamped = signatureTimestamps.filter(({ passed }) => passed).map((token) => endOfToken(token, algorithms));
  if (stamped.length > 0)
    return stamped.reduce((last, end) => (last === null || end === null ? null : latest(last, end)));
  return earliestOf([endOfPath(found, algorithms), endOfAlgorithms(used, algorithms)]);
}

function endOfToken({ path, token, examination }: TokenJudgment, algorithms: AlgorithmPolicy): Date | null {
  const imprint = token?.imprintAlgorithm ?? null;
  return earliestOf([
    endOfPath(path?.ok === true ? path : null, algorithms),
    endOfAlgorithms(examination?.signature ?? null, algorithms),
    imprint === null ? null : digestAcceptedUntil(algorithms, imprint),
  ]);
}

/** Of the certificates below the anchor, of what they were signed with, and of trust in the anchor. */
function endOfPath(found: PathFound | null, algorithms: AlgorithmPolicy): Date | null {
  if (found === null) return null;
  return earliestOf([
    found.anchor.trustUntil,
    ...found.links.map(({ certificate }) => certificate.notAfter),
    ...found.links.map(({ algorithm, issuerKey }) => signatureAcceptedUntil(algorithms, algorithm, issuerKey)),
  ]);
}

function endOfAlgorithms(used: CryptographyJudgment["used"], algorithms: AlgorithmPolicy): Date | null {
  if (used === null || used.signatureAlgorithm === null || used.publicKey === null) return null;
  const { signatureAlgorithm, publicKey, digestAlgorithm } = used;
  return earliestOf([
    signatureAcceptedUntil(algorithms, signatureAlgorithm, publicKey),
    digestAlgorithm === null ? null : digestAcceptedUntil(algorithms, digestAlgorithm),
  ]);
}
