import type { Certificate } from "../x509/certificate.ts";

/** When status information was issued, and how long its issuer means it to hold. */
export interface Timing {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** The latest time that it states about itself: thisUpdate, or producedAt of an OCSP response. */
  readonly issuedAt: Date;
  /** It also speaks about certificates that expired at this time or later; null: only about those in force. */
  readonly keepsExpiredSince: Date | null;
}

/** The time for which the status of a certificate is asked. */
export interface StatusTime {
  /** The best signature time: what a validated timestamp proves, else the time of validation. */
  readonly time: Date;
  /** Whether a timestamp proves that the signature existed at `time`. */
  readonly isProven: boolean;
  /** What says that it was issued later is from the future: the time of validation, and what clocks may differ by. */
  readonly issuedUntil: Date;
}

export interface FreshnessPolicy {
  /**
   * The maximum accepted revocation freshness (ETSI EN 319 102-1, clause 5.2.5): status information must not be older
   * than this. Null: as long as its issuer says (nextUpdate).
   */
  readonly maxAgeHours: number | null;
  /** How much older than a proven signature status information may be; 0 for not at all. */
  readonly graceHours: number;
}

/**
 * How long information without nextUpdate is fresh where the policy does not say. Clause 5.2.5 lets it never be;
 * responders that look each answer up leave nextUpdate out (RFC 6960, 4.2.2.1), and a day is what CAs promise at most
 * between a revocation and its publication (ETSI EN 319 411-1, REV-6.2.4-03A).
 */
const DEFAULT_MAX_AGE_HOURS = 24;

export type TimingFault = "from-the-future" | "after-expiry" | "stale" | "before-signature";

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

/**
 * Why status information does not count for a certificate at a time, by its dates alone; null where it does.
 *
 * Revocation freshness, EN 319 102-1, clause 5.2.5. Without proof of when the signature was made the status must be
 * current at the time of validation: not older than the policy's maximum, and not beyond nextUpdate (which is what the
 * clause's comparison of thisUpdate with the length of the issuer's interval amounts to). Where a timestamp proves the
 * time, information that is not older than the signature settles it for good, however long ago both were. For the CA
 * certificates above a signer, whose issuers publish a few times a year, it is enough that it was current at that time.
 */
export function timingFault(
  { thisUpdate, nextUpdate, issuedAt, keepsExpiredSince }: Timing,
  { notAfter, standardExtensions }: Certificate,
  { time, isProven, issuedUntil }: StatusTime,
  { maxAgeHours, graceHours }: FreshnessPolicy,
): TimingFault | null {
  if (issuedAt > issuedUntil || thisUpdate > issuedUntil) return "from-the-future";
  // A CA may drop what has expired (RFC 5280, section 5): silence about it then means nothing.
  if (issuedAt > notAfter && !(keepsExpiredSince !== null && keepsExpiredSince <= notAfter)) return "after-expiry";
  // Times of status information are whole seconds, where those of timestamps may have fractions.
  const provenSecond = Math.floor(time.getTime() / SECOND_MS) * SECOND_MS;
  if (isProven && thisUpdate.getTime() >= provenSecond - graceHours * HOUR_MS) return null;
  if (isProven && standardExtensions.basicConstraints?.ca !== true) return "before-signature";
  const ageHours = (time.getTime() - thisUpdate.getTime()) / HOUR_MS;
  const maximum = maxAgeHours ?? (nextUpdate === null ? DEFAULT_MAX_AGE_HOURS : Number.POSITIVE_INFINITY);
  const isCurrent = ageHours <= maximum && (nextUpdate === null || time <= nextUpdate);
  return isCurrent ? null : "stale";
}

/** What holds of several pieces that only together say something. */
export function together(timings: readonly Timing[]): Timing {
  return timings.reduce((a, b) => ({
    thisUpdate: earliest(a.thisUpdate, b.thisUpdate),
    nextUpdate: bothOr(a.nextUpdate, b.nextUpdate, earliest, a.nextUpdate ?? b.nextUpdate),
    issuedAt: latest(a.issuedAt, b.issuedAt),
    keepsExpiredSince: bothOr(a.keepsExpiredSince, b.keepsExpiredSince, latest, null),
  }));
}

function bothOr(
  a: Date | null,
  b: Date | null,
  combine: (a: Date, b: Date) => Date,
  otherwise: Date | null,
): Date | null {
  return a === null || b === null ? otherwise : combine(a, b);
}

export function earliest(a: Date, b: Date): Date {
  return new Date(Math.min(a.getTime(), b.getTime()));
}

/** The first of the times that are given; null where none is. */
export function earliestOf(times: readonly (Date | null)[]): Date | null {
  return times.reduce((first, time) => (first === null || (time !== null && time < first) ? time : first), null);
}

export function latest(a: Date, b: Date): Date {
  return new Date(Math.max(a.getTime(), b.getTime()));
}
