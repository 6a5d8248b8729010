import { type AlgorithmPolicy, DEFAULT_ALGORITHM_POLICY } from "./algorithm-policy.ts";
import { ANY_POLICY, KEY_PURPOSE } from "./oids.ts";
import type { TrustRole } from "./trust-anchor.ts";

/** What a caller may ask of paths, beyond role and time (RFC 5280, 6.1.1). */
export interface PathSettings {
  /** Policies of which one must hold for the whole path where a policy is required; by default any. */
  readonly initialPolicies?: readonly string[];
  /** Require that a policy holds for the whole path. False by default. */
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
  readonly algorithms?: AlgorithmPolicy;
  /** CA certificates between leaf and anchor, self-issued ones not counted; by default as many as fit. */
  readonly maxIntermediates?: number;
  /**
   * A CA that restricts itself to key purposes must list one of these or anyExtendedKeyUsage: a sub-CA for servers
   * issues no document signers. Null: no such rule, as RFC 5280 has it. By default what the role needs.
   */
  readonly issuerPurposes?: readonly string[] | null;
  /** Only anchors with one of these tags count. By default all. */
  readonly anchorTags?: readonly string[] | null;
  /** Refuse whatever RFC 5280 demands of CAs that issue, not only what it tells verifiers to refuse. */
  readonly strict?: boolean;
}

export type ResolvedPathSettings = Required<PathSettings>;

/** Extended key usages of which any makes a certificate one for signing documents. */
export const SIGNER_PURPOSES: readonly string[] = [
  KEY_PURPOSE.documentSigning,
  KEY_PURPOSE.emailProtection,
  KEY_PURPOSE.adobeAuthenticDocuments,
  KEY_PURPOSE.microsoftDocumentSigning,
  // What most certificates of persons carry, and often nothing else.
  KEY_PURPOSE.clientAuth,
];

/** Issuers of OCSP responders are the issuers of the certificates in question, whatever these are for. */
const ISSUER_PURPOSES: { readonly [Role in TrustRole]: readonly string[] | null } = {
  signer: SIGNER_PURPOSES,
  tsa: [KEY_PURPOSE.timeStamping],
  revocation: null,
};

export function resolvePathSettings(role: TrustRole, settings: PathSettings = {}): ResolvedPathSettings {
  return {
    initialPolicies: [ANY_POLICY],
    requireExplicitPolicy: false,
    inhibitPolicyMapping: false,
    inhibitAnyPolicy: false,
    algorithms: DEFAULT_ALGORITHM_POLICY,
    maxIntermediates: Number.POSITIVE_INFINITY,
    issuerPurposes: ISSUER_PURPOSES[role],
    anchorTags: null,
    strict: false,
    ...settings,
  };
}
