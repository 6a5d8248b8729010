import type { RevocationReason } from "../findings.ts";
import { MAX_REVOCATION_DEPTH } from "../limits.ts";
import type { Certificate } from "../x509/certificate.ts";
import { KEY_PURPOSE } from "../x509/oids.ts";
import type { PathLink } from "../x509/path-validation.ts";
import { type CrlFault, type CrlStatement, checkCrls } from "./check-crl.ts";
import { checkOcsp, type OcspFault } from "./check-ocsp.ts";
import type { CertificateStatus, OcspAnswer, OcspResponse } from "./ocsp-response.ts";
import { ALL_REASONS } from "./revocation-reason.ts";
import type { SignerStatus, StatusContext } from "./status-context.ts";
import { latest, type Timing, type TimingFault, timingFault, together } from "./timing.ts";

/** The piece of evidence, or the pieces together, that a status was read from. */
export interface StatusSource {
  readonly kind: "crl" | "ocsp";
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** DER of each CRL or OCSP response. */
  readonly pieces: readonly Uint8Array[];
}

export interface Revocation {
  readonly at: Date;
  readonly reason: RevocationReason | null;
  /** Since when the key is thought to have been out of its holder's hands (RFC 5280, 5.3.2); null where not said. */
  readonly invalidityDate: Date | null;
}

/** The status of one certificate at one time. */
export type RevocationStatus =
  /** Nobody publishes a status for it, and none is needed. */
  | { readonly status: "not-needed" }
  /** `later`: revoked or suspended since, by what is known now. */
  | { readonly status: "good"; readonly source: StatusSource; readonly later: Revocation | null }
  | ({ readonly status: "revoked" | "on-hold"; readonly source: StatusSource } & Revocation)
  /** An authorised responder does not know the certificate. */
  | { readonly status: "unknown"; readonly source: StatusSource }
  /** There is status information, but too old for the time in question; the newest of it. */
  | { readonly status: "not-fresh"; readonly source: StatusSource }
  /** No evidence counts; why that which seemed to be about this certificate does not. */
  | { readonly status: "no-data"; readonly faults: readonly EvidenceFault[] };

export type EvidenceFault = CrlFault | OcspFault | TimingFault | "reasons-not-covered" | "no-proof-of-existence";

/**
 * The status of the certificate of a link, from all evidence at hand. Evidence counts only where its signer is
 * authorised for the issuer's key (check-crl.ts, check-ocsp.ts) and its dates fit the time in question (timing.ts).
 * Of several answers the newest counts, with two exceptions: a revocation is for good, whatever is said of the
 * certificate later and however old the list is; and a newer bad answer outweighs an older good one even where its own
 * dates do not fit.
 */
export async function findRevocationStatus(link: PathLink, context: StatusContext): Promise<RevocationStatus> {
  return statusWithin(link, context, []);
}

/** Certificates that need no status: noRevAvail (RFC 9608), validity-assured (EN 319 412-1, 5.2), nocheck of a responder. */
function isExempt({ standardExtensions }: Certificate): boolean {
  const { basicConstraints, extendedKeyUsage, noRevAvail, validityAssured, ocspNoCheck } = standardExtensions;
  if (basicConstraints?.ca === true) return false;
  return noRevAvail || validityAssured || (ocspNoCheck && extendedKeyUsage?.includes(KEY_PURPOSE.ocspSigning) === true);
}

/** @param asking certificates whose status is being decided, for which this one is asked */
async function statusWithin(
  link: PathLink,
  context: StatusContext,
  asking: readonly Certificate[],
): Promise<RevocationStatus> {
  if (isExempt(link.certificate)) return { status: "not-needed" };
  const statusOf =
    (whenAskingItself: SignerStatus) =>
    async (signer: PathLink): Promise<SignerStatus> => {
      const chain = [...asking, link.certificate];
      if (chain.some(({ sha256 }) => sha256 === signer.certificate.sha256)) return whenAskingItself;
      if (chain.length > MAX_REVOCATION_DEPTH) return "bad";
      return asSigner(await statusWithin(signer, context, chain));
    };
  // The CRL of a CA that has changed its key is signed with one key and speaks about the certificate of that same key;
  // it may, since it is the CA's word either way. A responder cannot vouch for itself (RFC 6960, 4.2.2.2.1).
  const byCrl = await checkCrls(link, context, statusOf("good"));
  const byOcsp = await checkResponses(link, context, statusOf("bad"));
  const answers = [...answersOfCrls(byCrl.statements, link, context), ...byOcsp.answers];
  return choose(answers, [...byCrl.faults, ...byOcsp.faults], link.certificate, context);
}

function asSigner(found: RevocationStatus): SignerStatus {
  switch (found.status) {
    case "not-needed":
      return "good";
    case "good":
      // Revoked after the signature in question may still be before the evidence about it.
      return found.later === null ? "good" : "bad";
    case "no-data":
    case "not-fresh":
      return "no-data";
    default:
      return "bad";
  }
}

/** One answer by an authorised source. */
interface Answer {
  readonly says: { readonly kind: "good" | "unknown" } | ({ readonly kind: "revoked" | "on-hold" } & Revocation);
  readonly timing: Timing;
  readonly source: StatusSource;
}

function choose(
  answers: readonly Answer[],
  faults: readonly EvidenceFault[],
  certificate: Certificate,
  context: StatusContext,
): RevocationStatus {
  const timed = answers
    .map((answer) => ({ answer, fault: answerFault(answer, certificate, context) }))
    .filter(({ fault }) => fault !== "from-the-future")
    .sort((a, b) => byDate(b.answer, a.answer) || GRAVITY[b.answer.says.kind] - GRAVITY[a.answer.says.kind]);
  const revoked = timed.find(({ answer }) => answer.says.kind === "revoked");
  const counting = timed.find(({ fault }) => fault === null);
  const newestBad = timed.find(({ answer }) => answer.says.kind !== "good");
  const isOutweighed =
    newestBad !== undefined && (counting === undefined || timed.indexOf(newestBad) < timed.indexOf(counting));
  const chosen = revoked ?? (isOutweighed ? newestBad : counting);
  if (chosen !== undefined) return statusFrom(chosen.answer, context);

  const [newest] = timed;
  if (newest !== undefined && newest.fault !== "after-expiry" && newest.fault !== "no-proof-of-existence") {
    return { status: "not-fresh", source: newest.answer.source };
  }
  const answerFaults = answers.map((answer) => answerFault(answer, certificate, context));
  return { status: "no-data", faults: [...faults, ...answerFaults.filter((fault) => fault !== null)] };
}

/**
 * By its dates, and by whether its signer's key was still the signer's alone when it is proven to have been there: one
 * that says "good" may have been made since (EN 319 102-1, clause 5.6.2.2, on a CA that was revoked).
 */
function answerFault(answer: Answer, certificate: Certificate, context: StatusContext): EvidenceFault | null {
  const { existence, keysSoundUntil, freshness } = context;
  const fault = timingFault(answer.timing, certificate, context, freshness);
  if (fault !== null || keysSoundUntil === null || answer.says.kind !== "good") return fault;
  const isOlder = answer.source.pieces.every((der) => existence.provenSince(der) < keysSoundUntil);
  return isOlder ? null : "no-proof-of-existence";
}

/** Of answers from the same moment the graver one counts. */
const GRAVITY = { revoked: 3, "on-hold": 2, unknown: 1, good: 0 } as const;

function byDate(a: Answer, b: Answer): number {
  return a.timing.thisUpdate.getTime() - b.timing.thisUpdate.getTime();
}

function statusFrom({ says, source }: Answer, { time, isProven }: StatusContext): RevocationStatus {
  switch (says.kind) {
    case "good":
      return { status: "good", source, later: null };
    case "unknown":
      return { status: "unknown", source };
    default: {
      const { at, reason, invalidityDate } = says;
      // A signature proven to be older stands (EN 319 102-1, clause 5.5.4), unless the key was in doubt by then.
      const since = invalidityDate !== null && invalidityDate < at ? invalidityDate : at;
      if (isProven && since > time) return { status: "good", source, later: { at, reason, invalidityDate } };
      return { status: says.kind, at, reason, invalidityDate, source };
    }
  }
}

/** Each CRL that lists the certificate, or covers all reasons by itself, and those that do so together. */
function answersOfCrls(
  statements: readonly CrlStatement[],
  { certificate }: PathLink,
  context: StatusContext,
): readonly Answer[] {
  const answers = statements
    .filter(({ entry, reasons }) => entry !== null || reasons === ALL_REASONS)
    .map(({ entry, timing, crls }) =>
      answerOf(
        entry,
        [timing],
        crls.map(({ raw }) => raw),
      ),
    );
  const partial = statements
    .filter(({ entry, reasons }) => entry === null && reasons !== ALL_REASONS)
    .filter(({ timing }) => timingFault(timing, certificate, context, context.freshness) === null);
  let covered = 0;
  const needed = partial.filter(({ reasons }) => {
    const isNew = (reasons & ~covered) !== 0;
    covered |= reasons;
    return isNew;
  });
  if (needed.length === 0 || covered !== ALL_REASONS) return answers;
  const pieces = needed.flatMap(({ crls }) => crls.map(({ raw }) => raw));
  return [
    ...answers,
    answerOf(
      null,
      needed.map(({ timing }) => timing),
      pieces,
    ),
  ];
}

function answerOf(entry: CrlStatement["entry"], timings: readonly Timing[], pieces: readonly Uint8Array[]): Answer {
  const timing = together(timings);
  const source = { kind: "crl", thisUpdate: timing.thisUpdate, nextUpdate: timing.nextUpdate, pieces } as const;
  if (entry === null) return { says: { kind: "good" }, timing, source };
  const { revokedAt, reason, invalidityDate } = entry;
  const kind = reason === "certificateHold" ? "on-hold" : "revoked";
  return { says: { kind, at: revokedAt, reason, invalidityDate }, timing, source };
}

async function checkResponses(
  link: PathLink,
  context: StatusContext,
  statusOf: Parameters<typeof checkOcsp>[3],
): Promise<{ readonly answers: readonly Answer[]; readonly faults: readonly OcspFault[] }> {
  const answers: Answer[] = [];
  const faults: OcspFault[] = [];
  for (const response of context.evidence.responsesFor(link.certificate.serialNumber)) {
    const judged = await checkOcsp(response, link, context, statusOf);
    if (judged.ok) answers.push(...judged.answers.map((answer) => answerOfResponse(answer, response)));
    else faults.push(judged.fault);
  }
  return { answers, faults };
}

function answerOfResponse(answer: OcspAnswer, { raw, producedAt }: OcspResponse): Answer {
  const { status, thisUpdate, nextUpdate, archiveCutoff } = answer;
  return {
    says: saysOf(status),
    timing: {
      thisUpdate,
      nextUpdate,
      issuedAt: latest(producedAt, thisUpdate),
      keepsExpiredSince: archiveCutoff,
    },
    source: { kind: "ocsp", thisUpdate, nextUpdate, pieces: [raw] },
  };
}

function saysOf(status: CertificateStatus): Answer["says"] {
  if (status.kind !== "revoked") return status;
  const { at, reason } = status;
  return { kind: reason === "certificateHold" ? "on-hold" : "revoked", at, reason, invalidityDate: null };
}
