import type { TrustProfilePolicy } from "./trust-profile.ts";

/** Policies that a trust profile may name by `policy.id`, overriding what it says itself. */
export type NamedPolicyId = "default" | "public-ca" | "cong-vu";

/**
 * What Vietnamese law lets sign electronic documents (Law 20/2023/QH15, Circular 15/2025/TT-BKHCN): RSA from 2048 bits
 * and ECDSA from 256 bits, with SHA-256, SHA-384, SHA-512 or SHA-3. Other digests and keys count for nothing; those that
 * are named count for as long as by default.
 */
const DOMESTIC_ALGORITHMS: TrustProfilePolicy["algorithms"] = {
  digests: { "SHA-224": "never", "SHA-512/224": "never", "SHA-512/256": "never", SHAKE256: "never" },
  keys: {
    RSA: [
      { minBits: 2048, until: "2031-01-01T00:00:00Z" },
      { minBits: 3072, until: "no-limit" },
    ],
    EC: [{ minBits: 256, until: "no-limit" }],
    EdDSA: [],
    DSA: [],
  },
};

/**
 * The named policies, as data (docs/trust-policies.md). `public-ca` and `cong-vu` say which PKI may sign: by the tag of
 * the anchor, as the profile gives it. Timestamps and status information count from every anchor that has the role.
 */
export const NAMED_POLICIES: { readonly [Id in NamedPolicyId]: TrustProfilePolicy } = {
  default: {},
  "public-ca": { tags: { signer: ["public-ca"] }, algorithms: DOMESTIC_ALGORITHMS },
  "cong-vu": { tags: { signer: ["cong-vu"] }, algorithms: DOMESTIC_ALGORITHMS },
};

export function isNamedPolicy(id: string): id is NamedPolicyId {
  return Object.hasOwn(NAMED_POLICIES, id);
}
