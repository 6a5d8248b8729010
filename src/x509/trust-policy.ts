import { DIGESTS, type DigestName } from "../crypto/algorithms.ts";
import {
  type Acceptance,
  type AlgorithmPolicy,
  DEFAULT_ALGORITHM_POLICY,
  type KeyFamily,
  type KeySizeRule,
} from "./algorithm-policy.ts";
import type { PathSettings } from "./path-settings.ts";
import type { ProfileValue } from "./profile-reader.ts";
import { TRUST_ROLES, type TrustRole } from "./trust-anchor.ts";
import type { TrustProfilePolicy } from "./trust-profile.ts";

/** The policy of a trust profile, read. Null: the profile leaves it to the verifier's default. */
export interface TrustPolicy {
  readonly id: string | null;
  readonly algorithms: AlgorithmPolicy;
  readonly revocationMode: "offline" | "online" | "evidence-only" | null;
  readonly freshnessHours: number | null;
  readonly graceHours: number | null;
  readonly requiredLevel: TrustProfilePolicy["requiredLevel"] | null;
  readonly defaultPermission: 2 | 3 | null;
  /** The tags that count in each role; a role that is absent takes every tag. */
  readonly tags: ReadonlyMap<TrustRole, readonly string[]>;
  readonly certificatePolicies: CertificatePolicySettings;
}

type CertificatePolicySettings = Pick<
  PathSettings,
  "initialPolicies" | "requireExplicitPolicy" | "inhibitPolicyMapping" | "inhibitAnyPolicy"
>;

/** What the policy asks of the paths of one role. */
export function pathSettingsOf(policy: TrustPolicy, role: TrustRole): PathSettings {
  return { ...policy.certificatePolicies, algorithms: policy.algorithms, anchorTags: policy.tags.get(role) ?? null };
}

/** @throws PadesError ERR_TRUST_PROFILE */
export function readTrustPolicy(policy: ProfileValue): TrustPolicy {
  const fields = policy.isAbsent ? null : policy.fields(...POLICY_KEYS);
  const revocation = optional(fields?.revocation, (value) => value.fields("mode", "freshnessHours", "graceHours"));
  return {
    id: optional(fields?.id, (value) => value.string()),
    algorithms: optional(fields?.algorithms, readAlgorithms) ?? DEFAULT_ALGORITHM_POLICY,
    revocationMode: optional(revocation?.mode, (value) => value.oneOf("offline", "online", "evidence-only")),
    freshnessHours: optional(revocation?.freshnessHours, (value) => value.number()),
    graceHours: optional(revocation?.graceHours, (value) => value.number()),
    requiredLevel: optional(fields?.requiredLevel, (value) => value.oneOf("B-B", "B-T", "B-LT", "B-LTA")),
    defaultPermission: optional(fields?.defaultPermission, (value) => value.oneOf(2, 3)),
    tags: optional(fields?.tags, readTags) ?? new Map(),
    certificatePolicies: optional(fields?.certificatePolicies, readCertificatePolicies) ?? {},
  };
}

const POLICY_KEYS = [
  "id",
  "algorithms",
  "revocation",
  "requiredLevel",
  "defaultPermission",
  "tags",
  "certificatePolicies",
] as const;

function optional<T>(value: ProfileValue | undefined, read: (value: ProfileValue) => T): T | null {
  return value === undefined || value.isAbsent ? null : read(value);
}

function readAlgorithms(value: ProfileValue): AlgorithmPolicy {
  const { digests, keys } = value.fields("digests", "keys");
  const digestRules = new Map(DEFAULT_ALGORITHM_POLICY.digests);
  for (const [name, rule] of digests.isAbsent ? [] : digests.entries())
    digestRules.set(digestName(name, rule), readAcceptance(rule));
  const keyRules = new Map(DEFAULT_ALGORITHM_POLICY.keys);
  for (const [name, rules] of keys.isAbsent ? [] : keys.entries()) {
    const family =
      KEY_FAMILIES.find((each) => each === name) ??
      rules.fail(`a kind of key among ${KEY_FAMILIES.join(", ")} as the name`);
    keyRules.set(family, rules.list().map(readKeySizeRule));
  }
  return { digests: digestRules, keys: keyRules };
}

const KEY_FAMILIES: readonly KeyFamily[] = ["RSA", "EC", "DSA", "EdDSA"];

function digestName(name: string, rule: ProfileValue): DigestName {
  const digest = Object.values(DIGESTS).find((each) => each.name === name);
  return digest?.name ?? rule.fail(`a digest among ${Object.keys(DIGESTS).join(", ")} as the name`);
}

function readKeySizeRule(value: ProfileValue): KeySizeRule {
  const { minBits, until } = value.fields("minBits", "until");
  return { minBits: minBits.number(), acceptance: readAcceptance(until) };
}

function readAcceptance(value: ProfileValue): Acceptance {
  if (value.value === "never" || value.value === "no-limit") return value.value;
  return { until: value.time() };
}

function readTags(value: ProfileValue): ReadonlyMap<TrustRole, readonly string[]> {
  const byRole = value.fields(...TRUST_ROLES);
  const tags = new Map<TrustRole, readonly string[]>();
  for (const role of TRUST_ROLES) {
    const list = optional(byRole[role], (given) => given.list().map((tag) => tag.string()));
    if (list !== null) tags.set(role, list);
  }
  return tags;
}

function readCertificatePolicies(value: ProfileValue): CertificatePolicySettings {
  const { initial, requireExplicit, inhibitMapping, inhibitAny } = value.fields(
    "initial",
    "requireExplicit",
    "inhibitMapping",
    "inhibitAny",
  );
  return {
    ...(initial.isAbsent ? {} : { initialPolicies: initial.list().map((policy) => policy.string()) }),
    ...(requireExplicit.isAbsent ? {} : { requireExplicitPolicy: requireExplicit.boolean() }),
    ...(inhibitMapping.isAbsent ? {} : { inhibitPolicyMapping: inhibitMapping.boolean() }),
    ...(inhibitAny.isAbsent ? {} : { inhibitAnyPolicy: inhibitAny.boolean() }),
  };
}
