import { Asn1Error } from "../asn1/asn1-error.ts";
import { readAsn1 } from "../asn1/cursor.ts";
import { parsePublicKey } from "../asn1/public-key.ts";
import { DIGESTS, type DigestName } from "../crypto/algorithms.ts";
import { keyFits } from "../crypto/key-fits.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import { ecdsa, edDsa, rsaPkcs1, rsaPss, type SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { PadesError } from "../errors.ts";
import { parseCertificate } from "../x509/certificate.ts";

export type RsaScheme = "RSASSA-PSS" | "RSASSA-PKCS1-v1_5";
/** Digests that new signatures may use. */
export type SigningDigest = "SHA-256" | "SHA-384" | "SHA-512" | "SHA3-256" | "SHA3-384" | "SHA3-512";

/** What a key leaves open. */
export interface AlgorithmChoice {
  /** For RSA keys; RSASSA-PSS where nothing is said. */
  readonly scheme?: RsaScheme;
  /** SHA-256 where nothing is said, for ECDSA the one of the curve's strength. Ed25519 always goes with SHA-512. */
  readonly digest?: SigningDigest;
}

/**
 * The algorithm that a certificate's key signs with.
 *
 * @throws PadesError ERR_CERTIFICATE where the certificate is malformed; ERR_UNSUPPORTED_ALGORITHM where its key
 *   cannot sign, or not as `choice` says
 */
export function chooseAlgorithm(certificate: Uint8Array, choice: AlgorithmChoice = {}): SignatureAlgorithm {
  const key = publicKeyOf(certificate);
  const algorithm = algorithmOf(key, choice);
  if (!keyFits(algorithm, key))
    throw unsupported(`a key that is restricted to other parameters than ${algorithm.name}`);
  return algorithm;
}

/**
 * The public key of a certificate that someone is about to sign with.
 *
 * @throws PadesError ERR_CERTIFICATE
 */
export function publicKeyOf(certificate: Uint8Array): PublicKey {
  try {
    return parsePublicKey(readAsn1(parseCertificate(certificate).spki));
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new PadesError("ERR_CERTIFICATE", `certificate: malformed: ${error.message}`, { cause: error });
  }
}

function algorithmOf(key: PublicKey, { scheme, digest }: AlgorithmChoice): SignatureAlgorithm {
  switch (key.kind) {
    case "RSA":
      return scheme === "RSASSA-PKCS1-v1_5" ? rsaPkcs1(digest ?? "SHA-256") : pss(digest ?? "SHA-256");
    case "RSA-PSS": {
      if (scheme === "RSASSA-PKCS1-v1_5") throw unsupported(`${scheme} by a key for RSASSA-PSS only`);
      return key.restriction === null ? pss(digest ?? "SHA-256") : rsaPss(key.restriction);
    }
    case "EC":
      return ecdsa(digest ?? (key.bits > 384 ? "SHA-512" : key.bits > 256 ? "SHA-384" : "SHA-256"));
    case "Ed25519":
    case "Ed448":
      if (digest !== undefined && digest !== "SHA-512") throw unsupported(`${key.kind} with ${digest} (RFC 8419)`);
      return edDsa(key.kind);
    default:
      throw unsupported(`signing with a key of kind ${key.name}`);
  }
}

/** Salt as long as the digest, and the same digest in the mask (RFC 8017, section 9.1; RFC 4055, section 3.1). */
function pss(digest: DigestName): SignatureAlgorithm {
  return rsaPss({ digest, mgfDigest: digest, saltLength: DIGESTS[digest].bytes });
}

function unsupported(what: string): PadesError {
  return new PadesError("ERR_UNSUPPORTED_ALGORITHM", `not supported: ${what}`);
}
