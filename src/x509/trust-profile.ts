import type { TrustRole } from "./trust-anchor.ts";

/**
 * Trust as data, schema `pades-dossier/trust@1` (trust-profile.schema.json): who may vouch for whom, and by which
 * rules. Certificates are PEM, DER in base64, or, in a profile made by a program, DER as bytes (parseCertificates reads files).
 */
export interface TrustProfile {
  readonly schema: "pades-dossier/trust@1";
  /** A name for reports. */
  readonly id: string;
  readonly anchors: readonly TrustProfileAnchor[];
  /** CA certificates that signatures often come without; they help to find paths and are trusted by none. */
  readonly intermediates?: readonly (string | Uint8Array)[];
  readonly policy?: TrustProfilePolicy;
}

export interface TrustProfileAnchor {
  readonly certificate: string | Uint8Array;
  readonly roles: readonly TrustRole[];
  /** Which PKI this is: "public-ca", "cong-vu", … */
  readonly tag?: string;
  /** ISO 8601 with a zone: signatures proven in this period are validated with the anchor. */
  readonly trustFrom?: string;
  readonly trustUntil?: string;
}

/** Rules that go with the anchors; whatever is absent is as the verifier has it by default. */
export interface TrustProfilePolicy {
  /**
   * A named policy, "default", "public-ca" or "cong-vu" (docs/trust-policies.md), of which the members below replace single
   * rules; any other is a name for reports, and the rules are those of "default".
   */
  readonly id?: string;
  readonly algorithms?: {
    /** By digest name, as "SHA-256": "never", "no-limit", or the time from which it no longer counts. */
    readonly digests?: Readonly<Record<string, string>>;
    /** By kind of key, "RSA", "EC", "DSA" or "EdDSA": in place of the default rules for that kind. */
    readonly keys?: Readonly<Record<string, readonly { readonly minBits: number; readonly until: string }[]>>;
  };
  readonly revocation?: {
    readonly mode?: "offline" | "online" | "evidence-only";
    /** Status information may be so much older than the time it is needed for. */
    readonly freshnessHours?: number;
    /** Status information may be so much older than the signature. */
    readonly graceHours?: number;
    /**
     * Hosts with private addresses that may be asked over the network all the same, an intranet's CA: each a host name or an IP
     * address, as it stands in certificates, with a port or without. It changes no verdict that was reached.
     */
    readonly allowPrivateHosts?: readonly string[];
  };
  readonly requiredLevel?: "B-B" | "B-T" | "B-LT" | "B-LTA";
  /** What later revisions may do where the document does not say (ISO 32000-2, table 257). */
  readonly defaultPermission?: 2 | 3;
  /** By role, the tags that count; a role that is absent takes every tag. */
  readonly tags?: { readonly [Role in TrustRole]?: readonly string[] };
  /** RFC 5280, 6.1.1 c, e to g. */
  readonly certificatePolicies?: {
    readonly initial?: readonly string[];
    readonly requireExplicit?: boolean;
    readonly inhibitMapping?: boolean;
    readonly inhibitAny?: boolean;
  };
}
