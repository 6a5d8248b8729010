import { FetchError, type Fetcher } from "../net/fetcher.ts";
import { findRoute, type TestHandler } from "./handlers.ts";

/**
 * A fetcher that asks handlers in place of the network: the first whose prefix an address begins with. Any other address
 * is unreachable, as a host that does not exist.
 */
export function handlerFetcher(routes: Readonly<Record<string, TestHandler>>): Fetcher {
  return async ({ url, method = "GET", body = new Uint8Array(0), signal, timeoutMs }) => {
    const handler = findRoute(routes, url);
    if (handler === undefined) throw new FetchError("network", url, "no such host");
    const answer = await withinTime(handler({ url, method, body }), url, signal, timeoutMs);
    return { url, status: answer.status, contentType: answer.contentType, body: answer.body };
  };
}

async function withinTime<T>(
  answer: Promise<T>,
  url: string,
  signal: AbortSignal | undefined,
  timeoutMs: number | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort: (() => void) | undefined;
  const end = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason as Error);
    signal?.addEventListener("abort", abort, { once: true });
    if (timeoutMs === undefined) return;
    timer = setTimeout(() => reject(new FetchError("timeout", url, `no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([answer, end]);
  } finally {
    clearTimeout(timer);
    if (abort !== undefined) signal?.removeEventListener("abort", abort);
  }
}
