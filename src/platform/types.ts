import type { DigestName } from "../crypto/algorithms.ts";
import type { Digest } from "../crypto/digest.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";

/** A signature whose form has been checked (crypto/verify.ts): what is left is the arithmetic. */
export interface SignatureArithmetic {
  readonly algorithm: SignatureAlgorithm;
  /** Of the kind that the algorithm takes. */
  readonly publicKey: Exclude<PublicKey, { kind: "unknown" }>;
  readonly data: Uint8Array;
  /** RSA: as long as the modulus. ECDSA and DSA: r and s one after another, each as long as the order. */
  readonly signature: Uint8Array;
}

/** What differs between Node and browsers. The package import `#platform` chooses one: `platform` in node.ts or web.ts. */
export interface Platform {
  /** Works for every DigestName. */
  createDigest(name: DigestName): Digest;
  /** The digest of bytes that are all there, for every DigestName, in a new array. */
  digestOf(name: DigestName, bytes: Uint8Array): Uint8Array;
  /**
   * AES in CBC mode without padding: `key` of 16 or 32 bytes, `iv` of 16, `data` in whole blocks. Null where the runtime has
   * none that answers at once: then our own is taken, which only pages that open an encrypted file load (crypto/aes.ts).
   */
  readonly aesCbc:
    | ((operation: "encrypt" | "decrypt", key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array)
    | null;
  /**
   * Whether the signature verifies; null where this runtime lacks the algorithm. A promise only where it must be.
   *
   * @throws PadesError ERR_INSECURE_CONTEXT where Web Crypto is missing
   */
  verify(signature: SignatureArithmetic): boolean | null | Promise<boolean | null>;
  /**
   * Web Crypto.
   *
   * @throws PadesError ERR_INSECURE_CONTEXT where it is missing
   */
  subtle(): SubtleCrypto;
}
