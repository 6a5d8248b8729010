import type { RevocationStatus } from "../../revocation/revocation-status.ts";
import type { ImprintDigest } from "../../tsp/examine-token.ts";
import { judgeFaults } from "../../tsp/timestamp-fault.ts";
import type { TimestampToken } from "../../tsp/token.ts";
import { type TimestampVerdict, verifyTimestampToken } from "../../tsp/verify-token.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import type { VerifiedSignatureCache } from "../../x509/verified-signature-cache.ts";
import { type StatusData, statusForAuthority } from "./authority-status.ts";

/** A timestamp that may prove something. */
export interface TimestampCandidate {
  /** A token that was read, or its octets, which may be anything. */
  readonly token: TimestampToken | Uint8Array;
  /** Digest of what it should be over. */
  readonly imprint: ImprintDigest;
  /** Certificates that came with it, beside those in the token. */
  readonly pool: readonly Certificate[];
}

export interface DocumentTimestampCandidate extends TimestampCandidate {
  /** How far into the file it covers. */
  readonly coveredEnd: number;
}

export interface SignatureCandidate {
  /** How far into the file the signature covers. */
  readonly coveredEnd: number;
  /** Over its signature value. */
  readonly timestamps: readonly TimestampCandidate[];
  /** SubjectPublicKeyInfo of the signer, which no authority's may be; null where it is not known. */
  readonly signerKey: Uint8Array | null;
}

export interface ExistenceInput {
  readonly documentTimestamps: readonly DocumentTimestampCandidate[];
  readonly signatures: readonly SignatureCandidate[];
  readonly trust: TrustStore;
  readonly data: StatusData;
  readonly now: Date;
  readonly caches?: { readonly signatures?: VerifiedSignatureCache };
}

/** A certificate on the chain of an authority whose status keeps the timestamp from counting. */
export interface StatusObstacle {
  readonly certificate: Certificate;
  readonly status: Exclude<RevocationStatus, { readonly status: "good" | "not-needed" }>;
}

export interface JudgedTimestamp {
  /** Only what passed proves anything. */
  readonly verdict: "passed" | "indeterminate" | "failed";
  readonly token: TimestampVerdict;
  readonly obstacles: readonly StatusObstacle[];
  /** By when later timestamps prove that it existed: the time at which it was judged; null: now. */
  readonly provenTime: Date | null;
}

export interface ProvenSignature {
  /** The earliest time by which the signature is proven to exist; null where nothing proves it. */
  readonly provenTime: Date | null;
  /** In the order given. */
  readonly timestamps: readonly JudgedTimestamp[];
}

export interface ProvenExistence {
  /** In the orders given. */
  readonly documentTimestamps: readonly JudgedTimestamp[];
  readonly signatures: readonly ProvenSignature[];
}

/**
 * What is proven to have existed by when (EN 319 102-1, clauses 5.4 and 5.6.2): slides back over the document timestamps,
 * newest first. Each is judged at the time that those already validated prove for it, now for the newest; only what passed
 * proves, and only for the bytes that it covers. The timestamps in a signature's CMS are judged in the same way. What the
 * signer claims, the order of the security store and its /TU prove nothing, and are not looked at.
 */
export async function proveExistence(input: ExistenceInput): Promise<ProvenExistence> {
  const proofs: { readonly coveredEnd: number; readonly genTime: Date }[] = [];
  const provenBy = (coveredEnd: number) =>
    earliest(proofs.filter((proof) => proof.coveredEnd > coveredEnd).map(({ genTime }) => genTime));

  const judged = new Map<DocumentTimestampCandidate, JudgedTimestamp>();
  for (const candidate of [...input.documentTimestamps].sort((a, b) => b.coveredEnd - a.coveredEnd)) {
    const outcome = await judgeTimestamp(candidate, provenBy(candidate.coveredEnd), [], input);
    judged.set(candidate, outcome);
    const { genTime } = outcome.token;
    if (outcome.verdict === "passed" && genTime !== null) proofs.push({ coveredEnd: candidate.coveredEnd, genTime });
  }

  const signatures: ProvenSignature[] = [];
  for (const { coveredEnd, timestamps, signerKey } of input.signatures) {
    const later = provenBy(coveredEnd);
    const times = later === null ? [] : [later];
    const outcomes: JudgedTimestamp[] = [];
    for (const candidate of timestamps) {
      const outcome = await judgeTimestamp(candidate, later, signerKey === null ? [] : [signerKey], input);
      outcomes.push(outcome);
      if (outcome.verdict === "passed" && outcome.token.genTime !== null) times.push(outcome.token.genTime);
    }
    signatures.push({ provenTime: earliest(times), timestamps: outcomes });
  }
  return {
    documentTimestamps: input.documentTimestamps.flatMap((candidate) => judged.get(candidate) ?? []),
    signatures,
  };
}

async function judgeTimestamp(
  { token: der, imprint, pool }: TimestampCandidate,
  provenTime: Date | null,
  signerKeys: readonly Uint8Array[],
  { trust, data, now, caches }: ExistenceInput,
): Promise<JudgedTimestamp> {
  const token = await verifyTimestampToken(der, {
    imprint,
    signerKeys,
    pool: [...pool, ...data.certificates],
    trust,
    time: provenTime ?? now,
    ...(caches === undefined ? {} : { caches }),
  });
  const obstacles: StatusObstacle[] = [];
  if (token.path?.ok === true) {
    const { links, anchor } = token.path;
    const certificates = [...(token.token?.certificates ?? []), ...pool, ...data.certificates];
    for (const link of links) {
      const query = { anchor, trust, data: { ...data, certificates }, provenTime, now };
      const status = await statusForAuthority(link, query);
      if (status.status !== "good" && status.status !== "not-needed") {
        obstacles.push({ certificate: link.certificate, status });
      }
    }
  }
  const verdict = judgeFaults(token.faults);
  return {
    verdict: verdict === "passed" && obstacles.length > 0 ? "indeterminate" : verdict,
    token,
    obstacles,
    provenTime,
  };
}

function earliest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null);
}
