import type { Certificate } from "../x509/certificate.ts";
import { isReliable } from "../x509/existence.ts";
import { findPath } from "../x509/path-building.ts";
import type { PathLink } from "../x509/path-validation.ts";
import type { TrustAnchor } from "../x509/trust-anchor.ts";
import type { TrustStore } from "../x509/trust-store.ts";
import type { Crl } from "./crl.ts";
import type { StatusContext, StatusOfSigner } from "./status-context.ts";

export type CrlSignerFault =
  /** No key that could be meant made the signature. */
  | "signature"
  /** The key did that may not: no cRLSign, no path to the same anchor, or itself revoked. */
  | "signer-not-authorised"
  | "weak-algorithm";

/** The SubjectPublicKeyInfo of the key that signed, or why the signature is worth nothing. */
export type CrlSigner =
  | { readonly ok: true; readonly spki: Uint8Array }
  | { readonly ok: false; readonly fault: CrlSignerFault };

/**
 * Who signed a CRL, and whether that counts for the certificate of a link (RFC 5280, 6.3.3 f and g): the issuer on the
 * path with the same key; or another certificate with the name of the CRL's issuer that may sign CRLs, whose path
 * leads to the same anchor and that is not revoked itself.
 */
export async function findCrlSigner(
  crl: Crl,
  { issuer, issuerKey }: PathLink,
  context: StatusContext,
  statusOf: StatusOfSigner,
): Promise<CrlSigner> {
  const { signatures, algorithms, existence, pool, trust, anchor } = context;
  const provenSince = () => existence.provenSince(crl.raw);
  let fault: CrlSignerFault = "signature";
  if (crl.issuer.equals(issuer.subject)) {
    const signature = await signatures.check(crl, issuerKey);
    if (signature.verdict === "valid") {
      if (!isReliable(algorithms, signature.algorithm, issuerKey, provenSince))
        return { ok: false, fault: "weak-algorithm" };
      // It has issued the certificate, so without a keyUsage it may do all that issuers do.
      const { keyUsage } = issuer.standardExtensions;
      if (keyUsage === null || keyUsage.has("cRLSign")) return { ok: true, spki: issuerKey.spki };
      fault = "signer-not-authorised";
    }
  }
  const name = crl.issuer.comparisonKey;
  const candidates = [
    ...trust.findIntermediates(name),
    ...pool.filter(({ subject }) => subject.comparisonKey === name),
    ...(anchor.certificate.subject.comparisonKey === name ? [anchor.certificate] : []),
  ];
  for (const candidate of new Set(candidates)) {
    const { publicKey } = candidate;
    if (publicKey === null || candidate === issuer) continue;
    const signature = await signatures.check(crl, publicKey);
    if (signature.verdict !== "valid") continue;
    if (!isReliable(algorithms, signature.algorithm, publicKey, provenSince)) {
      fault = "weak-algorithm";
      continue;
    }
    if (maySignCrls(candidate) && (await leadsToAnchor(candidate, crl, context, statusOf))) {
      return { ok: true, spki: publicKey.spki };
    }
    fault = "signer-not-authorised";
  }
  return { ok: false, fault };
}

/** RFC 5280, 4.2.1.3; where there is no keyUsage, being a CA is what makes it an issuer of CRLs. */
function maySignCrls({ standardExtensions: { keyUsage, basicConstraints } }: Certificate): boolean {
  return keyUsage === null ? basicConstraints?.ca === true : keyUsage.has("cRLSign");
}

async function leadsToAnchor(
  candidate: Certificate,
  crl: Crl,
  { pool, trust, anchor, algorithms, existence, signerPaths }: StatusContext,
  statusOf: StatusOfSigner,
): Promise<boolean> {
  const times = { at: crl.thisUpdate, provenSince: existence.provenSince(candidate.raw) };
  const links = await signerPaths.find(candidate, times, async () => {
    const found = await findPath(candidate, {
      pool,
      trust: withOnlyAnchor(trust, anchor),
      role: "revocation",
      // As for responders of OCSP: when it was signed. How old it may be is another question (timing.ts).
      time: crl.thisUpdate,
      existence,
      // What the signer's certificate policies must be says nothing about those of a signer of CRLs.
      settings: { algorithms, requireExplicitPolicy: false },
    });
    return found.ok ? found.links : null;
  });
  for (const link of links ?? []) {
    if ((await statusOf(link)) !== "good") return false;
  }
  return links !== null;
}

/** The same store with one anchor: two anchors may have the same name. */
function withOnlyAnchor(trust: TrustStore, anchor: TrustAnchor): TrustStore {
  const only = (anchors: readonly TrustAnchor[]) => anchors.filter((each) => each === anchor);
  return {
    id: trust.id,
    sha256: trust.sha256,
    anchors: [anchor],
    intermediates: trust.intermediates,
    policy: trust.policy,
    findAnchors: (subjectKey) => only(trust.findAnchors(subjectKey)),
    findAnchorsByKeyIdentifier: (identifier) => only(trust.findAnchorsByKeyIdentifier(identifier)),
    findIntermediates: (subjectKey) => trust.findIntermediates(subjectKey),
    isIntermediate: (certificate) => trust.isIntermediate(certificate),
  };
}
