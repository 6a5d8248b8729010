import { abortable } from "./abortable.ts";
import { type Deadline, openDeadline } from "./deadline.ts";
import { FetchError, type Fetcher, type FetchFailure, type FetchRequest, type FetchResponse } from "./fetcher.ts";

/** What all requests made through one bounded fetcher may cost together. */
export interface FetchBounds {
  readonly maxBytes: number;
  readonly maxTimeMs: number;
  /** Ends all of them. */
  readonly signal: AbortSignal | null;
}

export interface BoundedFetcher {
  readonly fetcher: Fetcher;
  /** To be called when nothing more will be asked. */
  close(): void;
}

/** A host that let us down in one of these ways is not asked again. */
const LASTING: ReadonlySet<FetchFailure> = new Set<FetchFailure>(["address", "timeout", "network"]);

/**
 * A fetcher, whosever it is, held to bounds: it rejects with FetchError or the reason of the signal and nothing else,
 * never waits for what does not end, and gives up on a host that was out of reach once.
 */
export function boundedFetcher(fetcher: Fetcher, bounds: FetchBounds): BoundedFetcher {
  const late = new FetchError("limit", "", "no time is left");
  const deadline = openDeadline(bounds.signal ?? undefined, bounds.maxTimeMs, late);
  const lost = new Map<string, FetchFailure>();
  let bytesLeft = bounds.maxBytes;

  const askOne = async (request: FetchRequest, host: string): Promise<FetchResponse> => {
    const failure = lost.get(host);
    if (failure !== undefined) throw new FetchError(failure, request.url, "out of reach before");
    if (deadline.signal.aborted) throw deadline.signal.reason;
    if (bytesLeft <= 0) throw new FetchError("limit", request.url, "too much was fetched");
    const maxBytes = Math.min(bytesLeft, request.maxBytes ?? bytesLeft);
    try {
      const answer = checkAnswer(await endingWith(deadline, fetcher, { ...request, maxBytes }), request.url, maxBytes);
      bytesLeft -= answer.body.length;
      return answer;
    } catch (error) {
      if (deadline.signal.aborted) throw deadline.signal.reason;
      const known = error instanceof FetchError ? error : strange(error, request.url);
      if (LASTING.has(known.reason)) lost.set(host, known.reason);
      throw known;
    }
  };
  return {
    fetcher: (request) => askOne(request, hostOf(request.url)),
    close: () => deadline.close(),
  };
}

/** Lets only so many requests through, and only so many for one host: the others are not made. */
export function countedFetcher(
  fetcher: Fetcher,
  { maxRequests, maxPerHost }: { readonly maxRequests: number; readonly maxPerHost: number },
): Fetcher {
  const byHost = new Map<string, number>();
  let made = 0;
  return async (request) => {
    const host = hostOf(request.url);
    const toHost = byHost.get(host) ?? 0;
    if (made >= maxRequests || toHost >= maxPerHost) {
      throw new FetchError("limit", request.url, "too many requests");
    }
    made++;
    byHost.set(host, toHost + 1);
    return fetcher(request);
  };
}

/** The answer, or a rejection with the signal's reason even where the fetcher does not heed it. */
async function endingWith({ signal }: Deadline, fetcher: Fetcher, request: FetchRequest): Promise<FetchResponse> {
  signal.throwIfAborted();
  return abortable(fetcher({ ...request, signal }), signal);
}

/** Fetchers are written by others: what is not as the type says is no answer. */
function checkAnswer(answer: unknown, url: string, maxBytes: number): FetchResponse {
  if (!isAnswer(answer)) throw new FetchError("network", url, "no status and bytes");
  const { status, body, contentType } = answer;
  if (body.length > maxBytes) throw new FetchError("too-large", url, `the answer is longer than ${maxBytes} bytes`);
  return { url, status, contentType: contentType ?? null, body };
}

function isAnswer(answer: unknown): answer is FetchResponse {
  if (typeof answer !== "object" || answer === null) return false;
  return (
    "status" in answer && typeof answer.status === "number" && "body" in answer && answer.body instanceof Uint8Array
  );
}

function strange(error: unknown, url: string): FetchError {
  return new FetchError("network", url, error instanceof Error ? error.message : String(error), { cause: error });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
