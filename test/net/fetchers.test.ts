import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Fetcher, FetchFailure, FetchRequest } from "../../src/net/fetcher.ts";
import type { HttpFetcherOptions } from "../../src/net/follow.ts";
import { httpFetcher } from "../../src/net/http-fetcher.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { type HostileServer, type Route, startHostileServer } from "./hostile-server.ts";

const redirect =
  (status: number, location: string): Route =>
  (_, response) =>
    response.writeHead(status, { location }).end();

const ROUTES: Readonly<Record<string, Route>> = {
  "/ok": (_, response) => response.writeHead(200, { "content-type": "Application/PKIX-CRL; x=y" }).end("fine"),
  "/echo": (request, response, body) => {
    const { "content-type": type = "", authorization = "", accept = "" } = request.headers;
    response.end(
      JSON.stringify({ method: request.method, body: body.toString("latin1"), type, authorization, accept }),
    );
  },
  "/error": (_, response) => response.writeHead(503).end("later"),
  "/never": () => undefined,
  "/slow": (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(timer));
  },
  "/huge": (_, response) => {
    response.writeHead(200);
    const more = () => {
      while (response.write(Buffer.alloc(64 * 1024))) if (response.destroyed) return;
    };
    response.on("drain", more);
    more();
  },
  "/huge-declared": (_, response) => response.writeHead(200, { "content-length": "99999999999" }).write("x"),
  "/loop": redirect(302, "/loop-back"),
  "/loop-back": redirect(302, "/loop"),
  "/endless": (request, response) => {
    const step = Number(new URL(request.url ?? "/", "http://x").searchParams.get("n") ?? "0");
    response.writeHead(302, { location: `/endless?n=${step + 1}` }).end();
  },
  "/moved": redirect(301, "/ok"),
  "/to-file": redirect(302, "file:///etc/passwd"),
  "/to-metadata": redirect(302, "http://169.254.169.254/latest/meta-data"),
  "/to-localhost": redirect(302, "http://localhost:1/"),
  "/to-nowhere": redirect(302, "http://[::"),
  "/see-other": redirect(303, "/echo"),
  "/temporary": redirect(307, "/echo"),
  "/found": redirect(302, "/echo"),
  "/cut": (request, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("half", () => request.socket.destroy());
  },
  "/garbage": (request) => request.socket.end("this is not http\r\n\r\n"),
  "/crowded": (_, response) => void setTimeout(() => response.end("x"), 40),
};

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer(ROUTES);
});
afterAll(() => server.close());
beforeEach(() => server.asked.splice(0));

const failureOf = async (exchange: Promise<unknown>): Promise<FetchFailure | "answered"> => {
  try {
    await exchange;
    return "answered";
  } catch (error) {
    if (error instanceof Error && "reason" in error) return error.reason as FetchFailure;
    throw error;
  }
};

const makers: readonly (readonly [string, (options?: HttpFetcherOptions) => Fetcher])[] = [
  ["the fetcher over fetch", httpFetcher],
  ["the guarded fetcher of Node", guardedFetcher],
];

describe.each(makers)("%s", (_, create) => {
  const local = (options: HttpFetcherOptions = {}) => create({ allowPrivate: ["127.0.0.1"], ...options });
  const get = (path: string, options?: HttpFetcherOptions, request: Partial<FetchRequest> = {}) =>
    local(options)({ url: `${server.origin}${path}`, ...request });

  it("brings an answer with its status and type", async () => {
    expect(await get("/ok")).toEqual({
      url: `${server.origin}/ok`,
      status: 200,
      contentType: "application/pkix-crl",
      headers: {},
      body: new Uint8Array(Buffer.from("fine")),
    });
    expect(await get("/error")).toMatchObject({ status: 503 });
    expect(await get("/nothing")).toMatchObject({ status: 404 });
  });

  it("posts a body with its type, and headers of the caller", async () => {
    const { body } = await get(
      "/echo",
      {},
      {
        method: "POST",
        body: Uint8Array.of(0x30, 0x03, 0xff),
        contentType: "application/ocsp-request",
        accept: "application/ocsp-response",
        headers: { authorization: "Basic eDp5" },
      },
    );
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({
      method: "POST",
      body: "0\u0003\u00ff",
      type: "application/ocsp-request",
      authorization: "Basic eDp5",
      accept: "application/ocsp-response",
    });
  });

  it.each(["http://127.0.0.1", "http://localhost", "http://[::1]", "http://0"])(
    "does not go to %s unless it is allowed",
    async (origin) => {
      expect(await failureOf(create()({ url: `${origin}:${server.port}/ok` }))).toBe("address");
      expect(server.asked).toEqual([]);
    },
  );

  it("gives up on a server that never answers", async () => {
    expect(await failureOf(get("/never", { timeoutMs: 100 }))).toBe("timeout");
  });

  it("gives up on a server that drips", async () => {
    expect(await failureOf(get("/slow", {}, { timeoutMs: 150 }))).toBe("timeout");
  });

  it("stops reading at the cap, whether or not the length was declared", async () => {
    expect(await failureOf(get("/huge", { maxBytes: 100_000 }))).toBe("too-large");
    expect(await failureOf(get("/huge", {}, { maxBytes: 100_000 }))).toBe("too-large");
    expect(await failureOf(get("/huge-declared"))).toBe("too-large");
  });

  it("takes the smaller of its own cap and the request's", async () => {
    expect(await failureOf(get("/huge", { maxBytes: 1000 }, { maxBytes: 1e12 }))).toBe("too-large");
  });

  it("follows a redirect and says where the answer came from", async () => {
    expect(await get("/moved")).toMatchObject({ url: `${server.origin}/ok`, status: 200 });
  });

  it("ends a loop of redirects, and a chain without end", async () => {
    expect(await failureOf(get("/loop"))).toBe("redirect");
    expect(await failureOf(get("/endless"))).toBe("redirect");
    expect(server.asked.filter((line) => line.includes("endless"))).toHaveLength(6);
    expect(await failureOf(get("/moved", { maxRedirects: 0 }))).toBe("redirect");
  });

  it.each([
    ["/to-file", "url"],
    ["/to-metadata", "address"],
    ["/to-localhost", "address"],
    ["/to-nowhere", "redirect"],
  ])("does not follow %s", async (path, reason) => {
    expect(await failureOf(get(path))).toBe(reason);
  });

  it("sends what is posted on only where the redirect says so", async () => {
    const post = { method: "POST", body: Uint8Array.of(1), headers: { authorization: "secret" } } as const;
    const echoed = async (path: string) => JSON.parse(Buffer.from((await get(path, {}, post)).body).toString());
    expect(await echoed("/temporary")).toMatchObject({ method: "POST", body: "\u0001" });
    expect(await echoed("/see-other")).toMatchObject({ method: "GET", body: "" });
    expect(await failureOf(get("/found", {}, post))).toBe("redirect");
  });

  it("does not hand the caller's headers to another origin", async () => {
    const other = await startHostileServer({ "/away": redirect(307, `${server.origin}/echo`) });
    try {
      const { body } = await local()({ url: `${other.origin}/away`, headers: { authorization: "secret" } });
      expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ authorization: "" });
    } finally {
      await other.close();
    }
  });

  it("calls a broken exchange what it is", async () => {
    expect(await failureOf(get("/cut"))).toBe("network");
    expect(await failureOf(get("/garbage"))).toBe("network");
    const port = await freePort();
    expect(await failureOf(local()({ url: `http://127.0.0.1:${port}/` }))).toBe("network");
  });

  it("rejects with the caller's reason when aborted, before and during", async () => {
    const reason = new Error("enough");
    await expect(get("/ok", {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const exchange = get("/never", {}, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 30);
    await expect(exchange).rejects.toBe(reason);
  });

  it("keeps to its number of exchanges with one host", async () => {
    const crowd = await startHostileServer(ROUTES);
    try {
      const fetcher = local({ maxPerHost: 2 });
      const ask = () => failureOf(fetcher({ url: `${crowd.origin}/crowded` }));
      expect(await Promise.all(Array.from({ length: 6 }, ask))).toEqual(Array(6).fill("answered"));
      expect(crowd.mostAtOnce()).toBe(2);
    } finally {
      await crowd.close();
    }
  });

  it("lets those that wait go on after a failure, and gives up on waiting", async () => {
    const fetcher = local({ maxPerHost: 1, timeoutMs: 5_000 });
    const ask = (path: string, timeoutMs: number) => failureOf(fetcher({ url: `${server.origin}${path}`, timeoutMs }));
    const asked = [ask("/never", 50), ask("/ok", 20), ask("/cut", 5_000), ask("/crowded", 5_000)];
    expect(await Promise.all(asked)).toEqual(["timeout", "timeout", "network", "answered"]);
    expect(server.asked).not.toContain("GET /ok");
  });
});

describe("the guarded fetcher of Node", () => {
  const urlOf = (host: string, path = "/ok") => `http://${host}:${server.port}${path}`;

  it("refuses a public name that resolves to a private address", async () => {
    const fetcher = guardedFetcher({ resolve: async () => ["127.0.0.1"] });
    expect(await failureOf(fetcher({ url: urlOf("rebind.example") }))).toBe("address");
    expect(server.asked).toEqual([]);
  });

  it("gives up on a resolver that never answers", async () => {
    const fetcher = guardedFetcher({ timeoutMs: 100, resolve: () => new Promise(() => undefined) });
    expect(await failureOf(fetcher({ url: urlOf("slow.example") }))).toBe("timeout");
  });

  it.each(["0.0.0.0", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "169.254.169.254", "fe80::1", "no address", "0177.0.0.1"])(
    "refuses a name that resolves to %s",
    async (address) => {
      const fetcher = guardedFetcher({ resolve: async () => [address] });
      expect(await failureOf(fetcher({ url: urlOf("rebind.example") }))).toBe("address");
      expect(server.asked).toEqual([]);
    },
  );

  it("refuses a name of which only one address is private", async () => {
    const fetcher = guardedFetcher({ resolve: async () => ["1.1.1.1", "::ffff:10.0.0.1"] });
    expect(await failureOf(fetcher({ url: urlOf("mixed.example") }))).toBe("address");
  });

  it("connects to the very address that it judged: a name that changes cannot slip through", async () => {
    let asked = 0;
    const answers = [["127.0.0.1"], ["127.0.0.2"]];
    const fetcher = guardedFetcher({
      allowPrivate: ["127.0.0.1"],
      resolve: async () => answers[asked++] ?? [],
    });
    expect(await fetcher({ url: urlOf("rebind.example") })).toMatchObject({ status: 200 });
    expect(asked).toBe(1);
    expect(await failureOf(fetcher({ url: urlOf("rebind.example") }))).toBe("address");
    expect(server.asked).toEqual(["GET /ok"]);
  });

  it("judges the name that a redirect leads to by its addresses too", async () => {
    const away = await startHostileServer({ "/": redirect(302, urlOf("inside.example")) });
    try {
      const fetcher = guardedFetcher({
        allowPrivate: [`127.0.0.1:${away.port}`],
        resolve: async () => ["127.0.0.1"],
      });
      expect(await failureOf(fetcher({ url: `${away.origin}/` }))).toBe("address");
      expect(server.asked).toEqual([]);
    } finally {
      await away.close();
    }
  });

  it("resolves a real name by the system", async () => {
    expect(await guardedFetcher({ allowPrivate: ["localhost"] })({ url: urlOf("localhost") })).toMatchObject({
      status: 200,
    });
    expect(await failureOf(guardedFetcher()({ url: "http://no-such-host.invalid/" }))).toBe("network");
  });

  it("refuses an answer in an encoding that nobody asked for", async () => {
    const zipped = await startHostileServer({
      "/": (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("bomb"),
    });
    try {
      const fetcher = guardedFetcher({ allowPrivate: true });
      expect(await failureOf(fetcher({ url: `${zipped.origin}/` }))).toBe("encoding");
    } finally {
      await zipped.close();
    }
  });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const temporary = await startHostileServer({});
  await temporary.close();
  const refused = await new Promise<boolean>((resolve) => {
    connect(temporary.port, "127.0.0.1")
      .on("error", () => resolve(true))
      .on("connect", () => resolve(false));
  });
  if (!refused) throw new Error("the port is taken");
  return temporary.port;
}
