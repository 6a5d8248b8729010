import { FINDING_EFFECTS, type Finding, finding, type SubIndication } from "../../findings.ts";
import type { RevocationStatus } from "../../revocation/revocation-status.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { PathLink } from "../../x509/path-validation.ts";
import type { TrustAnchor } from "../../x509/trust-anchor.ts";
import { statusForAuthority, statusForSigner } from "../ltv/certificate-status.ts";
import type { CertificateContext } from "./judge-certificate.ts";
import type { StatusQuestion } from "./online/open-questions.ts";
import { shortName } from "./short-name.ts";
import type { RevocationSummary } from "./verification.ts";

export interface RevocationJudgment {
  readonly findings: readonly Finding[];
  /** What counted, leaf first. */
  readonly revocation: readonly RevocationSummary[];
  /** Whether every certificate of the path is known not to be revoked at the time in question. */
  readonly isGood: boolean;
  /** The certificates whose status further information may settle. */
  readonly open: readonly StatusQuestion[];
}

/**
 * Revocation of each certificate of a path but its anchor (EN 319 102-1, clauses 5.2.5 and 5.2.6.4), at the time of the
 * context. What keeps most from being relied on comes first, since it gives the signature its sub-indication.
 *
 * From the anchor down: where a CA was revoked after that time, what its key has signed counts only if it is proven to
 * be from before (clause 5.6.2.2). A proof about the signature alone says nothing about a CRL or a certificate.
 */
export async function judgeRevocation(
  links: readonly PathLink[],
  anchor: TrustAnchor,
  role: "signer" | "tsa",
  { trust, time, isTimeProven, now, data, log }: CertificateContext,
): Promise<RevocationJudgment> {
  const statusFor = role === "signer" ? statusForSigner : statusForAuthority;
  const query = { anchor, trust, data, provenTime: isTimeProven ? time : null, now };
  const judged: { readonly findings: readonly Finding[]; readonly summaries: readonly RevocationSummary[] }[] = [];
  const open: StatusQuestion[] = [];
  let lost: LostKey | null = null;
  for (const [index, link] of [...links.entries()].reverse()) {
    const { certificate } = link;
    const found = await statusFor(link, { ...query, keysSoundUntil: lost?.since ?? null });
    log.addStatus(found);
    const findings = statusFindings(found, certificate, index === 0);
    if (lost !== null && !isFromBefore(lost, found, certificate, data)) findings.push(lost.finding);
    judged.unshift({ findings, summaries: summaryOf(found, certificate) });
    lost = earlier(lost, lostKey(found, certificate));
    if (isOpen(found)) open.unshift({ kind: "status", link, time });
  }
  const findings = [...new Set(judged.flatMap((each) => each.findings))].sort(byWeight);
  return { findings, revocation: judged.flatMap(({ summaries }) => summaries), isGood: findings.length === 0, open };
}

/** A CA's key that may have been in other hands since a time, though not yet when the signature was made. */
interface LostKey {
  readonly since: Date;
  readonly finding: Finding;
}

function lostKey(found: RevocationStatus, { subject }: Certificate): LostKey | null {
  if (found.status !== "good" || found.later === null) return null;
  const { at, reason, invalidityDate } = found.later;
  const since = invalidityDate !== null && invalidityDate < at ? invalidityDate : at;
  const params = { certificate: shortName(subject), revokedAt: at.toISOString(), reason };
  return { since, finding: finding("ca-certificate-revoked", params) };
}

function earlier(a: LostKey | null, b: LostKey | null): LostKey | null {
  return a === null || b === null ? (a ?? b) : a.since <= b.since ? a : b;
}

/** Whether the certificate and what settles its status are proven to be from before the key above was lost. */
function isFromBefore(
  { since }: LostKey,
  found: RevocationStatus,
  { raw }: Certificate,
  { existence }: CertificateContext["data"],
): boolean {
  if (existence.provenSince(raw) >= since) return false;
  return found.status !== "no-data" || !found.faults.includes("no-proof-of-existence");
}

/** A revocation is for good; all else newer information may turn. */
function isOpen({ status }: RevocationStatus): boolean {
  return status !== "good" && status !== "not-needed" && status !== "revoked";
}

function statusFindings(found: RevocationStatus, { subject }: Certificate, isSigner: boolean): Finding[] {
  const certificate = shortName(subject);
  switch (found.status) {
    case "good":
    case "not-needed":
      return [];
    case "revoked": {
      const params = { certificate, revokedAt: found.at.toISOString(), reason: found.reason };
      return [finding(isSigner ? "certificate-revoked" : "ca-certificate-revoked", params)];
    }
    case "on-hold":
      return [finding("certificate-on-hold", { certificate, since: found.at.toISOString() })];
    case "unknown":
      return [finding("revocation-unknown", { certificate, thisUpdate: found.source.thisUpdate.toISOString() })];
    case "not-fresh":
      return [finding("revocation-not-fresh", { certificate, thisUpdate: found.source.thisUpdate.toISOString() })];
    case "no-data":
      return [finding("revocation-not-checked", { certificate })];
  }
}

function summaryOf(found: RevocationStatus, { subject }: Certificate): RevocationSummary[] {
  switch (found.status) {
    case "not-needed":
    case "no-data":
    case "not-fresh":
      return [];
    default: {
      const { kind: source, thisUpdate, nextUpdate } = found.source;
      const revokedAt = "at" in found ? found.at : found.status === "good" ? (found.later?.at ?? null) : null;
      return [{ certificate: shortName(subject), source, status: found.status, thisUpdate, nextUpdate, revokedAt }];
    }
  }
}

/** Revoked before suspended or out of date, and those before what is not known at all. */
const WEIGHTS: readonly (SubIndication | null)[] = ["REVOKED_NO_POE", "REVOKED_CA_NO_POE", "TRY_LATER"];

function byWeight(a: Finding, b: Finding): number {
  return weightOf(a) - weightOf(b);
}

function weightOf({ code }: Finding): number {
  const place = WEIGHTS.indexOf(FINDING_EFFECTS[code].subIndication);
  return place < 0 ? WEIGHTS.length : place;
}
