import { Asn1Error } from "../asn1/asn1-error.ts";
import { equalBytes } from "../bytes/equal.ts";
import { DIGESTS } from "../crypto/algorithms.ts";
import { PadesError } from "../errors.ts";
import { FetchError, type Fetcher, type FetchResponse } from "../net/fetcher.ts";
import { HostQueue } from "../net/host-queue.ts";
import { pause } from "../net/pause.ts";
import { examineTimestampToken } from "./examine-token.ts";
import { buildTimestampRequest, makeNonce } from "./request.ts";
import { parseTimestampResponse, type TimestampResponse } from "./response.ts";
import type { TimestampAuthority, TimestampCallOptions, TimestampDigest } from "./timestamp-authority.ts";
import { parseTimestampToken } from "./token.ts";

export interface TsaClientOptions {
  /** How the authority is reached; `httpFetcher()` or, on a server, `guardedFetcher()`. */
  readonly fetcher: Fetcher;
  /** What to hash with: SHA-256 by default. */
  readonly digestAlgorithm?: TimestampDigest;
  /** The policy to ask for, as a dotted OID, which the token must then have. */
  readonly policy?: string;
  /** Whether to send a nonce, which the token must then repeat: true by default; some authorities do not know it. */
  readonly nonce?: boolean;
  /** Further header fields, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For one attempt; five minutes by default, because authorities take minutes. */
  readonly timeoutMs?: number;
  /** Attempts after the first where the service did not answer or could not; 2 by default. */
  readonly retries?: number;
  /** Pause before the second attempt, doubled before each further one; 2,000 by default. */
  readonly retryDelayMs?: number;
  /** Calls at once; 2 by default. */
  readonly maxConcurrent?: number;
}

/** Longest answer that is taken: a token with a long chain has some 10 KB. */
const MAX_RESPONSE_BYTES = 1024 * 1024;

/**
 * A timestamp authority behind http (RFC 3161, section 3.4). Every answer is checked before it is handed out: the imprint,
 * nonce and policy that were asked for, and a signature by the certificate in it. Whom to trust is not its question.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT
 */
export function tsaClient(url: string, options: TsaClientOptions): TimestampAuthority {
  if (typeof url !== "string" || !URL.canParse(url)) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "tsaClient: url: expected an http or https address");
  }
  if (typeof options?.fetcher !== "function") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "tsaClient: fetcher: expected a function, such as httpFetcher()");
  }
  const digestAlgorithm = options.digestAlgorithm ?? "SHA-256";
  const queue = new HostQueue(options.maxConcurrent ?? 2);
  return {
    digestAlgorithm,
    timestamp: (digest, { signal = new AbortController().signal } = {}) => {
      if (digest.length !== DIGESTS[digestAlgorithm].bytes) {
        const message = `timestamp: expected a digest of ${DIGESTS[digestAlgorithm].bytes} bytes, found ${digest.length}`;
        return Promise.reject(new PadesError("ERR_INVALID_ARGUMENT", message));
      }
      return queue.run("", signal, () => attemptRepeatedly(url, digest, { ...options, digestAlgorithm }, signal));
    },
  };
}

type Settings = TsaClientOptions & { readonly digestAlgorithm: TimestampDigest };

async function attemptRepeatedly(
  url: string,
  digest: Uint8Array,
  settings: Settings,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { retries = 2, retryDelayMs = 2_000 } = settings;
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptOnce(url, digest, settings, { signal });
    } catch (error) {
      if (attempt >= retries || signal.aborted || !isWorthAnother(error)) throw error;
    }
    await pause(retryDelayMs * 2 ** attempt, signal);
  }
}

/** An authority that is there but cannot now. */
class UnavailableError extends PadesError {}

function isWorthAnother(error: unknown): boolean {
  if (error instanceof FetchError) return error.reason === "timeout" || error.reason === "network";
  return error instanceof UnavailableError;
}

async function attemptOnce(
  url: string,
  digest: Uint8Array,
  settings: Settings,
  { signal }: TimestampCallOptions,
): Promise<Uint8Array> {
  const { fetcher, policy, headers, digestAlgorithm, timeoutMs = 5 * 60 * 1000 } = settings;
  const nonce = settings.nonce === false ? null : makeNonce();
  const answer = await fetcher({
    url,
    method: "POST",
    body: buildTimestampRequest({
      algorithm: digestAlgorithm,
      digest,
      ...(policy === undefined ? {} : { policy }),
      ...(nonce === null ? {} : { nonce }),
    }),
    contentType: "application/timestamp-query",
    accept: "application/timestamp-reply",
    maxBytes: MAX_RESPONSE_BYTES,
    timeoutMs,
    ...(headers === undefined ? {} : { headers }),
    ...(signal === undefined ? {} : { signal }),
  });
  const token = readResponse(url, answer);
  const fault = await tokenFault(token, { digest, digestAlgorithm, policy, nonce });
  if (fault !== null) throw refusal(url, `the answer is no timestamp of what was asked: ${fault}`);
  return token;
}

function readResponse(url: string, { status, contentType, body }: FetchResponse): Uint8Array {
  if (status !== 200) {
    // 429 and 5xx are about now, the other refusals about the request.
    const Kind = status === 429 || status >= 500 ? UnavailableError : PadesError;
    throw new Kind("ERR_TIMESTAMP", `${url}: answered with status ${status}`);
  }
  let response: TimestampResponse;
  try {
    response = parseTimestampResponse(body);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw refusal(url, `the answer, of type ${contentType ?? "unknown"}, is no timestamp response: ${error.message}`);
  }
  const { isGranted, token, failures, text } = response;
  if (isGranted && token !== null) return token;
  const details = [response.status, ...failures, ...(text === "" ? [] : [JSON.stringify(text)])].join(", ");
  const isAboutNow = failures.some((failure) => failure === "timeNotAvailable" || failure === "systemFailure");
  const message = `${url}: the authority gave no timestamp: ${isGranted ? "granted, but without a token" : details}`;
  throw isAboutNow ? new UnavailableError("ERR_TIMESTAMP", message) : new PadesError("ERR_TIMESTAMP", message);
}

interface Asked {
  readonly digest: Uint8Array;
  readonly digestAlgorithm: TimestampDigest;
  readonly policy: string | undefined;
  readonly nonce: Uint8Array | null;
}

/** RFC 3161, section 2.2: what the requester shall verify. Null where all is as asked. */
async function tokenFault(der: Uint8Array, { digest, digestAlgorithm, policy, nonce }: Asked): Promise<string | null> {
  try {
    const token = parseTimestampToken(der);
    const { tstInfo, imprintAlgorithm } = token;
    if (imprintAlgorithm !== digestAlgorithm || !equalBytes(tstInfo.messageImprint.hash, digest))
      return "other imprint";
    if (nonce !== null && tstInfo.nonce !== unsignedValue(nonce)) return "other nonce";
    if (policy !== undefined && tstInfo.policy !== policy) return `policy ${tstInfo.policy}`;
    const { faults } = await examineTimestampToken(token, { imprint: () => digest });
    return faults.length === 0 ? null : faults.map(({ code }) => code).join(", ");
  } catch (error) {
    if (error instanceof Asn1Error) return error.message;
    throw error;
  }
}

function unsignedValue(octets: Uint8Array): bigint {
  return octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function refusal(url: string, message: string): PadesError {
  return new PadesError("ERR_TIMESTAMP", `${url}: ${message}`);
}
