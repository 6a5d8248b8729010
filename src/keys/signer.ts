import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";

export interface SignCallOptions {
  /** Aborts waiting for a token, a person or a service. */
  readonly signal?: AbortSignal;
}

/**
 * Someone who can sign: a key in this process, a token, a remote service. The private key itself is never asked for.
 */
export interface Signer {
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array;
  /** The certificates above it, DER: its issuer first, each followed by its own, the root at the end or left out. */
  readonly chain: readonly Uint8Array[];
  /** How `sign` signs. Its `digest` is also the digest of the document. */
  readonly algorithm: SignatureAlgorithm;
  /**
   * Resolves with the signature value over `data`, as a CMS holds it: ECDSA as Ecdsa-Sig-Value in DER, RSA as long as
   * the modulus. `data` is what is to be signed, a few hundred octets, not its digest.
   * Rejects with whatever keeps it from signing, and where `options.signal` is aborted.
   */
  sign(data: Uint8Array, options?: SignCallOptions): Promise<Uint8Array>;
}
