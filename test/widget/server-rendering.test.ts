import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createVerificationWorker, PadesVerifyElement } from "../../src/public/widget.ts";
import { serveVerification } from "../../src/public/worker.ts";

describe("the entries for pages, loaded where there is no page", () => {
  it("loads in Node and makes nothing: a server can render what a browser will bring to life", () => {
    expect(typeof document).toBe("undefined");
    const tag = createElement("pades-verify", { trust: "/trust.json", name: "check", "worker-url": "/worker.js" });
    expect(renderToString(tag)).toBe(
      '<pades-verify trust="/trust.json" name="check" worker-url="/worker.js"></pades-verify>',
    );
    expect(typeof PadesVerifyElement).toBe("function");
    expect(typeof serveVerification).toBe("function");
    expect(typeof createVerificationWorker({ workerUrl: "/worker.js" }).verify).toBe("function");
  });
});
