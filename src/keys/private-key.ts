import { platform } from "#platform";
import { encodeUtf8 } from "../bytes/text.ts";
import { CURVES, DIGESTS } from "../crypto/algorithms.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { verifySignature } from "../crypto/verify.ts";
import { PadesError } from "../errors.ts";
import { type AlgorithmChoice, chooseAlgorithm, publicKeyOf } from "./choose-algorithm.ts";
import type { Signer } from "./signer.ts";
import { webCryptoSigner } from "./web-crypto-signer.ts";

/** What Web Crypto leaves open of an algorithm: all digests of SHA-3 are missing there. */
export type WebCryptoChoice = Pick<AlgorithmChoice, "scheme"> & {
  readonly digest?: "SHA-256" | "SHA-384" | "SHA-512";
};

/**
 * A private key as a signer, if it belongs to the first certificate of `chain`: it is imported non-extractable, and
 * has to sign a few octets that the certificate's key then verifies. Null where it does not belong to it.
 *
 * @param pkcs8 PrivateKeyInfo (RFC 5958), DER
 * @param chain that certificate, then those above it; DER each
 * @throws PadesError ERR_CERTIFICATE where the certificate is malformed; ERR_UNSUPPORTED_ALGORITHM where its key cannot
 *   sign, or not as `choice` says; ERR_INSECURE_CONTEXT
 */
export async function signerIfMatching(
  pkcs8: Uint8Array,
  chain: readonly [Uint8Array, ...Uint8Array[]],
  choice: WebCryptoChoice,
): Promise<Signer | null> {
  const publicKey = publicKeyOf(chain[0]);
  const algorithm = chooseAlgorithm(chain[0], choice);
  const parameters = importParameters(algorithm, publicKey);
  const subtle = platform.subtle();
  let key: CryptoKey;
  try {
    key = await subtle.importKey("pkcs8", new Uint8Array(pkcs8), parameters, false, ["sign"]);
  } catch {
    // Of another kind or curve than the certificate's key, or nothing that Web Crypto takes for a key.
    return null;
  }
  const signer = webCryptoSigner(key, chain, choice.digest === undefined ? {} : { digest: choice.digest });
  const signature = await signer.sign(PROBE);
  const verdict = await verifySignature({ algorithm: signer.algorithm, publicKey, signature, data: PROBE });
  return verdict === "valid" ? signer : null;
}

/** Signed for nobody: it is no DER, so that it can be neither signed attributes nor a certificate. */
const PROBE = encodeUtf8("pades-dossier: does this key belong to this certificate?");

function importParameters(
  algorithm: SignatureAlgorithm,
  publicKey: PublicKey,
): AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams {
  const hash = DIGESTS[algorithm.digest].web;
  switch (algorithm.scheme) {
    case "RSASSA-PKCS1-v1_5":
      if (hash !== null) return { name: "RSASSA-PKCS1-v1_5", hash };
      break;
    case "RSASSA-PSS":
      if (hash !== null) return { name: "RSA-PSS", hash };
      break;
    case "ECDSA": {
      const namedCurve = publicKey.kind === "EC" ? CURVES[publicKey.curve].web : null;
      if (namedCurve !== null) return { name: "ECDSA", namedCurve };
      break;
    }
    case "EdDSA":
      return algorithm.curve;
    case "DSA":
      break;
  }
  throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `Web Crypto cannot sign with a key of kind ${publicKey.name}`);
}
