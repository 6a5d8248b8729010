import { PadesError } from "../../errors.ts";
import type { Fetcher } from "../../net/fetcher.ts";
import { VERSION } from "../../version.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { createVerifiedSignatureCache, type VerifiedSignatureCache } from "../../x509/verified-signature-cache.ts";
import { type EvidenceInput, type GivenEvidence, resolveEvidence } from "./evidence/evidence.ts";
import { EvidenceLog } from "./evidence/used-evidence.ts";
import { type ResolvedPolicy, resolvePolicy, type VerificationPolicy } from "./policy.ts";
import type { RevocationMode, VerificationInputs } from "./verification.ts";

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
  /**
   * Asks the network for what document and evidence leave open: certificates of issuers, CRLs, OCSP responses. Without
   * one, no call leaves the machine; nor does one where the revocation mode of policy or trust profile is not "online".
   */
  readonly fetcher?: Fetcher;
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
  readonly mode: RevocationMode;
  /** Null: nothing is fetched. */
  readonly fetcher: Fetcher | null;
  readonly password: string | null;
  readonly path: string | null;
  readonly signal: AbortSignal | null;
  readonly signatures: VerifiedSignatureCache;
  /** Of the evidence that counts for this file. */
  readonly log: EvidenceLog;
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function resolveRequest(options: VerifyOptions): VerificationRequest {
  const { trust, policy, now, evidence, fetcher, password, path, signal } = options ?? {};
  if (typeof trust?.findAnchors !== "function") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.trust: expected a trust store made by createTrustStore");
  }
  if (now !== undefined && !(now instanceof Date && Number.isFinite(now.getTime()))) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.now: expected a valid Date");
  }
  if (password !== undefined && typeof password !== "string") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.password: expected a string");
  }
  if (fetcher !== undefined && typeof fetcher !== "function") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.fetcher: expected a function");
  }
  const resolved = resolvePolicy(policy, trust.policy);
  const mode = resolveMode(resolved, trust, fetcher);
  return {
    trust,
    policy: resolved,
    mode,
    fetcher: mode === "online" ? (fetcher ?? null) : null,
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

/** A trust profile that asks for "online" is for those who have a fetcher too; a caller that asks for it must hand one in. */
function resolveMode(policy: ResolvedPolicy, { policy: profile }: TrustStore, fetcher?: Fetcher): RevocationMode {
  if (policy.revocationMode === "online" && fetcher === undefined) {
    throw new PadesError("ERR_INVALID_ARGUMENT", 'policy.revocationMode: "online" needs options.fetcher');
  }
  const mode = policy.revocationMode ?? profile.revocationMode ?? "online";
  return mode === "online" && fetcher === undefined ? "offline" : mode;
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

/** @param evidence what was handed in, and what was fetched */
export function describeInputs(
  { trust, policy, mode }: VerificationRequest,
  evidence: Pick<GivenEvidence, "sha256">,
): VerificationInputs {
  return {
    engine: "pades-dossier",
    version: VERSION,
    mode,
    policy: { id: policy.id, sha256: policy.sha256 },
    trust: { id: trust.id, sha256: trust.sha256 },
    evidence: evidence.sha256,
    options: {
      ...(policy.acceptWithoutSignedAttributes ? { acceptWithoutSignedAttributes: true } : {}),
      ...(policy.ocspNonce ? { ocspNonce: true } : {}),
    },
  };
}
