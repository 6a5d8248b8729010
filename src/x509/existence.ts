import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { type AlgorithmPolicy, signatureAcceptedUntil } from "./algorithm-policy.ts";

/** By when certificates and pieces of evidence are proven to have existed (EN 319 102-1, clause 5.6.2.3). */
export interface Existence {
  /**
   * @param der the whole certificate, CRL or OCSP response, or timestamp token
   * @returns the earliest time that a validated timestamp proves for these octets, else the time of validation
   */
  provenSince(der: Uint8Array): Date;
}

/** Everything at hand exists at a time, and nothing proves that any of it is older. */
export function existsSince(time: Date): Existence {
  return { provenSince: () => time };
}

/**
 * Whether the signature on a certificate or a piece of evidence may be relied on: its algorithm and key must have held
 * when the signed object is proven to have been there (EN 319 102-1, clause 5.6.2.2). Whatever is only said to be from
 * that time may have been made since with a key that is no secret any more.
 */
export function isReliable(
  policy: AlgorithmPolicy,
  algorithm: SignatureAlgorithm,
  key: Pick<PublicKey, "kind" | "bits">,
  provenSince: () => Date,
): boolean {
  const until = signatureAcceptedUntil(policy, algorithm, key);
  return until === null || provenSince() < until;
}
