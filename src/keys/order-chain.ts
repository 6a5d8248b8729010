import { Asn1Error } from "../asn1/asn1-error.ts";
import { readAsn1 } from "../asn1/cursor.ts";
import { parsePublicKey } from "../asn1/public-key.ts";
import { resolveSignatureAlgorithm } from "../asn1/signature-algorithm.ts";
import { verifySignature } from "../crypto/verify.ts";
import { MAX_PATH_LENGTH } from "../limits.ts";
import type { Certificate } from "../x509/certificate.ts";

/**
 * The certificates above `leaf` among `pool`: its issuer, then that one's, as far as they are there. An issuer is who
 * made the signature, whatever the names say.
 *
 * @throws PadesError ERR_INSECURE_CONTEXT
 */
export async function orderChain(leaf: Certificate, pool: readonly Certificate[]): Promise<Certificate[]> {
  const chain: Certificate[] = [];
  let current = leaf;
  while (!current.isSelfIssued && chain.length < MAX_PATH_LENGTH) {
    const issuer = await findIssuer(current, pool);
    if (issuer === null || chain.includes(issuer)) break;
    chain.push(issuer);
    current = issuer;
  }
  return chain;
}

async function findIssuer(certificate: Certificate, pool: readonly Certificate[]): Promise<Certificate | null> {
  for (const candidate of pool) {
    if (candidate.subject.equals(certificate.issuer) && (await isSignedBy(certificate, candidate))) return candidate;
  }
  return null;
}

async function isSignedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  try {
    const publicKey = parsePublicKey(readAsn1(issuer.spki));
    const resolved = resolveSignatureAlgorithm(certificate.signatureAlgorithm, { publicKey });
    if (!resolved.ok) return false;
    const { tbs: data, signature } = certificate;
    return (await verifySignature({ algorithm: resolved.algorithm, publicKey, data, signature })) === "valid";
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}
