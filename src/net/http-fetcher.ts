import type { Fetcher } from "./fetcher.ts";
import { createFetcher, type Hop, type HopAnswer, type HttpFetcherOptions } from "./follow.ts";

/**
 * A fetcher over the runtime's own `fetch`, for browsers and workers. Addresses are judged by how they are written, for
 * a page cannot see what a name resolves to; on a server use `guardedFetcher` of `pades-dossier/node`.
 */
export function httpFetcher(options: HttpFetcherOptions = {}): Fetcher {
  return createFetcher(viaFetch, options);
}

async function viaFetch({ url, method, headers, body, signal }: Hop): Promise<HopAnswer> {
  const request = {
    method,
    headers,
    body: body === null ? null : new Uint8Array(body),
    signal,
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
  } as const;
  let response = await fetch(url, { ...request, redirect: "manual" });
  if (response.type === "opaqueredirect") {
    // A page is not told where a redirect leads. The browser may follow it, under its own rules and cap; what is posted
    // is not sent to a place unseen.
    if (method === "POST") throw new TypeError("redirected, which a page cannot follow for a POST");
    response = await fetch(url, { ...request, redirect: "follow" });
  }
  const { headers: answered } = response;
  return {
    ...(response.redirected ? { url: response.url } : {}),
    status: response.status,
    header: (name) => answered.get(name),
    body: readStream(response.body),
  };
}

async function* readStream(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = stream?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
