import type { DigestName } from "../crypto/algorithms.ts";

/** Digests that a new timestamp may be over (ETSI TS 119 312, clause 5.2). */
export type TimestampDigest = Extract<DigestName, "SHA-256" | "SHA-384" | "SHA-512">;

export interface TimestampCallOptions {
  readonly signal?: AbortSignal;
}

/** Whoever gives timestamps: a service over http (`tsaClient`), a device, or a test. */
export interface TimestampAuthority {
  /** What to hash the octets with that are to be stamped. */
  readonly digestAlgorithm: TimestampDigest;
  /**
   * @param digest of the octets to be stamped, by `digestAlgorithm`
   * @returns the token (RFC 3161, section 2.4.2), with the authority's certificate in it
   */
  timestamp(digest: Uint8Array, options?: TimestampCallOptions): Promise<Uint8Array>;
}
