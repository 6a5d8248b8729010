import { afterEach, describe, expect, it } from "vitest";
import {
  type BoundedFetcher,
  boundedFetcher,
  countedFetcher,
  type FetchBounds,
} from "../../src/net/bounded-fetcher.ts";
import { FetchError, type Fetcher } from "../../src/net/fetcher.ts";

const answering =
  (length: number): Fetcher =>
  async ({ url }) => ({ url, status: 200, contentType: null, body: new Uint8Array(length) });
const failing =
  (error: unknown): Fetcher =>
  async () => {
    throw error;
  };
const counting = (inner: Fetcher) => {
  const asked: string[] = [];
  const fetcher: Fetcher = (request) => {
    asked.push(request.url);
    return inner(request);
  };
  return { asked, fetcher };
};

const opened: BoundedFetcher[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
function bounded(fetcher: Fetcher, changes: Partial<FetchBounds> = {}): Fetcher {
  const one = boundedFetcher(fetcher, { maxBytes: 100, maxTimeMs: 60_000, signal: null, ...changes });
  opened.push(one);
  return one.fetcher;
}

const reasonOf = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    await answer;
    return "answered";
  } catch (error) {
    return error instanceof FetchError ? error.reason : error;
  }
};

describe("a bounded fetcher", () => {
  it("takes no more bytes than all requests may bring together", async () => {
    const asked: (number | undefined)[] = [];
    const fetcher = bounded((request) => {
      asked.push(request.maxBytes);
      return answering(60)(request);
    });
    expect(await reasonOf(fetcher({ url: "http://a.example/1" }))).toBe("answered");
    expect(await reasonOf(fetcher({ url: "http://a.example/2" }))).toBe("too-large");
    expect(await reasonOf(fetcher({ url: "http://a.example/3", maxBytes: 7 }))).toBe("too-large");
    // What is left is what each may bring, less where the caller wants less.
    expect(asked).toEqual([100, 40, 7]);
  });

  it("asks nothing more once nothing may come any more", async () => {
    const { asked, fetcher } = counting(answering(100));
    const ask = bounded(fetcher);
    expect(await reasonOf(ask({ url: "http://a.example/1" }))).toBe("answered");
    expect(await reasonOf(ask({ url: "http://b.example/" }))).toBe("limit");
    expect(asked).toHaveLength(1);
  });

  it.each(["address", "timeout", "network"] as const)(
    "gives up on a host after %s, and on no other",
    async (reason) => {
      const { asked, fetcher } = counting(failing(new FetchError(reason, "http://a.example/", "no")));
      const ask = bounded(fetcher);
      expect(await reasonOf(ask({ url: "http://a.example/1" }))).toBe(reason);
      expect(await reasonOf(ask({ url: "http://A.example/2" }))).toBe(reason);
      expect(asked).toEqual(["http://a.example/1"]);
      await reasonOf(ask({ url: "http://a.example:8080/" }));
      expect(asked).toHaveLength(2);
    },
  );

  it("asks a host again that only sent too much or led in a circle", async () => {
    const { asked, fetcher } = counting(failing(new FetchError("redirect", "http://a.example/", "no")));
    const ask = bounded(fetcher);
    for (const path of ["1", "2"]) expect(await reasonOf(ask({ url: `http://a.example/${path}` }))).toBe("redirect");
    expect(asked).toHaveLength(2);
  });

  it("does not wait for a fetcher that never ends and heeds no signal", async () => {
    const never: Fetcher = () => new Promise(() => undefined);
    const fetcher = bounded(never, { maxTimeMs: 20 });
    expect(await reasonOf(fetcher({ url: "http://a.example/" }))).toBe("limit");
    expect(await reasonOf(fetcher({ url: "http://b.example/" }))).toBe("limit");
  });

  it("rejects with the caller's reason once the caller has enough, before and during", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const never: Fetcher = () => new Promise(() => undefined);
    const fetcher = bounded(never, { signal: controller.signal });
    const during = reasonOf(fetcher({ url: "http://a.example/" }));
    controller.abort(reason);
    expect(await during).toBe(reason);
    expect(await reasonOf(fetcher({ url: "http://b.example/" }))).toBe(reason);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "<html>"],
    ["a body that is a text", { status: 200, body: "abc" }],
    ["no status", { body: new Uint8Array(1) }],
  ])("takes %s for no answer", async (_what, answer) => {
    const fetcher = bounded((async () => answer) as unknown as Fetcher);
    expect(await reasonOf(fetcher({ url: "http://a.example/" }))).toBe("network");
  });

  it.each([new TypeError("boom"), "boom", null])(
    "makes a FetchError of whatever a fetcher throws: %s",
    async (thrown) => {
      const fetcher = bounded(failing(thrown));
      expect(await reasonOf(fetcher({ url: "no address at all" }))).toBe("network");
    },
  );
});

describe("a counted fetcher", () => {
  it("lets through so many requests, and so many to one host", async () => {
    const { asked, fetcher } = counting(answering(1));
    const ask = countedFetcher(fetcher, { maxRequests: 3, maxPerHost: 2 });
    const urls = [
      "http://a.example/1",
      "http://a.example/2",
      "http://a.example/3",
      "http://b.example/",
      "http://c.example/",
    ];
    const outcomes = [];
    for (const url of urls) outcomes.push(await reasonOf(ask({ url })));
    expect(outcomes).toEqual(["answered", "answered", "limit", "answered", "limit"]);
    expect(asked).toHaveLength(3);
  });
});
