import { type Finding, finding } from "../../findings.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { checkEndEntity, type EndEntityFault } from "../../x509/end-entity.ts";
import { nameToText } from "../../x509/name-text.ts";
import { findPath, type NearestPath, type PathResult } from "../../x509/path-building.ts";
import { personOf } from "../../x509/person.ts";
import type { TrustAnchor } from "../../x509/trust-anchor.ts";
import { pathSettingsOf } from "../../x509/trust-policy.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import type { VerifiedSignatureCache } from "../../x509/verified-signature-cache.ts";
import type { ResolvedPolicy } from "./policy.ts";
import type { ChainCertificate } from "./verification.ts";

export interface CertificateContext {
  readonly trust: TrustStore;
  readonly policy: ResolvedPolicy;
  /** The time at which everything must hold. */
  readonly time: Date;
  readonly signatures: VerifiedSignatureCache;
}

export interface CertificateJudgment {
  readonly chain: readonly ChainCertificate[];
  readonly findings: readonly Finding[];
}

/**
 * X.509 certificate validation (EN 319 102-1, clause 5.2.6): what the signer's certificate may be used for, a path
 * to a configured anchor (RFC 5280, section 6), and whether its certificates may have been revoked.
 *
 * @param pool certificates that may help to find a path; none of them is trusted
 */
export async function judgeCertificate(
  signer: Certificate,
  pool: readonly Certificate[],
  context: CertificateContext,
): Promise<CertificateJudgment> {
  const { trust, time, signatures } = context;
  const usage = checkEndEntity(signer, "signer").map(usageFinding);
  if (trust.anchors.length === 0) {
    return { chain: describeChain([signer], null), findings: [...usage, finding("no-trust-anchors", {})] };
  }
  const settings = pathSettingsOf(trust.policy, "signer");
  const result = await findPath(signer, { pool, trust, role: "signer", time, settings, caches: { signatures } });
  const { path, anchor } = result.ok ? result : result.nearest;
  return {
    chain: describeChain(path, anchor),
    findings: [...usage, ...pathFindings(result), ...revocationFindings(result, context.policy)],
  };
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

function pathFindings(result: PathResult): Finding[] {
  if (result.ok) return [];
  const { stop, at, anchor } = result.nearest;
  const certificate = shortName(at);
  switch (stop) {
    case "expired":
      return [finding("certificate-expired", { certificate, notAfter: at.notAfter.toISOString() })];
    case "not-yet-valid":
      return [finding("certificate-not-yet-valid", { certificate, notBefore: at.notBefore.toISOString() })];
    default:
      // A path that reaches an anchor and breaks a rule on the way is another matter than none at all.
      return [finding(anchor === null ? "no-path-to-anchor" : "path-constraints-violated", { stop, certificate })];
  }
}

/** Status information is not read yet: a certificate that could have been revoked is not known to be good. */
function revocationFindings(result: PathResult, policy: ResolvedPolicy): Finding[] {
  if (policy.waive.includes("revocation")) return [];
  const links = result.ok ? result.links : completeLinks(result.nearest);
  return links
    .filter(({ certificate }) => !isExemptFromRevocation(certificate))
    .map(({ certificate }) => finding("revocation-not-checked", { certificate: shortName(certificate) }));
}

/** What a sentence calls a certificate; the whole name stands with the chain. */
function shortName({ subject }: Certificate): string {
  const { commonName, organization } = personOf(subject);
  return commonName ?? organization ?? nameToText(subject);
}

function completeLinks({ stop, links }: NearestPath): NearestPath["links"] {
  return stop === "expired" || stop === "not-yet-valid" ? links : [];
}

/** RFC 9608 and EN 319 412-1, clause 5.2: end entities for which their CA publishes no status. */
function isExemptFromRevocation({ standardExtensions }: Certificate): boolean {
  const { noRevAvail, validityAssured, basicConstraints } = standardExtensions;
  return (noRevAvail || validityAssured) && basicConstraints?.ca !== true;
}

function describeChain(path: readonly Certificate[], anchor: TrustAnchor | null): ChainCertificate[] {
  return path.map((certificate) => {
    const isAnchor = anchor?.certificate === certificate || anchor?.certificate.sha256 === certificate.sha256;
    return {
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
