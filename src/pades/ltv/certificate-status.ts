import { CLOCK_TOLERANCE_MS } from "../../limits.ts";
import { findRevocationStatus, type RevocationStatus } from "../../revocation/revocation-status.ts";
import type { StatusTime } from "../../revocation/timing.ts";
import type { Existence } from "../../x509/existence.ts";
import type { PathLink } from "../../x509/path-validation.ts";
import type { TrustAnchor } from "../../x509/trust-anchor.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import type { ValidationData } from "../verify/evidence/validation-data.ts";

/** Certificates and evidence, none of it trusted, and what has been found out about them. */
export type StatusData = Pick<
  ValidationData,
  "certificates" | "evidence" | "adverse" | "signatures" | "signerPaths"
> & {
  readonly existence: Existence;
};

/** What the status of a certificate on a chain is asked with. */
export interface SignatureStatusQuery {
  readonly anchor: TrustAnchor;
  readonly trust: TrustStore;
  readonly data: StatusData;
  /** By when a validated timestamp proves that what the certificate signed existed; null where none does. */
  readonly provenTime: Date | null;
  /** The time of validation. */
  readonly now: Date;
  /** Since when keys above the certificate may be in other hands; null, or not given, where they are not known to be. */
  readonly keysSoundUntil?: Date | null;
}

/** The status of a certificate on the chain of a signer, whose signature is as old as is proven. */
export function statusForSigner(link: PathLink, query: SignatureStatusQuery): Promise<RevocationStatus> {
  const { provenTime, now } = query;
  const times = { time: provenTime ?? now, isProven: provenTime !== null, issuedUntil: latestIssue(now) };
  return statusAt(link, query, times);
}

/**
 * What is fetched is issued after the time of validation was read, by clocks that may be ahead of ours; it must count when
 * the verdict is reached again from it too. That makes nothing else later: what is out of date now is so whatever clocks say.
 */
function latestIssue(now: Date): Date {
  return new Date(now.getTime() + CLOCK_TOLERANCE_MS);
}

/**
 * The status of a certificate on the chain of a timestamp authority. Information that is newer than the proof settles it
 * as it does for a signer. But evidence about a timestamp is fetched before the next one covers both, so it usually is a
 * little older than its proof; it then counts if it was current when that was made (EN 319 102-1, clause 5.6.2.2: the
 * control time slides to when the information was issued). What was revoked by then is revoked in either case.
 */
export async function statusForAuthority(link: PathLink, query: SignatureStatusQuery): Promise<RevocationStatus> {
  const status = await statusForSigner(link, query);
  const { provenTime } = query;
  if (provenTime === null || (status.status !== "no-data" && status.status !== "not-fresh")) return status;
  return statusAt(link, query, { time: provenTime, isProven: false, issuedUntil: provenTime });
}

/** The status of a certificate at a time, by the rules of the trust profile. */
async function statusAt(
  link: PathLink,
  { anchor, trust, data, keysSoundUntil = null }: SignatureStatusQuery,
  times: StatusTime,
): Promise<RevocationStatus> {
  const { freshnessHours, graceHours, algorithms } = trust.policy;
  const context = {
    ...times,
    evidence: data.evidence,
    pool: data.certificates,
    anchor,
    trust,
    freshness: { maxAgeHours: freshnessHours, graceHours: graceHours ?? 0 },
    algorithms,
    existence: data.existence,
    keysSoundUntil,
    signatures: data.signatures,
    signerPaths: data.signerPaths,
    nonce: null,
    strict: false,
  };
  const found = await findRevocationStatus(link, context);
  if (data.adverse === null) return found;
  const all = await findRevocationStatus(link, { ...context, evidence: data.evidence.with(data.adverse) });
  const isRevokedSince = found.status === "good" && all.status === "good" && all.later !== null;
  return isRevokedSince || ADVERSE.has(all.status) ? all : found;
}

const ADVERSE: ReadonlySet<RevocationStatus["status"]> = new Set<RevocationStatus["status"]>([
  "revoked",
  "on-hold",
  "unknown",
]);
