import { encodeHex } from "../../bytes/hex.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { EvidenceInput } from "../../pades/verify/evidence/evidence.ts";
import type { VerificationPolicy } from "../../pades/verify/policy.ts";
import { describeInputs, resolveRequest, type VerifyOptions } from "../../pades/verify/request.ts";
import type { TrustProfile } from "../../x509/trust-profile.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import { type OnlineSettings, onlineFetcher } from "../online-fetcher.ts";

/** What every file of a batch is verified with: plain values, so that they can be handed to other threads. */
export interface BatchSettings {
  readonly trust: TrustProfile;
  readonly evidence: EvidenceInput | null;
  /** Null: the clock, for each file. */
  readonly now: Date | null;
  readonly policy: VerificationPolicy;
  /** How missing evidence is fetched; offline where it is not given, or null. */
  readonly online?: OnlineSettings | null;
}

/** The options of `verifyPdf`, with one trust store, and so one cache of verified signatures, for all files. */
export function verifyOptionsOf({ trust, evidence, now, policy, online = null }: BatchSettings): VerifyOptions {
  return {
    trust: createTrustStore(trust),
    policy: online === null ? policy : { ...policy, revocationMode: "online" },
    ...(online === null ? {} : { fetcher: onlineFetcher(online, wallClock) }),
    ...(evidence === null ? {} : { evidence }),
    ...(now === null ? {} : { now }),
  };
}

/** How old an answer of the network is has nothing to do with the time for which files are judged. */
function wallClock(): Date {
  // eslint-disable-next-line no-restricted-syntax
  return new Date();
}

/**
 * SHA-256, lower-case hex, of everything beside a file that its verdict depends on, but for the clock: a file that has been
 * verified with the same need not be verified again.
 */
export function inputsDigest(settings: BatchSettings): string {
  return inputsDigestOf(verifyOptionsOf(settings));
}

/** The same of what settings come to. */
export function inputsDigestOf(options: VerifyOptions): string {
  const request = resolveRequest(options);
  const { policy } = request;
  const inputs = {
    ...describeInputs(request, request.evidence),
    waived: policy.waive,
    at: options.now?.toISOString() ?? null,
  };
  return encodeHex(digestOf("SHA-256", encodeUtf8(JSON.stringify(inputs))));
}
