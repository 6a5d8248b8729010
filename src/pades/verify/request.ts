import { PadesError } from "../../errors.ts";
import { VERSION } from "../../version.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { createVerifiedSignatureCache, type VerifiedSignatureCache } from "../../x509/verified-signature-cache.ts";
import { type EvidenceInput, type GivenEvidence, resolveEvidence } from "./evidence.ts";
import { type ResolvedPolicy, resolvePolicy, type VerificationPolicy } from "./policy.ts";
import { EvidenceLog } from "./used-evidence.ts";
import type { VerificationInputs } from "./verification.ts";

export interface VerifyOptions {
  /** Whom to trust (createTrustStore). Without anchors every signature stays undecided; integrity is judged all the same. */
  readonly trust: TrustStore;
  readonly policy?: VerificationPolicy;
  /** The time at which certificates must hold; by default that of the clock. Reports say which. */
  readonly now?: Date;
  /** CRLs, OCSP responses and certificates beside those in the document. */
  readonly evidence?: EvidenceInput;
  /** Opens an encrypted file, as its user's or its owner's; the empty password is tried in any case. In no report. */
  readonly password?: string;
  /** A name for the file in reports. */
  readonly path?: string;
  /** Aborts between reads: the promise then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** The options with their defaults: everything a verdict depends on beside the file. */
export interface VerificationRequest {
  readonly trust: TrustStore;
  readonly policy: ResolvedPolicy;
  readonly time: Date;
  readonly timeSource: "clock" | "given";
  readonly evidence: GivenEvidence;
  readonly password: string | null;
  readonly path: string | null;
  readonly signal: AbortSignal | null;
  readonly signatures: VerifiedSignatureCache;
  /** Of the evidence that counts for this file. */
  readonly log: EvidenceLog;
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function resolveRequest(options: VerifyOptions): VerificationRequest {
  const { trust, policy, now, evidence, password, path, signal } = options ?? {};
  if (typeof trust?.findAnchors !== "function") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.trust: expected a trust store made by createTrustStore");
  }
  if (now !== undefined && !(now instanceof Date && Number.isFinite(now.getTime()))) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.now: expected a valid Date");
  }
  if (password !== undefined && typeof password !== "string") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.password: expected a string");
  }
  return {
    trust,
    policy: resolvePolicy(policy, trust.policy),
    // The one place where verification looks at the clock.
    // eslint-disable-next-line no-restricted-syntax
    time: now ?? new Date(),
    timeSource: now === undefined ? "clock" : "given",
    evidence: resolveEvidence(evidence),
    password: password ?? null,
    path: path ?? null,
    signal: signal ?? null,
    signatures: cacheOf(trust),
    log: new EvidenceLog(),
  };
}

/** Which certificate signatures verify is remembered with the trust store that a batch shares, and goes with it. */
const caches = new WeakMap<TrustStore, VerifiedSignatureCache>();

function cacheOf(trust: TrustStore): VerifiedSignatureCache {
  const known = caches.get(trust);
  if (known !== undefined) return known;
  const created = createVerifiedSignatureCache();
  caches.set(trust, created);
  return created;
}

export function describeInputs({ trust, policy, evidence }: VerificationRequest): VerificationInputs {
  return {
    engine: "pades-dossier",
    version: VERSION,
    mode: "offline",
    policy: { id: policy.id, sha256: policy.sha256 },
    trust: { id: trust.id, sha256: trust.sha256 },
    evidence: evidence.sha256,
    options: policy.acceptWithoutSignedAttributes ? { acceptWithoutSignedAttributes: true } : {},
  };
}
