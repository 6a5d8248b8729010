import { encodeHex } from "../../bytes/hex.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import { isNamedPolicy } from "../../x509/named-policies.ts";
import type { TrustPolicy } from "../../x509/trust-policy.ts";
import type { RevocationMode, WaivableCheck } from "./verification.ts";

/** What a verifier decides beyond the standards. Anything unusual in it is named by the report's first line. */
export interface VerificationPolicy {
  /** A name for reports, by default that of the trust profile's policy. Not one of another named policy. */
  readonly id?: string;
  /** Checks that the caller knowingly does without; each is named in the report's first line. None by default. */
  readonly waive?: readonly WaivableCheck[];
  /**
   * Whether a CMS without signed attributes may be valid. Such a signature does not cover the certificate it was
   * made with (RFC 5652, section 5.3; EN 319 122-1 requires the attributes). False by default.
   */
  readonly acceptWithoutSignedAttributes?: boolean;
  /**
   * What later revisions may do where the document does not say: 2, fill in forms and sign; 3, also annotate (as in
   * ISO 32000-2, table 257). By default as the trust profile says, else 2.
   */
  readonly defaultPermission?: 2 | 3;
  /**
   * Where the status of certificates may come from. "offline": from the document and the evidence handed in. "online": what
   * these leave open is fetched; needs a fetcher. "evidence-only": from the evidence handed in alone; what the document
   * holds counts against a certificate and never for it. By default as the trust profile says, else online where there is
   * a fetcher.
   */
  readonly revocationMode?: RevocationMode;
  /** Whether OCSP responders must answer anew, by repeating a nonce (RFC 9654). Many cannot: false by default. */
  readonly ocspNonce?: boolean;
}

export interface ResolvedPolicy extends Required<Omit<VerificationPolicy, "defaultPermission" | "revocationMode">> {
  /** Null: as the trust profile says. */
  readonly defaultPermission: 2 | 3 | null;
  /** Null: as the trust profile says. */
  readonly revocationMode: RevocationMode | null;
  /** SHA-256 over the canonical form of this and of the trust profile's policy, lower-case hex. */
  readonly sha256: string;
}

const WAIVABLE: ReadonlySet<string> = new Set<WaivableCheck>(["revocation"]);

const MODES: ReadonlySet<string> = new Set<RevocationMode>(["offline", "online", "evidence-only"]);

/**
 * What the caller asks for, on top of the rules of the trust profile.
 * @throws PadesError ERR_INVALID_ARGUMENT where a check is named that cannot be waived, or a policy that is not in force
 */
export function resolvePolicy(policy: VerificationPolicy = {}, rules: TrustPolicy): ResolvedPolicy {
  const { id = rules.id, waive = [], acceptWithoutSignedAttributes = false, defaultPermission = null } = policy;
  const { revocationMode = null, ocspNonce = false } = policy;
  for (const check of waive) {
    if (!WAIVABLE.has(check)) {
      const known = [...WAIVABLE].join(", ");
      throw new PadesError("ERR_INVALID_ARGUMENT", `policy.waive: expected any of ${known}, found ${String(check)}`);
    }
  }
  if (defaultPermission !== null && defaultPermission !== 2 && defaultPermission !== 3) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "policy.defaultPermission: expected 2 or 3");
  }
  if (revocationMode !== null && !MODES.has(revocationMode)) {
    const known = [...MODES].join(", ");
    throw new PadesError("ERR_INVALID_ARGUMENT", `policy.revocationMode: expected any of ${known}`);
  }
  if (id !== rules.id && isNamedPolicy(id)) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `policy.id: "${id}" names rules, and the trust profile's are "${rules.id}"; name it in the profile's policy.id`,
    );
  }
  // What was fetched, and whether, is told by itself: a verdict must come out the same from stored evidence.
  const canonical = JSON.stringify([
    id,
    [...waive].sort(),
    acceptWithoutSignedAttributes,
    defaultPermission,
    rules.sha256,
  ]);
  const sha256 = encodeHex(digestOf("SHA-256", encodeUtf8(canonical)));
  return { id, waive, acceptWithoutSignedAttributes, defaultPermission, revocationMode, ocspNonce, sha256 };
}
