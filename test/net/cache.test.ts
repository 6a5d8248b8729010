import { describe, expect, it } from "vitest";
import { cachingFetcher, type FetchCache, memoryCache } from "../../src/net/cache.ts";
import type { Fetcher } from "../../src/net/fetcher.ts";

const HOUR = 3_600_000;

function countingFetcher(status = 200) {
  const asked: string[] = [];
  const fetcher: Fetcher = async ({ url, method = "GET" }) => {
    asked.push(`${method} ${url}`);
    return { url, status, contentType: null, body: new Uint8Array(10) };
  };
  return { asked, fetcher };
}

function clockAt(start: string) {
  const clock = { time: new Date(start) };
  return { clock, now: () => clock.time };
}

describe("a fetcher with a cache", () => {
  it("asks again only after the time allowed", async () => {
    const { asked, fetcher } = countingFetcher();
    const { clock, now } = clockAt("2026-01-01T00:00:00Z");
    const cached = cachingFetcher(fetcher, { cache: memoryCache(), maxAgeMs: HOUR, now });
    await cached({ url: "http://a.example/" });
    clock.time = new Date("2026-01-01T01:00:00Z");
    await cached({ url: "http://a.example/" });
    expect(asked).toHaveLength(1);
    clock.time = new Date("2026-01-01T01:00:01Z");
    await cached({ url: "http://a.example/" });
    expect(asked).toHaveLength(2);
  });

  it("does not use what was kept later than now", async () => {
    const { asked, fetcher } = countingFetcher();
    const { clock, now } = clockAt("2026-01-02T00:00:00Z");
    const cached = cachingFetcher(fetcher, { cache: memoryCache(), maxAgeMs: HOUR, now });
    await cached({ url: "http://a.example/" });
    clock.time = new Date("2026-01-01T23:59:59Z");
    await cached({ url: "http://a.example/" });
    expect(asked).toHaveLength(2);
  });

  it("keeps neither what was posted nor what failed", async () => {
    const { now } = clockAt("2026-01-01T00:00:00Z");
    for (const [status, method] of [
      [200, "POST"],
      [404, "GET"],
    ] as const) {
      const { asked, fetcher } = countingFetcher(status);
      const cached = cachingFetcher(fetcher, { cache: memoryCache(), maxAgeMs: HOUR, now });
      await cached({ url: "http://a.example/", method });
      await cached({ url: "http://a.example/", method });
      expect(asked).toHaveLength(2);
    }
  });

  it("lets those go first that were not asked for the longest", async () => {
    const { asked, fetcher } = countingFetcher();
    const { now } = clockAt("2026-01-01T00:00:00Z");
    const cached = cachingFetcher(fetcher, { cache: memoryCache({ maxBytes: 20 }), maxAgeMs: HOUR, now });
    for (const name of ["a", "b", "a", "c", "a", "b"]) await cached({ url: name });
    expect(asked).toEqual(["GET a", "GET b", "GET c", "GET b"]);
  });

  it("does without a cache that fails", async () => {
    const broken: FetchCache = {
      get: () => Promise.reject(new Error("disk")),
      set: () => Promise.reject(new Error("disk")),
    };
    const { now } = clockAt("2026-01-01T00:00:00Z");
    const cached = cachingFetcher(countingFetcher().fetcher, { cache: broken, maxAgeMs: HOUR, now });
    expect(await cached({ url: "http://a.example/" })).toMatchObject({ status: 200 });
  });
});
