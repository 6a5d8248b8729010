import type { PathStop } from "../findings.ts";

/** Why a timestamp token proves nothing, or not yet. Each is a fact about the token, to be made a finding elsewhere. */
export type TimestampFault =
  /** It is no token: RFC 3161, section 2.4.2. */
  | { readonly code: "malformed"; readonly detail: string }
  /** It is a timestamp of something else. */
  | { readonly code: "imprint-mismatch" }
  /** By an unknown digest, or the octets to compare with are not at hand. */
  | { readonly code: "imprint-unknown"; readonly algorithm: string }
  | { readonly code: "signed-attributes-missing" }
  | { readonly code: "signed-attributes-malformed"; readonly detail: string }
  /** The TSTInfo is not what was signed. */
  | { readonly code: "digest-mismatch" }
  | { readonly code: "signature-mismatch" }
  | { readonly code: "algorithm-unsupported"; readonly algorithm: string }
  | { readonly code: "algorithm-inconsistent"; readonly detail: string }
  | { readonly code: "certificate-not-found" }
  | { readonly code: "certificate-ambiguous"; readonly count: number }
  /** RFC 5816, section 2.2.1: the attribute that binds the token to one certificate is missing. */
  | { readonly code: "signing-certificate-missing" }
  | { readonly code: "signing-certificate-mismatch" }
  /** RFC 3161, section 2.3: extendedKeyUsage must be critical and timeStamping alone. */
  | { readonly code: "certificate-purpose"; readonly reason: "is-ca" | "key-usage" | "extended-key-usage" }
  /** The authority's key is the key of what it stamped. */
  | { readonly code: "key-of-signer" }
  /** The token's time is later than the time of judgment. */
  | { readonly code: "in-the-future" }
  | { readonly code: "algorithm-weak"; readonly algorithm: string }
  /** No path to an anchor with the role "tsa", at the token's own time or at the time of judgment. */
  | {
      readonly code: "no-path";
      readonly at: "generation" | "judgment";
      readonly stop: PathStop;
      readonly certificate: string;
    };

export type TimestampFaultCode = TimestampFault["code"];

/** Faults that no further evidence can heal. */
const FINAL: ReadonlySet<TimestampFaultCode> = new Set<TimestampFaultCode>([
  "malformed",
  "imprint-mismatch",
  "signed-attributes-missing",
  "signed-attributes-malformed",
  "digest-mismatch",
  "signature-mismatch",
  "algorithm-inconsistent",
  "signing-certificate-mismatch",
  "certificate-purpose",
  "key-of-signer",
]);

/** What faults make of a token: it is no proof, it is none yet, or it is one. */
export function judgeFaults(faults: readonly TimestampFault[]): "passed" | "indeterminate" | "failed" {
  if (faults.length === 0) return "passed";
  return faults.some(({ code }) => FINAL.has(code)) ? "failed" : "indeterminate";
}
