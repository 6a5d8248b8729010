import type { Fetcher, FetchResponse } from "./fetcher.ts";

/** An answer that was kept. */
export interface CachedResponse {
  readonly response: FetchResponse;
  readonly storedAt: Date;
}

/** Where answers are kept, by address. */
export interface FetchCache {
  get(url: string): Promise<CachedResponse | null>;
  set(url: string, entry: CachedResponse): Promise<void>;
}

export interface CachingOptions {
  readonly cache: FetchCache;
  /** How old an answer may be. */
  readonly maxAgeMs: number;
  /** The clock. */
  readonly now: () => Date;
}

/**
 * Keeps what was got with GET and status 200: CRLs and certificates. What a CRL is still good for is judged by its own
 * times, not by its age here. A cache that fails is no cache: the question is then asked again.
 */
export function cachingFetcher(fetcher: Fetcher, { cache, maxAgeMs, now }: CachingOptions): Fetcher {
  return async (request) => {
    if ((request.method ?? "GET") !== "GET") return fetcher(request);
    const kept = await cache.get(request.url).catch(() => null);
    const age = kept === null ? null : now().getTime() - kept.storedAt.getTime();
    // What was kept in the future was kept under a clock that was wrong.
    if (kept !== null && age !== null && age >= 0 && age <= maxAgeMs) return kept.response;
    const response = await fetcher(request);
    if (response.status === 200) await cache.set(request.url, { response, storedAt: now() }).catch(() => undefined);
    return response;
  };
}

/** Keeps answers in memory, at most so many bytes of them; those not asked for the longest go first. */
export function memoryCache(options: { readonly maxBytes?: number } = {}): FetchCache {
  const maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
  const entries = new Map<string, CachedResponse>();
  let size = 0;
  const remove = (url: string) => {
    const entry = entries.get(url);
    if (entry === undefined) return;
    entries.delete(url);
    size -= entry.response.body.length;
  };
  return {
    get: async (url) => {
      const entry = entries.get(url);
      if (entry === undefined) return null;
      // A Map keeps the order of insertion: put anew, it is the youngest.
      entries.delete(url);
      entries.set(url, entry);
      return entry;
    },
    set: async (url, entry) => {
      remove(url);
      if (entry.response.body.length > maxBytes) return;
      entries.set(url, entry);
      size += entry.response.body.length;
      for (const oldest of entries.keys()) {
        if (size <= maxBytes) break;
        remove(oldest);
      }
    },
  };
}
