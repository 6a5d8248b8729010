import type { Certificate } from "./certificate.ts";

/** What an anchor is trusted for: signers of documents, timestamp authorities, issuers of status information. */
export type TrustRole = "signer" | "tsa" | "revocation";

export const TRUST_ROLES: readonly TrustRole[] = ["signer", "tsa", "revocation"];

/** A name and key that the user trusts, as a certificate states them (RFC 5280, 6.1.1 d). */
export interface TrustAnchor {
  readonly certificate: Certificate;
  readonly roles: ReadonlySet<TrustRole>;
  /** Which PKI this is, for rules on who may sign what; null where the profile gives none. */
  readonly tag: string | null;
  /** Signatures proven from this time on are validated with it; null: from ever. */
  readonly trustFrom: Date | null;
  /** Signatures proven up to this time still are, however late they are looked at; null: no end. */
  readonly trustUntil: Date | null;
}
