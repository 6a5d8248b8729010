import { encodeHex } from "../../bytes/hex.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import type { WaivableCheck } from "./verification.ts";

/** What a verifier decides beyond the standards. Anything unusual in it is named by the report's first line. */
export interface VerificationPolicy {
  /** A name for reports; "default" where none is given. */
  readonly id?: string;
  /** Checks that the caller knowingly does without; each is named in the report's first line. None by default. */
  readonly waive?: readonly WaivableCheck[];
  /**
   * Whether a CMS without signed attributes may be valid. Such a signature does not cover the certificate it was
   * made with (RFC 5652, section 5.3; EN 319 122-1 requires the attributes). False by default.
   */
  readonly acceptWithoutSignedAttributes?: boolean;
}

export interface ResolvedPolicy extends Required<VerificationPolicy> {
  /** SHA-256 of the policy's canonical form, lower-case hex. */
  readonly sha256: string;
}

const WAIVABLE: ReadonlySet<string> = new Set<WaivableCheck>(["revocation"]);

/** @throws PadesError ERR_INVALID_ARGUMENT where a check is named that cannot be waived */
export function resolvePolicy(policy: VerificationPolicy = {}): ResolvedPolicy {
  const { id = "default", waive = [], acceptWithoutSignedAttributes = false } = policy;
  for (const check of waive) {
    if (!WAIVABLE.has(check)) {
      const known = [...WAIVABLE].join(", ");
      throw new PadesError("ERR_INVALID_ARGUMENT", `policy.waive: expected any of ${known}, found ${String(check)}`);
    }
  }
  const canonical = JSON.stringify([id, [...waive].sort(), acceptWithoutSignedAttributes]);
  return { id, waive, acceptWithoutSignedAttributes, sha256: encodeHex(digestOf("SHA-256", encodeUtf8(canonical))) };
}
