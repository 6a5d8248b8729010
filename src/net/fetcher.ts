import { PadesError } from "../errors.ts";

/** One question to a service: a CRL, a certificate, an OCSP or timestamp request. */
export interface FetchRequest {
  /** http or https, without user name and password. */
  readonly url: string;
  /** GET by default. */
  readonly method?: "GET" | "POST";
  readonly body?: Uint8Array;
  /** Media type of `body`. */
  readonly contentType?: string;
  /** Media types asked for. */
  readonly accept?: string;
  /** Further header fields, such as Authorization. To another origin none goes but which bytes are asked for (Range). */
  readonly headers?: Readonly<Record<string, string>>;
  /** Longest body to take, below the fetcher's own cap. */
  readonly maxBytes?: number;
  /** Time for the whole exchange, redirects included, in place of the fetcher's own. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface FetchResponse {
  /** Where the body came from, redirects followed. */
  readonly url: string;
  /** Any; that it is 200 is for the caller to check. */
  readonly status: number;
  /** As the server says, in lower case and without parameters; null where it says nothing. Never to be relied on. */
  readonly contentType: string | null;
  /**
   * Further header fields of the answer, their names in lower case: those in RETURNED_HEADERS that it has. A fetcher that
   * leaves them out serves for all but `httpRangeSource`.
   */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What this library reads in an answer beside its media type. */
export const RETURNED_HEADERS = ["content-range", "etag", "last-modified"] as const;

/**
 * The only way by which this library reaches a network: without a fetcher, no call leaves the machine. Implement it to
 * go through a proxy, a cache or a fixture.
 *
 * Resolves with whatever the server answered; rejects with FetchError where there is no answer, and with the reason
 * of `request.signal` where that was aborted.
 */
export type Fetcher = (request: FetchRequest) => Promise<FetchResponse>;

/** Why there is no answer. */
export type FetchFailure =
  /** Not an http or https address, or one with a user name or password in it. */
  | "url"
  /** The host is, or resolves to, an address that is not public. */
  | "address"
  | "timeout"
  | "too-large"
  /** Too many redirects, a loop, or one that cannot be followed. */
  | "redirect"
  /** The body is compressed, although nobody asked for that. */
  | "encoding"
  /** No connection, or one that broke. */
  | "network"
  /** The server does not answer for ranges of bytes, or not for those asked for. */
  | "range"
  /** The file on the server is no longer the one that was opened. */
  | "changed"
  /** Not asked: what one verification may ask is used up. */
  | "limit";

/** Thrown by fetchers, code ERR_FETCH. */
export class FetchError extends PadesError {
  readonly reason: FetchFailure;
  readonly url: string;

  constructor(reason: FetchFailure, url: string, message: string, options?: ErrorOptions) {
    super("ERR_FETCH", `${url}: ${message}`, options);
    this.reason = reason;
    this.url = url;
  }
}
