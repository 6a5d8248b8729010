import { FINDING_EFFECTS, type Finding, finding, type SubIndication } from "../../findings.ts";
import type { RevocationStatus } from "../../revocation/revocation-status.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { PathLink } from "../../x509/path-validation.ts";
import type { TrustAnchor } from "../../x509/trust-anchor.ts";
import { statusAt } from "../ltv/certificate-status.ts";
import type { CertificateContext } from "./judge-certificate.ts";
import { shortName } from "./short-name.ts";
import type { RevocationSummary } from "./verification.ts";

export interface RevocationJudgment {
  readonly findings: readonly Finding[];
  /** What counted, leaf first. */
  readonly revocation: readonly RevocationSummary[];
  /** Whether every certificate of the path is known not to be revoked at the time in question. */
  readonly isGood: boolean;
}

/**
 * Revocation of each certificate of a path but its anchor (EN 319 102-1, clauses 5.2.5 and 5.2.6.4), at the time of the
 * context. What keeps most from being relied on comes first, since it gives the signature its sub-indication.
 */
export async function judgeRevocation(
  links: readonly PathLink[],
  anchor: TrustAnchor,
  context: CertificateContext,
): Promise<RevocationJudgment> {
  const { trust, time, isTimeProven, now, data, log } = context;
  const findings: Finding[] = [];
  const revocation: RevocationSummary[] = [];
  for (const [index, link] of links.entries()) {
    const found = await statusAt(link, { anchor, trust, data }, { time, isProven: isTimeProven, now });
    log.addStatus(found);
    findings.push(...statusFindings(found, link.certificate, index === 0));
    revocation.push(...summaryOf(found, link.certificate));
  }
  return { findings: findings.sort(byWeight), revocation, isGood: findings.length === 0 };
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
