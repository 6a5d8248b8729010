import { MAX_FETCHED_BYTES, MAX_REDIRECTS } from "../limits.ts";
import { AddressGuard, type AllowedPrivate } from "./address-guard.ts";
import { type Deadline, openDeadline } from "./deadline.ts";
import { FetchError, type Fetcher, type FetchRequest, type FetchResponse, RETURNED_HEADERS } from "./fetcher.ts";
import { HostQueue } from "./host-queue.ts";

/** What every fetcher over http takes. */
export interface HttpFetcherOptions {
  /** For one exchange, redirects included; 30,000 by default. */
  readonly timeoutMs?: number;
  /** Longest body; 64 MiB by default. */
  readonly maxBytes?: number;
  /** 5 by default. */
  readonly maxRedirects?: number;
  /** Exchanges with one host at once; 4 by default. */
  readonly maxPerHost?: number;
  /** Hosts and addresses that may be reached although they are not public; none by default. */
  readonly allowPrivate?: AllowedPrivate;
}

/** One request and its answer, without redirects: what differs between runtimes. */
export type Transport = (hop: Hop) => Promise<HopAnswer>;

export interface Hop {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly guard: AddressGuard;
  /** Must end the exchange, whatever it waits for. */
  readonly signal: AbortSignal;
}

export interface HopAnswer {
  /** Where the answer is from, where the runtime followed redirects by itself. */
  readonly url?: string;
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** Read no further than is needed: leaving the loop must close the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * A fetcher over a transport: checks every address, each redirect's too, and caps time, bytes, redirects and exchanges
 * at once.
 */
export function createFetcher(transport: Transport, options: HttpFetcherOptions = {}): Fetcher {
  const guard = new AddressGuard(options.allowPrivate);
  const queue = new HostQueue(options.maxPerHost ?? 4);
  return async (request) => {
    const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const timeout = new FetchError("timeout", request.url, `no complete answer within ${timeoutMs} ms`);
    const deadline = openDeadline(request.signal, timeoutMs, timeout);
    try {
      return await new Exchange(request, options, { transport, guard, queue, deadline }).run();
    } catch (error) {
      // What broke because it was told to stop: the reason why is worth more than how.
      if (deadline.signal.aborted) throw deadline.signal.reason;
      if (error instanceof FetchError) throw error;
      throw new FetchError("network", request.url, messageOf(error), { cause: error });
    } finally {
      deadline.close();
    }
  };
}

interface Means {
  readonly transport: Transport;
  readonly guard: AddressGuard;
  readonly queue: HostQueue;
  readonly deadline: Deadline;
}

class Exchange {
  readonly #request: FetchRequest;
  readonly #means: Means;
  readonly #maxBytes: number;
  readonly #maxRedirects: number;

  constructor(request: FetchRequest, options: HttpFetcherOptions, means: Means) {
    this.#request = request;
    this.#means = means;
    const cap = options.maxBytes ?? MAX_FETCHED_BYTES;
    this.#maxBytes = Math.min(cap, request.maxBytes ?? cap);
    this.#maxRedirects = options.maxRedirects ?? MAX_REDIRECTS;
  }

  async run(): Promise<FetchResponse> {
    const { guard } = this.#means;
    let url = guard.checkUrl(this.#request.url);
    let method = this.#request.method ?? "GET";
    const origin = url.origin;
    const visited = new Set<string>();
    for (;;) {
      if (visited.has(url.href)) throw new FetchError("redirect", url.href, "redirects lead back to it");
      if (visited.size > this.#maxRedirects) {
        throw new FetchError("redirect", this.#request.url, `more than ${this.#maxRedirects} redirects`);
      }
      visited.add(url.href);
      const answer = await this.#hop(url, method, origin);
      if (!("location" in answer)) return answer;
      const { location, status } = answer;
      // RFC 9110, 15.4: 303 asks for the answer elsewhere; 301 and 302 leave open what becomes of a body.
      if (method === "POST" && status !== 307 && status !== 308 && status !== 303) {
        throw new FetchError("redirect", url.href, `a POST redirected with status ${status}`);
      }
      if (status === 303) method = "GET";
      if (!URL.canParse(location, url.href)) throw new FetchError("redirect", url.href, "redirects to no address");
      url = guard.checkUrl(new URL(location, url.href).href);
    }
  }

  async #hop(url: URL, method: "GET" | "POST", origin: string): Promise<FetchResponse | Redirect> {
    const { transport, guard, queue, deadline } = this.#means;
    const { body, contentType, accept } = this.#request;
    const sent = method === "POST" ? (body ?? new Uint8Array(0)) : null;
    const headers: Record<string, string> = {
      ...headersFor(url.origin === origin, this.#request.headers),
      accept: accept ?? "*/*",
      ...(sent !== null && contentType !== undefined ? { "content-type": contentType } : {}),
    };
    const { signal } = deadline;
    return queue.run(url.host, signal, async () => {
      const answer = await transport({ url, method, headers, body: sent, guard, signal });
      const location = answer.header("location");
      if (REDIRECTS.has(answer.status) && location !== null) {
        await discard(answer.body);
        return { status: answer.status, location };
      }
      return {
        url: answer.url ?? url.href,
        status: answer.status,
        contentType: mediaType(answer.header("content-type")),
        headers: returnedHeaders(answer),
        body: await this.#readBody(answer, url),
      };
    });
  }

  async #readBody({ header, body }: HopAnswer, url: URL): Promise<Uint8Array> {
    const tooLarge = () => new FetchError("too-large", url.href, `the answer is longer than ${this.#maxBytes} bytes`);
    const declared = Number(header("content-length") ?? 0);
    if (declared > this.#maxBytes) {
      await discard(body);
      throw tooLarge();
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of body) {
      size += piece.length;
      if (size > this.#maxBytes) throw tooLarge();
      pieces.push(piece);
    }
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

interface Redirect {
  readonly status: number;
  readonly location: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What may be said to whoever a redirect leads to: it names bytes, and nobody. */
const IMPERSONAL_HEADERS: ReadonlySet<string> = new Set(["range", "if-match", "if-unmodified-since"]);

function headersFor(isSameOrigin: boolean, headers: FetchRequest["headers"] = {}): Readonly<Record<string, string>> {
  if (isSameOrigin) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => IMPERSONAL_HEADERS.has(name.toLowerCase())));
}

function returnedHeaders({ header }: HopAnswer): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of RETURNED_HEADERS) {
    const value = header(name);
    if (value !== null) found[name] = value;
  }
  return found;
}

/** Closes the connection that a body comes from. */
async function discard(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

function mediaType(header: string | null): string | null {
  const type = (header ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "" ? null : type;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's fetch says "fetch failed" and keeps what happened in the cause.
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
