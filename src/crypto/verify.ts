import { platform } from "#platform";
import { CURVES, DIGESTS, EDWARDS_CURVES } from "./algorithms.ts";
import { digestOf } from "./digest.ts";
import { isSignaturePair, signaturePairFromDer } from "./ecdsa-signature.ts";
import { keyFits } from "./key-fits.ts";
import type { PublicKey } from "./public-key.ts";
import { verifyRsaPkcs1, verifyRsaPss } from "./rsa.ts";
import type { SignatureAlgorithm } from "./signature-algorithms.ts";

/** `unsupported`: this runtime cannot tell. */
export type SignatureVerdict = "valid" | "invalid" | "unsupported";

export type SignatureInput = {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: PublicKey;
  /** As it stands in a CMS or certificate: ECDSA and DSA in DER, plain ECDSA as r and s one after another. */
  readonly signature: Uint8Array;
} & (
  | { readonly data: Uint8Array }
  /** The digest of the data, by the algorithm's digest, where the data is no longer at hand. Never for EdDSA. */
  | { readonly digest: Uint8Array }
);

type KnownPublicKey = Exclude<PublicKey, { kind: "unknown" }>;

/**
 * Verifies a signature value, strictly: one encoding of it, of the exact length, by a key of the kind that the
 * algorithm takes. Hostile bytes never make it throw.
 *
 * @throws PadesError ERR_INSECURE_CONTEXT where the runtime is a page without Web Crypto
 */
export async function verifySignature(input: SignatureInput): Promise<SignatureVerdict> {
  return decide(input);
}

function decide(input: SignatureInput): SignatureVerdict | Promise<SignatureVerdict> {
  const { algorithm, publicKey } = input;
  if (publicKey.kind === "unknown") return "unsupported";
  if (!keyFits(algorithm, publicKey)) return "invalid";
  if (publicKey.kind === "DSA" && publicKey.parameters === null) return "unsupported";
  const signature = normaliseSignature(algorithm, publicKey, input.signature);
  if (signature === null) return "invalid";
  if ("digest" in input) return verifyDigest(algorithm, publicKey, input.digest, signature);

  const { data } = input;
  const conclude = (verified: boolean | null): SignatureVerdict | Promise<SignatureVerdict> =>
    verified === null
      ? verifyDigest(algorithm, publicKey, digestOf(algorithm.digest, data), signature)
      : verdictOf(verified);
  const verified = platform.verify({ algorithm, publicKey, data, signature });
  return verified instanceof Promise ? verified.then(conclude) : conclude(verified);
}

/** The signature as the arithmetic takes it (platform/types.ts); null where it is not in its one form. */
function normaliseSignature(
  algorithm: SignatureAlgorithm,
  publicKey: KnownPublicKey,
  signature: Uint8Array,
): Uint8Array | null {
  switch (publicKey.kind) {
    case "RSA":
    case "RSA-PSS":
      return signature.length === publicKey.modulus.length ? signature : null;
    case "EC": {
      const { bytes } = CURVES[publicKey.curve];
      if (algorithm.scheme === "ECDSA" && algorithm.encoding === "plain") {
        return isSignaturePair(signature, bytes) ? signature : null;
      }
      return signaturePairFromDer(signature, bytes);
    }
    case "DSA":
      return signaturePairFromDer(signature, publicKey.orderBytes);
    case "Ed25519":
    case "Ed448":
      return signature.length === EDWARDS_CURVES[publicKey.kind].signatureBytes ? signature : null;
  }
}

/** In our own arithmetic, the same on every platform. */
function verifyDigest(
  algorithm: SignatureAlgorithm,
  publicKey: KnownPublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): SignatureVerdict | Promise<SignatureVerdict> {
  if (digest.length !== DIGESTS[algorithm.digest].bytes) return "invalid";
  if (publicKey.kind === "RSA" || publicKey.kind === "RSA-PSS") {
    if (algorithm.scheme === "RSASSA-PKCS1-v1_5") {
      return verdictOf(verifyRsaPkcs1(publicKey, algorithm.digest, digest, signature));
    }
    if (algorithm.scheme === "RSASSA-PSS") return verdictOf(verifyRsaPss(publicKey, algorithm, digest, signature));
  }
  if (publicKey.kind !== "EC") return "unsupported";
  // Curves have long parameters, and most platforms know theirs: loaded where they are needed.
  return import("./ecdsa.ts").then(({ verifyEcdsa }) => verdictOf(verifyEcdsa(publicKey, digest, signature)));
}

function verdictOf(verified: boolean): SignatureVerdict {
  return verified ? "valid" : "invalid";
}
