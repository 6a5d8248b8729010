import { resolveSignatureAlgorithm } from "../../../src/asn1/signature-algorithm.ts";
import { verifySignature } from "../../../src/crypto/verify.ts";
import type { Certificate } from "../../../src/x509/certificate.ts";
import type { PathLink } from "../../../src/x509/path-validation.ts";

/** A certificate and the first of `issuers` whose key signed it, as a path would link them. @throws Error where none did */
export async function directLink(certificate: Certificate, issuers: readonly Certificate[]): Promise<PathLink> {
  for (const issuer of issuers) {
    const { publicKey } = issuer;
    if (publicKey === null || !certificate.issuer.equals(issuer.subject)) continue;
    const resolved = resolveSignatureAlgorithm(certificate.signatureAlgorithm, { publicKey });
    if (!resolved.ok) continue;
    const { algorithm } = resolved;
    const { tbs: data, signature } = certificate;
    if ((await verifySignature({ algorithm, publicKey, data, signature })) === "valid") {
      return { certificate, issuer, issuerKey: publicKey, algorithm };
    }
  }
  throw new Error("no issuer signed the certificate");
}
