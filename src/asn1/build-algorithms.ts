import { DIGESTS, type DigestName, KEY_OIDS, MGF1 } from "../crypto/algorithms.ts";
import { type PssParameters, SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { PadesError } from "../errors.ts";
import { type Der, explicit, nullValue, objectIdentifier, sequence, smallInteger } from "./build.ts";

/** AlgorithmIdentifier of a digest, without parameters (RFC 5754, section 2). */
export function buildDigestAlgorithm(digest: DigestName): Der {
  return sequence(objectIdentifier(DIGESTS[digest].oid));
}

/**
 * AlgorithmIdentifier of a signature algorithm: RSA with NULL (RFC 4055, section 5), RSASSA-PSS with its parameters
 * written out, ECDSA and EdDSA without any (RFC 5758, section 3.2; RFC 8410, section 3).
 *
 * @throws PadesError ERR_UNSUPPORTED_ALGORITHM where the combination has no identifier
 */
export function buildSignatureAlgorithm(algorithm: SignatureAlgorithm): Der {
  if (algorithm.scheme === "RSASSA-PSS")
    return sequence(objectIdentifier(KEY_OIDS.rsaPss), buildPssParameters(algorithm));
  const oid = oidOf(algorithm);
  return algorithm.scheme === "RSASSA-PKCS1-v1_5"
    ? sequence(objectIdentifier(oid), nullValue())
    : sequence(objectIdentifier(oid));
}

function oidOf(algorithm: SignatureAlgorithm): string {
  for (const [oid, entry] of SIGNATURE_ALGORITHMS) {
    if (entry.algorithm.name === algorithm.name) return oid;
  }
  throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `no identifier for ${algorithm.name}`);
}

/** RSASSA-PSS-params (RFC 4055, section 3.1); DER leaves out what equals a default (X.690, 11.5). */
export function buildPssParameters({ digest, mgfDigest, saltLength }: PssParameters): Der {
  const parts: Uint8Array[] = [];
  if (digest !== "SHA-1") parts.push(explicit(0, buildHashWithNull(digest)));
  if (mgfDigest !== "SHA-1") {
    parts.push(explicit(1, sequence(objectIdentifier(MGF1), buildHashWithNull(mgfDigest))));
  }
  if (saltLength !== 20) parts.push(explicit(2, smallInteger(saltLength)));
  return sequence(...parts);
}

/** RFC 4055, section 2.1, writes these identifiers with NULL, and so does everyone. */
function buildHashWithNull(digest: DigestName): Der {
  return sequence(objectIdentifier(DIGESTS[digest].oid), nullValue());
}
