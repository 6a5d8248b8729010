import { onDemand } from "../../bytes/on-demand.ts";
import { type Finding, finding } from "../../findings.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { checkEndEntity, type EndEntityFault } from "../../x509/end-entity.ts";
import { nameToText } from "../../x509/name-text.ts";
import { findPath, type PathFound, type PathResult } from "../../x509/path-building.ts";
import { personOf } from "../../x509/person.ts";
import type { TrustAnchor } from "../../x509/trust-anchor.ts";
import { pathSettingsOf } from "../../x509/trust-policy.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import type { VerifiedSignatureCache } from "../../x509/verified-signature-cache.ts";
import type { EvidenceLog } from "./evidence/used-evidence.ts";
import type { ValidationData } from "./evidence/validation-data.ts";
import type { RevocationJudgment } from "./judge-revocation.ts";
import { issuerQuestions, type OpenQuestion } from "./online/open-questions.ts";
import type { ResolvedPolicy } from "./policy.ts";
import { shortName } from "./short-name.ts";
import type { ChainCertificate, RevocationSummary } from "./verification.ts";

const loadRevocation = onDemand(() => import("./judge-revocation.ts"));

export interface CertificateContext {
  readonly trust: TrustStore;
  readonly policy: ResolvedPolicy;
  /** The time at which everything must hold: the best signature time (EN 319 102-1, clause 5.5.4). */
  readonly time: Date;
  /** Whether a validated timestamp proves that time; otherwise it is the time of validation. */
  readonly isTimeProven: boolean;
  /** The time of validation. */
  readonly now: Date;
  readonly signatures: VerifiedSignatureCache;
  /** Certificates that may help to find a path, and status information; nothing of it is trusted. */
  readonly data: ValidationData;
  readonly log: EvidenceLog;
}

export interface CertificateJudgment {
  /** The path to an anchor, where it is good. */
  readonly found: PathFound | null;
  readonly chain: readonly ChainCertificate[];
  readonly revocation: readonly RevocationSummary[];
  readonly findings: readonly Finding[];
  /** What may be asked to settle it, if it can be settled. */
  readonly open: readonly OpenQuestion[];
}

/** Where it is not known whose certificate there is to be judged. */
export const NO_CERTIFICATE: CertificateJudgment = { found: null, chain: [], revocation: [], findings: [], open: [] };

/**
 * X.509 certificate validation (EN 319 102-1, clause 5.2.6): a path to a configured anchor (RFC 5280, section 6), what
 * the signer's certificate may be used for, and whether its certificates have been revoked.
 */
export async function judgeCertificate(signer: Certificate, context: CertificateContext): Promise<CertificateJudgment> {
  const { trust, time, signatures, data } = context;
  const usage = checkEndEntity(signer, "signer").map(usageFinding);
  if (trust.anchors.length === 0) {
    const findings = [finding("no-trust-anchors", {}), ...usage];
    return { found: null, chain: describeChain([signer], null), revocation: [], findings, open: [] };
  }
  const settings = pathSettingsOf(trust.policy, "signer");
  const pool = data.certificates;
  const { existence } = data;
  const query = { pool, trust, role: "signer", time, existence, settings, caches: { signatures } } as const;
  const result = await findPath(signer, query);
  const { path, anchor } = result.ok ? result : result.nearest;
  context.log.addPath(path);
  const status = await judgeStatus(result, context);
  return {
    found: result.ok ? result : null,
    chain: describeChain(path, anchor),
    revocation: status.revocation,
    findings: [...pathFindings(result, status.isGood), ...usage, ...path.flatMap(irregularity), ...status.findings],
    open: [...issuerQuestions(result), ...(result.ok ? status.open : [])],
  };
}

/** What a certificate does that RFC 5280, section 4, rules out: it is said even where no path stops at it. */
function irregularity({ subject, problems }: Certificate): Finding[] {
  if (problems.length === 0) return [];
  return [finding("certificate-irregular", { certificate: shortName(subject), problems: problems.join(", ") })];
}

const NOT_ASKED: RevocationJudgment = { findings: [], revocation: [], isGood: false, open: [] };

/** A path that is good but for validity periods is asked about too: whether it was revoked is then the other half. */
async function judgeStatus(result: PathResult, context: CertificateContext): Promise<RevocationJudgment> {
  if (context.policy.waive.includes("revocation")) return NOT_ASKED;
  const { links, anchor } = result.ok ? result : result.nearest;
  const isComplete = result.ok || result.nearest.stop === "expired" || result.nearest.stop === "not-yet-valid";
  if (!isComplete || anchor === null) return NOT_ASKED;
  const { judgeRevocation } = await loadRevocation();
  return judgeRevocation(links, anchor, "signer", context);
}

function usageFinding(fault: EndEntityFault): Finding {
  switch (fault.kind) {
    case "is-ca":
      return finding("signer-is-ca", {});
    case "key-usage":
      return finding("key-usage-not-signing", {});
    case "extended-key-usage":
      return finding("extended-key-usage-not-signing", { usages: fault.usages.join(", ") });
  }
}

function pathFindings(result: PathResult, isKnownNotRevoked: boolean): Finding[] {
  if (result.ok) return [];
  const { stop, at, anchor } = result.nearest;
  const certificate = shortName(at.subject);
  switch (stop) {
    case "expired": {
      // EN 319 102-1, clause 5.2.6.4: data that still speaks about the certificate makes a case of its own.
      const code = isKnownNotRevoked ? "certificate-expired-not-revoked" : "certificate-expired";
      return [finding(code, { certificate, notAfter: at.notAfter.toISOString() })];
    }
    case "not-yet-valid":
      return [finding("certificate-not-yet-valid", { certificate, notBefore: at.notBefore.toISOString() })];
    default:
      // A path that reaches an anchor and breaks a rule on the way is another matter than none at all.
      return [finding(anchor === null ? "no-path-to-anchor" : "path-constraints-violated", { stop, certificate })];
  }
}

export function describeChain(path: readonly Certificate[], anchor: TrustAnchor | null): ChainCertificate[] {
  return path.map((certificate) => {
    const isAnchor = anchor?.certificate === certificate || anchor?.certificate.sha256 === certificate.sha256;
    const { commonName, organization } = personOf(certificate.subject);
    return {
      name: commonName ?? organization,
      subject: nameToText(certificate.subject),
      issuer: nameToText(certificate.issuer),
      serialNumber: certificate.serialHex,
      sha256: certificate.sha256,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      isAnchor,
      anchorTag: isAnchor ? (anchor?.tag ?? null) : null,
    };
  });
}
