import { describe, expect, it } from "vitest";
import { handlerFetcher } from "../../src/testing/handler-fetcher.ts";
import { routeHandlers, type TestHandler } from "../../src/testing/handlers.ts";

const saying =
  (text: string): TestHandler =>
  async () => ({ status: 200, contentType: "text/plain", body: new Uint8Array(Buffer.from(text)) });
const silent: TestHandler = () => new Promise(() => undefined);

describe("handlers in place of the network", () => {
  const fetcher = handlerFetcher({
    "http://a.example/b": saying("b"),
    "http://a.example/": saying("a"),
    "http://s.example/": silent,
  });

  it("are chosen by the beginning of the address, the first that fits", async () => {
    const answer = await fetcher({ url: "http://a.example/b/c" });
    expect(Buffer.from(answer.body).toString()).toBe("b");
    const route = routeHandlers({ "http://a.example/": saying("a") });
    expect(await route({ method: "GET", url: "http://b.example/", body: new Uint8Array(0) })).toMatchObject({
      status: 404,
    });
  });

  it("leave any other host unreachable", async () => {
    await expect(fetcher({ url: "http://b.example/" })).rejects.toMatchObject({ code: "ERR_FETCH", reason: "network" });
  });

  it("keep to time-outs and to being told to stop", async () => {
    await expect(fetcher({ url: "http://s.example/", timeoutMs: 10 })).rejects.toMatchObject({ reason: "timeout" });
    const reason = new Error("enough");
    const controller = new AbortController();
    const waiting = fetcher({ url: "http://s.example/", signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(fetcher({ url: "http://a.example/", signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
