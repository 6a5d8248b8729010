import { encodeHex } from "../bytes/hex.ts";
import { encodeUtf8 } from "../bytes/text.ts";
import { DIGESTS, type DigestName } from "../crypto/algorithms.ts";
import { digestOf } from "../crypto/digest.ts";
import {
  type Acceptance,
  type AlgorithmPolicy,
  DEFAULT_ALGORITHM_POLICY,
  type KeyFamily,
  type KeySizeRule,
} from "./algorithm-policy.ts";
import { isNamedPolicy, NAMED_POLICIES } from "./named-policies.ts";
import type { PathSettings } from "./path-settings.ts";
import { ProfileValue } from "./profile-reader.ts";
import { TRUST_ROLES, type TrustRole } from "./trust-anchor.ts";
import type { TrustProfilePolicy } from "./trust-profile.ts";

/** The policy of a trust profile, read. Null: the profile leaves it to the verifier's default. */
export interface TrustPolicy {
  /** That of a named policy (named-policies.ts), or a name of the profile's own; "default" where it gives none. */
  readonly id: string;
  /** SHA-256 of its canonical form, lower-case hex. */
  readonly sha256: string;
  readonly algorithms: AlgorithmPolicy;
  readonly revocationMode: "offline" | "online" | "evidence-only" | null;
  readonly freshnessHours: number | null;
  readonly graceHours: number | null;
  /** For `allowPrivate` of a fetcher. Not part of the digest: no verdict depends on where evidence came from. */
  readonly allowPrivateHosts: readonly string[];
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

/**
 * Reads the policy of a profile: that of its name where there is one, else the default, with what the profile says itself
 * in place of its members.
 * @throws PadesError ERR_TRUST_PROFILE
 */
export function readTrustPolicy(policy: ProfileValue): TrustPolicy {
  const own = policy.isAbsent ? null : policy.fields(...POLICY_KEYS);
  const id = optional(own?.id, (value) => value.string()) ?? "default";
  const named = new ProfileValue(NAMED_POLICIES[isNamedPolicy(id) ? id : "default"], `policy ${id}`);
  const base = applyRules(NO_RULES, named.fields(...POLICY_KEYS));
  const rules = own === null ? base : applyRules(base, own);
  const canonical = JSON.stringify([id, canonicalForm(rules)]);
  const allowPrivateHosts = own === null ? [] : readAllowedHosts(own.revocation);
  return { id, sha256: encodeHex(digestOf("SHA-256", encodeUtf8(canonical))), ...rules, allowPrivateHosts };
}

/** All that verdicts depend on, but the name. */
type Rules = Omit<TrustPolicy, "id" | "sha256" | "allowPrivateHosts">;

/** What a verdict depends on, in one order. */
function canonicalForm({ algorithms, tags, ...rules }: Rules): unknown {
  const acceptance = (end: Acceptance) => (typeof end === "string" ? end : end.until.toISOString());
  return sortKeys({
    ...rules,
    tags: Object.fromEntries([...tags].map(([role, names]) => [role, [...names].sort()])),
    digests: Object.fromEntries([...algorithms.digests].map(([name, end]) => [name, acceptance(end)])),
    keys: Object.fromEntries(
      [...algorithms.keys].map(([family, sizes]) => [
        family,
        sizes.map((size) => [size.minBits, acceptance(size.acceptance)]),
      ]),
    ),
  });
}

const NO_RULES: Rules = {
  algorithms: DEFAULT_ALGORITHM_POLICY,
  revocationMode: null,
  freshnessHours: null,
  graceHours: null,
  requiredLevel: null,
  defaultPermission: null,
  tags: new Map(),
  certificatePolicies: {},
};

function applyRules(base: Rules, fields: { readonly [K in (typeof POLICY_KEYS)[number]]: ProfileValue }): Rules {
  const revocation = optional(fields.revocation, (value) => value.fields(...REVOCATION_KEYS));
  return {
    algorithms: optional(fields.algorithms, (value) => readAlgorithms(value, base.algorithms)) ?? base.algorithms,
    revocationMode:
      optional(revocation?.mode, (value) => value.oneOf("offline", "online", "evidence-only")) ?? base.revocationMode,
    freshnessHours: optional(revocation?.freshnessHours, (value) => value.number()) ?? base.freshnessHours,
    graceHours: optional(revocation?.graceHours, (value) => value.number()) ?? base.graceHours,
    requiredLevel:
      optional(fields.requiredLevel, (value) => value.oneOf("B-B", "B-T", "B-LT", "B-LTA")) ?? base.requiredLevel,
    defaultPermission: optional(fields.defaultPermission, (value) => value.oneOf(2, 3)) ?? base.defaultPermission,
    tags: new Map([...base.tags, ...(optional(fields.tags, readTags) ?? [])]),
    certificatePolicies: {
      ...base.certificatePolicies,
      ...optional(fields.certificatePolicies, readCertificatePolicies),
    },
  };
}

const REVOCATION_KEYS = ["mode", "freshnessHours", "graceHours", "allowPrivateHosts"] as const;

/** A host name, an IPv4 address or an IPv6 address in brackets, with a port or without; no address of a page, no pattern. */
const HOST = /^(?:[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/iu;

function readAllowedHosts(revocation: ProfileValue): readonly string[] {
  const hosts = optional(revocation, (value) => value.fields(...REVOCATION_KEYS).allowPrivateHosts);
  const list = optional(hosts ?? undefined, (value) => value.list()) ?? [];
  return list.map((host) =>
    HOST.test(host.string())
      ? host.string()
      : host.fail('a host, or host:port, as "ca.tinh.gov.vn" or "10.0.0.5:8080"'),
  );
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

function readAlgorithms(value: ProfileValue, base: AlgorithmPolicy): AlgorithmPolicy {
  const { digests, keys } = value.fields("digests", "keys");
  const digestRules = new Map(base.digests);
  for (const [name, rule] of digests.isAbsent ? [] : digests.entries())
    digestRules.set(digestName(name, rule), readAcceptance(rule));
  const keyRules = new Map(base.keys);
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

/** The same value for the same content, whatever the order of keys. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  // As a list of pairs: an object would put keys that look like numbers first.
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sortKeys(item)]);
}
