import { Asn1Error } from "../asn1/asn1-error.ts";
import { equalBytes } from "../bytes/equal.ts";
import type { PathLink } from "../x509/path-validation.ts";
import type { Crl } from "./crl.ts";
import type { CrlEntry } from "./crl-entries.ts";
import { crlIssuers, crlScope, isEntryOf } from "./crl-scope.ts";
import { type CrlSignerFault, findCrlSigner } from "./crl-signer.ts";
import type { ReasonMask } from "./revocation-reason.ts";
import type { StatusContext, StatusOfSigner } from "./status-context.ts";
import type { Timing } from "./timing.ts";

/** Why a CRL does not count for a certificate. */
export type CrlFault =
  | CrlSignerFault
  | "critical-extension"
  | "outside-profile"
  | "out-of-scope"
  | "malformed"
  | "base-missing";

/** What a CRL, or a complete one with the latest delta to it, says about a certificate. */
export interface CrlStatement {
  readonly timing: Timing;
  /** Reasons for which it would list the certificate if it were revoked. */
  readonly reasons: ReasonMask;
  /** Null where it is not listed. */
  readonly entry: CrlEntry | null;
  /** The complete CRL and, where one was applied, the delta. */
  readonly crls: readonly Crl[];
}

export interface CrlJudgment {
  readonly statements: readonly CrlStatement[];
  readonly faults: readonly CrlFault[];
}

/** Which CRLs speak about a certificate with authority, and what they say (RFC 5280, 6.3.3). Dates are judged elsewhere. */
export async function checkCrls(
  link: PathLink,
  context: StatusContext,
  statusOf: StatusOfSigner,
): Promise<CrlJudgment> {
  const complete: AuthorisedCrl[] = [];
  const deltas: AuthorisedCrl[] = [];
  const faults: CrlFault[] = [];
  const candidates = new Set(crlIssuers(link.certificate).flatMap((issuer) => context.evidence.crlsOf(issuer)));
  for (const crl of candidates) {
    const judged = await authorise(crl, link, context, statusOf);
    if ("fault" in judged) faults.push(judged.fault);
    else (crl.baseNumber === null ? complete : deltas).push(judged);
  }
  if (complete.length === 0 && deltas.length > 0) faults.push("base-missing");
  const statements = complete.flatMap((base) => {
    const delta = latestDelta(base, deltas, context.issuedUntil);
    return delta === null ? [statementOf(base)] : [statementOf(base), combine(base, delta)];
  });
  return { statements, faults };
}

interface AuthorisedCrl {
  readonly crl: Crl;
  readonly reasons: ReasonMask;
  readonly entry: CrlEntry | null;
  /** The key that signed it. */
  readonly spki: Uint8Array;
}

async function authorise(
  crl: Crl,
  link: PathLink,
  context: StatusContext,
  statusOf: StatusOfSigner,
): Promise<AuthorisedCrl | { readonly fault: CrlFault }> {
  const { certificate } = link;
  if (crl.unknownCritical.length > 0) return { fault: "critical-extension" };
  if (context.strict && crl.problems.length > 0) return { fault: "outside-profile" };
  const reasons = crlScope(crl, certificate);
  if (reasons === 0) return { fault: "out-of-scope" };
  // First the key, which costs less than reading through a large CRL of someone else's.
  const signer = await findCrlSigner(crl, link, context, statusOf);
  if (!signer.ok) return signer;
  try {
    const entries = crl.entriesFor(certificate.serialNumber).filter((entry) => isEntryOf(entry, crl, certificate));
    return { crl, reasons, entry: gravest(entries), spki: signer.spki };
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return { fault: "malformed" };
    throw thrown;
  }
}

/** A number should be listed once. Where it is not, a hold does not hide a revocation, nor a release a hold. */
function gravest(entries: readonly CrlEntry[]): CrlEntry | null {
  const order = (entry: CrlEntry) =>
    entry.reason === "removeFromCRL" ? 2 : entry.reason === "certificateHold" ? 1 : 0;
  const sorted = [...entries].sort((a, b) => order(a) - order(b) || a.revokedAt.getTime() - b.revokedAt.getTime());
  return sorted[0] ?? null;
}

/** RFC 5280, 5.2.4: the newest delta that starts from this CRL or an earlier one, for the same scope and by the same key. */
function latestDelta(base: AuthorisedCrl, deltas: readonly AuthorisedCrl[], issuedUntil: Date): AuthorisedCrl | null {
  const { number } = base.crl;
  if (number === null) return null;
  let latest: AuthorisedCrl | null = null;
  for (const delta of deltas) {
    const { crl } = delta;
    if (crl.number === null || crl.baseNumber === null || crl.thisUpdate > issuedUntil) continue;
    if (crl.baseNumber > number || crl.number <= number || !equalBytes(delta.spki, base.spki)) continue;
    if (!isSameScope(base.crl, crl)) continue;
    if (latest === null || crl.number > (latest.crl.number ?? 0n)) latest = delta;
  }
  return latest;
}

/** RFC 5280, 6.3.3 c: the same issuer, issuing distribution point and authorityKeyIdentifier. */
function isSameScope(base: Crl, delta: Crl): boolean {
  return (
    base.issuer.equals(delta.issuer) &&
    isSame(base.issuingDistributionPoint?.raw ?? null, delta.issuingDistributionPoint?.raw ?? null) &&
    isSame(base.authorityKeyIdentifier, delta.authorityKeyIdentifier)
  );
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b);
}

function statementOf({ crl, reasons, entry }: AuthorisedCrl): CrlStatement {
  return { timing: timingOf(crl, crl), reasons, entry: listed(entry), crls: [crl] };
}

/** 6.3.3 i to k: what the delta says of the certificate, else what the base said. */
function combine(base: AuthorisedCrl, delta: AuthorisedCrl): CrlStatement {
  const entry = delta.entry ?? base.entry;
  return {
    timing: timingOf(delta.crl, base.crl),
    reasons: base.reasons & delta.reasons,
    entry: listed(entry),
    crls: [base.crl, delta.crl],
  };
}

/** RFC 5280, 5.3.1: removeFromCRL says that an entry of the base is lifted. */
function listed(entry: CrlEntry | null): CrlEntry | null {
  return entry?.reason === "removeFromCRL" ? null : entry;
}

function timingOf({ thisUpdate, nextUpdate }: Crl, { expiredCertsOnCrl }: Crl): Timing {
  return { thisUpdate, nextUpdate, issuedAt: thisUpdate, keepsExpiredSince: expiredCertsOnCrl };
}
