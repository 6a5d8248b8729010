import { platform } from "#platform";
import { CURVES, DIGESTS } from "../crypto/algorithms.ts";
import { keyFits } from "../crypto/key-fits.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import { ecdsa, edDsa, rsaPkcs1, rsaPss, type SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { PadesError } from "../errors.ts";
import { publicKeyOf, type SigningDigest } from "./choose-algorithm.ts";
import { ecdsaValueFromPair } from "./ecdsa-value.ts";
import type { Signer } from "./signer.ts";

export interface WebCryptoSignerOptions {
  /** For ECDSA, whose Web Crypto keys leave it open: SHA-256 for P-256, SHA-384 for P-384, SHA-512 for P-521. */
  readonly digest?: Extract<SigningDigest, "SHA-256" | "SHA-384" | "SHA-512">;
}

/**
 * A signer with a Web Crypto key, which may well be non-extractable: RSASSA-PSS, RSASSA-PKCS1-v1_5, ECDSA, Ed25519.
 *
 * @param chain the signer's certificate first, then those above it; DER each
 * @throws PadesError ERR_INVALID_ARGUMENT where `key` cannot sign or `chain` is empty; ERR_CERTIFICATE where the first
 *   certificate is malformed or its key is of another kind; ERR_UNSUPPORTED_ALGORITHM
 */
export function webCryptoSigner(
  key: CryptoKey,
  chain: readonly Uint8Array[],
  options: WebCryptoSignerOptions = {},
): Signer {
  if (key.type !== "private" || !key.usages.includes("sign")) {
    throw new PadesError("ERR_INVALID_ARGUMENT", 'key: expected a private key with the usage "sign"');
  }
  const [certificate, ...rest] = chain;
  if (certificate === undefined) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "chain: expected the signer's certificate first, found none");
  }
  const algorithm = algorithmOfKey(key, options);
  requireFit(key, algorithm, publicKeyOf(certificate));
  return {
    certificate,
    chain: rest,
    algorithm,
    async sign(data, { signal } = {}) {
      signal?.throwIfAborted();
      const value = await platform.subtle().sign(webCryptoParameters(algorithm), key, new Uint8Array(data));
      const octets = new Uint8Array(value);
      return algorithm.scheme === "ECDSA" ? ecdsaValueFromPair(octets) : octets;
    },
  };
}

function algorithmOfKey(key: CryptoKey, { digest }: WebCryptoSignerOptions): SignatureAlgorithm {
  switch (key.algorithm.name) {
    case "RSASSA-PKCS1-v1_5":
      return rsaPkcs1(hashOf(key));
    case "RSA-PSS": {
      const hash = hashOf(key);
      return rsaPss({ digest: hash, mgfDigest: hash, saltLength: DIGESTS[hash].bytes });
    }
    case "ECDSA":
      return ecdsa(digest ?? CURVE_DIGESTS.get(curveOf(key)) ?? "SHA-256");
    case "Ed25519":
      return edDsa("Ed25519");
    default:
      throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `key: signing with ${key.algorithm.name} is not supported`);
  }
}

const CURVE_DIGESTS = new Map<string, SigningDigest>([
  ["P-256", "SHA-256"],
  ["P-384", "SHA-384"],
  ["P-521", "SHA-512"],
]);

/** The hash that an RSA key is bound to (Web Cryptography API, RsaHashedKeyAlgorithm). */
function hashOf(key: CryptoKey): SigningDigest {
  const hash = "hash" in key.algorithm ? key.algorithm.hash : null;
  const name = typeof hash === "object" && hash !== null && "name" in hash ? hash.name : null;
  if (name === "SHA-256" || name === "SHA-384" || name === "SHA-512") return name;
  throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `key: signing with ${String(name)} is not supported`);
}

/** The curve of an ECDSA key (EcKeyAlgorithm). */
function curveOf(key: CryptoKey): string {
  return "namedCurve" in key.algorithm ? String(key.algorithm.namedCurve) : "";
}

/** A certificate of another key would only be noticed when the first signature fails to verify. */
function requireFit(key: CryptoKey, algorithm: SignatureAlgorithm, publicKey: PublicKey): void {
  const sameCurve = publicKey.kind !== "EC" || CURVES[publicKey.curve].web === curveOf(key);
  if (keyFits(algorithm, publicKey) && sameCurve) return;
  throw new PadesError("ERR_CERTIFICATE", `chain: the first certificate holds a key of kind ${publicKey.name}`);
}

function webCryptoParameters(algorithm: SignatureAlgorithm): AlgorithmIdentifier | RsaPssParams | EcdsaParams {
  switch (algorithm.scheme) {
    case "RSASSA-PSS":
      return { name: "RSA-PSS", saltLength: algorithm.saltLength };
    case "ECDSA":
      return { name: "ECDSA", hash: algorithm.digest };
    case "EdDSA":
      return algorithm.curve;
    default:
      return algorithm.scheme;
  }
}
