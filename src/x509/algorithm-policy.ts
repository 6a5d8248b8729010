import type { DigestName } from "../crypto/algorithms.ts";
import { DIGESTS } from "../crypto/algorithms.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";

/** How long something may be relied on: never, until (and not at) a time, or with no end in sight. */
export type Acceptance = "never" | "no-limit" | { readonly until: Date };

/** Keys of at least so many bits, and how long they hold. */
export interface KeySizeRule {
  readonly minBits: number;
  readonly acceptance: Acceptance;
}

/** Kinds of keys that have sizes of their own. */
export type KeyFamily = "RSA" | "EC" | "DSA" | "EdDSA";

/** Which algorithms count, and until when: data, in the manner of ETSI TS 119 312. What is not named never counts. */
export interface AlgorithmPolicy {
  readonly digests: ReadonlyMap<DigestName, Acceptance>;
  /** Of several rules that a key fulfils, the one with the most bits applies. */
  readonly keys: ReadonlyMap<KeyFamily, readonly KeySizeRule[]>;
}

/** 112 bits of security end with 2030 (NIST SP 800-57 part 1, table 4). */
const END_OF_112_BITS: Acceptance = { until: new Date("2031-01-01T00:00:00Z") };

/**
 * The default. SHA-1 and MD5 never: collisions can be made, so that a signature over one says nothing about the
 * document at hand. RSA below 2048 bits and DSA count for what is proven to be from before they were given up.
 */
export const DEFAULT_ALGORITHM_POLICY: AlgorithmPolicy = {
  digests: new Map<DigestName, Acceptance>([
    ["MD5", "never"],
    ["RIPEMD-160", "never"],
    ["SHA-1", "never"],
    ["SHA-224", END_OF_112_BITS],
    ["SHA-512/224", END_OF_112_BITS],
    ["SHA3-224", END_OF_112_BITS],
    ["SHA-256", "no-limit"],
    ["SHA-384", "no-limit"],
    ["SHA-512", "no-limit"],
    ["SHA-512/256", "no-limit"],
    ["SHA3-256", "no-limit"],
    ["SHA3-384", "no-limit"],
    ["SHA3-512", "no-limit"],
    ["SHAKE256", "no-limit"],
  ]),
  keys: new Map<KeyFamily, readonly KeySizeRule[]>([
    [
      "RSA",
      [
        // NIST SP 800-131A: 1024 bits for signatures through 2010; ETSI TS 102 176-1: 1536 bits through 2016.
        { minBits: 1024, acceptance: { until: new Date("2011-01-01T00:00:00Z") } },
        { minBits: 1536, acceptance: { until: new Date("2017-01-01T00:00:00Z") } },
        { minBits: 2048, acceptance: END_OF_112_BITS },
        { minBits: 3072, acceptance: "no-limit" },
      ],
    ],
    ["EC", [{ minBits: 256, acceptance: "no-limit" }]],
    ["EdDSA", [{ minBits: 255, acceptance: "no-limit" }]],
    // FIPS 186-5 gave DSA up; it took effect a year after it was published.
    ["DSA", [{ minBits: 2048, acceptance: { until: new Date("2024-02-03T00:00:00Z") } }]],
  ]),
};

/** Judges by RFC 5280 alone: every algorithm that can be checked counts. For comparison with suites of old certificates. */
export const UNLIMITED_ALGORITHM_POLICY: AlgorithmPolicy = {
  digests: new Map(Object.values(DIGESTS).map(({ name }) => [name, "no-limit"] as const)),
  keys: new Map(
    (["RSA", "EC", "DSA", "EdDSA"] as const).map((family) => [family, [{ minBits: 0, acceptance: "no-limit" }]]),
  ),
};

/** The first time at which this digest no longer counts; null: no end in sight. The epoch stands for never. */
export function digestAcceptedUntil(policy: AlgorithmPolicy, digest: DigestName): Date | null {
  return endOf(policy.digests.get(digest) ?? "never");
}

/** The same for a key. */
export function keyAcceptedUntil(policy: AlgorithmPolicy, key: Pick<PublicKey, "kind" | "bits">): Date | null {
  const family = familyOf(key.kind);
  let best: KeySizeRule | null = null;
  for (const rule of (family && policy.keys.get(family)) ?? []) {
    if (key.bits >= rule.minBits && rule.minBits >= (best?.minBits ?? 0)) best = rule;
  }
  return endOf(best?.acceptance ?? "never");
}

/** The same for a signature: the earliest end of its digests and the key that made it. */
export function signatureAcceptedUntil(
  policy: AlgorithmPolicy,
  algorithm: SignatureAlgorithm,
  key: Pick<PublicKey, "kind" | "bits">,
): Date | null {
  const ends = [digestAcceptedUntil(policy, algorithm.digest), keyAcceptedUntil(policy, key)];
  if (algorithm.scheme === "RSASSA-PSS") ends.push(digestAcceptedUntil(policy, algorithm.mgfDigest));
  return ends.reduce((first, end) => (first === null || (end !== null && end < first) ? end : first), null);
}

/** Whether a signature of this algorithm by this key may be relied on at `time`. */
export function isAcceptable(
  policy: AlgorithmPolicy,
  algorithm: SignatureAlgorithm,
  key: Pick<PublicKey, "kind" | "bits">,
  time: Date,
): boolean {
  return endsAfter(signatureAcceptedUntil(policy, algorithm, key), time);
}

/** Whether a digest alone (of a timestamp's imprint, say) may be relied on at `time`. */
export function isDigestAcceptable(policy: AlgorithmPolicy, digest: DigestName, time: Date): boolean {
  return endsAfter(digestAcceptedUntil(policy, digest), time);
}

function endsAfter(end: Date | null, time: Date): boolean {
  return end === null || time < end;
}

const NEVER = new Date(0);

function endOf(acceptance: Acceptance): Date | null {
  if (acceptance === "never") return NEVER;
  return acceptance === "no-limit" ? null : acceptance.until;
}

function familyOf(kind: PublicKey["kind"]): KeyFamily | null {
  switch (kind) {
    case "RSA":
    case "RSA-PSS":
      return "RSA";
    case "EC":
    case "DSA":
      return kind;
    case "Ed25519":
    case "Ed448":
      return "EdDSA";
    case "unknown":
      return null;
  }
}
