import { cachingFetcher } from "../net/cache.ts";
import type { Fetcher } from "../net/fetcher.ts";
import { diskCache } from "./disk-cache.ts";
import { guardedFetcher } from "./guarded-fetcher.ts";

/** How the network is reached, as plain values: so that other threads can be told. */
export interface OnlineSettings {
  /** Private hosts that may be asked, those that the trust profile names included. */
  readonly allowPrivate: readonly string[];
  /** For one exchange; null for what the fetcher has by default. */
  readonly timeoutMs: number | null;
  /** Where answers are kept for a while, for all files and threads. */
  readonly cacheFolder: string;
}

/**
 * So long is a CRL of the cache taken for a new one: long enough for a batch, short enough to be newer than most
 * signatures.
 */
const CACHE_MAX_AGE_MS = 10 * 60_000;

/** A guarded fetcher that keeps what it got. @param now the clock by which answers get old */
export function onlineFetcher({ allowPrivate, timeoutMs, cacheFolder }: OnlineSettings, now: () => Date): Fetcher {
  return cachingFetcher(guardedFetcher({ allowPrivate, ...(timeoutMs === null ? {} : { timeoutMs }) }), {
    cache: diskCache(cacheFolder),
    maxAgeMs: CACHE_MAX_AGE_MS,
    now,
  });
}
