import { Asn1Error } from "../asn1/asn1-error.ts";
import { CLOCK_TOLERANCE_MS } from "../limits.ts";
import type { AlgorithmPolicy } from "../x509/algorithm-policy.ts";
import { isAcceptable, isDigestAcceptable } from "../x509/algorithm-policy.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Existence } from "../x509/existence.ts";
import { findPath, type PathResult } from "../x509/path-building.ts";
import type { PathSettings } from "../x509/path-settings.ts";
import type { TrustStore } from "../x509/trust-store.ts";
import type { VerifiedSignatureCache } from "../x509/verified-signature-cache.ts";
import { type ExaminationInput, examineTimestampToken, type TokenExamination } from "./examine-token.ts";
import { judgeFaults, type TimestampFault } from "./timestamp-fault.ts";
import { parseTimestampToken, type TimestampToken } from "./token.ts";

export interface TimestampInput extends ExaminationInput {
  readonly trust: TrustStore;
  /**
   * When the token must hold: now, or the time at which a later timestamp, itself validated, proves that it was there.
   */
  readonly time: Date;
  /** By when each certificate is proven to have been there; where nothing is said, at the time that it is judged for. */
  readonly existence?: Existence;
  /** In place of what the trust profile's policy says. */
  readonly settings?: PathSettings;
  readonly caches?: { readonly signatures?: VerifiedSignatureCache };
}

export interface TimestampVerdict {
  /** Revocation is not part of it: see `path.links`. */
  readonly verdict: "passed" | "indeterminate" | "failed";
  readonly faults: readonly TimestampFault[];
  /** Null where it is malformed, as is all else then. */
  readonly token: TimestampToken | null;
  /** What the token says the time was. */
  readonly genTime: Date | null;
  /** The end of the span that genTime and accuracy leave: what it proves is that the octets were there by then. */
  readonly notLaterThan: Date | null;
  /** Its beginning: whatever holds the token is not older. */
  readonly notEarlierThan: Date | null;
  readonly examination: TokenExamination | null;
  /** At the token's own time. */
  readonly pathAtGeneration: PathResult | null;
  /** At the time of judgment. */
  readonly path: PathResult | null;
}

/**
 * Verifies a timestamp token (RFC 3161; EN 319 102-1, clause 5.4, but for revocation): what it says for itself, its
 * algorithms, and a path to an anchor with the role "tsa", at its own time and at the time of judgment.
 *
 * @param der a token: read by `parseTimestampToken`, or its octets
 * @throws PadesError ERR_INSECURE_CONTEXT where the runtime is a page without Web Crypto; whatever `imprint` rejects with
 */
export async function verifyTimestampToken(
  der: Uint8Array | TimestampToken,
  input: TimestampInput,
): Promise<TimestampVerdict> {
  const token = der instanceof Uint8Array ? tryParse(der) : der;
  if (token instanceof Asn1Error) return unreadable(token.message);
  const examination = await examineTimestampToken(token, input);
  const { genTime, accuracyMs } = token.tstInfo;
  const faults = [...examination.faults];
  if (genTime.getTime() > input.time.getTime() + CLOCK_TOLERANCE_MS) faults.push({ code: "in-the-future" });
  faults.push(...weakAlgorithms(token, examination, input));

  const pathAtGeneration = await pathOf(token, examination.certificate, genTime, input);
  const path = await pathOf(token, examination.certificate, input.time, input);
  faults.push(...pathFaults(pathAtGeneration, "generation"), ...pathFaults(path, "judgment"));
  return {
    verdict: judgeFaults(faults),
    faults,
    token,
    genTime,
    notLaterThan: new Date(genTime.getTime() + Math.ceil(accuracyMs ?? 0)),
    notEarlierThan: new Date(genTime.getTime() - Math.ceil(accuracyMs ?? 0)),
    examination,
    pathAtGeneration,
    path,
  };
}

function tryParse(der: Uint8Array): TimestampToken | Asn1Error {
  try {
    return parseTimestampToken(der);
  } catch (error) {
    if (error instanceof Asn1Error) return error;
    throw error;
  }
}

function unreadable(detail: string): TimestampVerdict {
  return {
    verdict: "failed",
    faults: [{ code: "malformed", detail }],
    token: null,
    genTime: null,
    notLaterThan: null,
    notEarlierThan: null,
    examination: null,
    pathAtGeneration: null,
    path: null,
  };
}

async function pathOf(
  token: TimestampToken,
  certificate: Certificate | null,
  time: Date,
  { trust, pool = [], existence, settings, caches }: TimestampInput,
): Promise<PathResult | null> {
  if (certificate === null) return null;
  return findPath(certificate, {
    pool: [...token.certificates, ...pool],
    trust,
    role: "tsa",
    time,
    ...(existence === undefined ? {} : { existence }),
    ...(settings === undefined ? {} : { settings }),
    ...(caches === undefined ? {} : { caches }),
  });
}

function pathFaults(path: PathResult | null, at: "generation" | "judgment"): TimestampFault[] {
  if (path === null || path.ok) return [];
  const { stop, certificate } = path.nearest;
  return [{ code: "no-path", at, stop, certificate }];
}

/** The imprint's digest, and the authority's own signature, at the time of judgment. */
function weakAlgorithms(
  { imprintAlgorithm }: TimestampToken,
  { signature }: TokenExamination,
  { trust, settings, time }: TimestampInput,
): TimestampFault[] {
  const policy: AlgorithmPolicy = settings?.algorithms ?? trust.policy.algorithms;
  const faults: TimestampFault[] = [];
  if (imprintAlgorithm !== null && !isDigestAcceptable(policy, imprintAlgorithm, time)) {
    faults.push({ code: "algorithm-weak", algorithm: imprintAlgorithm });
  }
  if (signature?.signatureAlgorithm != null && signature.publicKey !== null) {
    const { signatureAlgorithm, publicKey, digestAlgorithm } = signature;
    if (!isAcceptable(policy, signatureAlgorithm, publicKey, time)) {
      faults.push({ code: "algorithm-weak", algorithm: `${signatureAlgorithm.name}, ${publicKey.bits} bits` });
    }
    if (digestAlgorithm !== null && !isDigestAcceptable(policy, digestAlgorithm, time)) {
      faults.push({ code: "algorithm-weak", algorithm: digestAlgorithm });
    }
  }
  return faults;
}
