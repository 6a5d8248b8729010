import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type SigningDemo, serveSigningDemo } from "../../examples/07-browser-signing/server.ts";
import { samplePdf } from "../../examples/sample-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { launchChromium } from "../support/chromium.ts";
import { repository } from "../support/repository.ts";
import { sourceAlias } from "../support/source-alias.ts";

const trust = createTrustStore(JSON.parse(readFileSync(join(repository, "certs/demo.trust.json"), "utf8")));

describe("signing in the browser", () => {
  let browser: Browser;
  let demo: SigningDemo;
  let page: Page;
  let folder: string;
  /** What the person at the signing service says, and what was asked. */
  let consents: boolean;
  const asked: { hash: Uint8Array; origin: string }[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pades-browser-signing-"));
    writeFileSync(join(folder, "form.pdf"), await samplePdf());
    browser = await launchChromium();
    demo = await serveSigningDemo({
      bundle: { alias: sourceAlias },
      confirm: async (hash, origin) => {
        asked.push({ hash, origin });
        return consents;
      },
    });
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    consents = true;
    asked.length = 0;
    page = await (await browser.newContext()).newPage();
    await page.goto(demo.origin);
    await page.setInputFiles("input", join(folder, "form.pdf"));
  });

  afterEach(async () => {
    await page.context().close();
  });

  /** Clicks and waits for the outcome that the page tells. */
  async function sign(button: "own-key" | "service"): Promise<string> {
    await page.click(`#${button}`);
    await page.waitForFunction(() => /^(Signed|Not signed)/.test(document.getElementById("status")?.textContent ?? ""));
    return (await page.textContent("#status")) ?? "";
  }

  async function savedFile(): Promise<Uint8Array> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#signed")]);
    expect(download.suggestedFilename()).toBe("form-signed.pdf");
    return readFileSync(await download.path());
  }

  async function signatureOf(file: Uint8Array) {
    const { verdict, signatures } = await verifyPdf(file, { trust, policy: { waive: ["revocation"] } });
    return { verdict, signer: signatures[0]?.signer?.commonName, algorithm: signatures[0]?.signatureAlgorithm };
  }

  it("signs with a key that the browser keeps and nobody can read, the page neither", async () => {
    expect(await sign("own-key")).toBe("Signed.");
    expect(await signatureOf(await savedFile())).toEqual({
      verdict: "valid",
      signer: "DEMO Key of a browser",
      algorithm: "ECDSA with SHA-256",
    });
    const exported = await page.evaluate(async () => {
      const opened = indexedDB.open("browser-signing", 1);
      await new Promise((resolve) => opened.addEventListener("success", resolve));
      const read = opened.result.transaction("identity").objectStore("identity").get("own");
      await new Promise((resolve) => read.addEventListener("success", resolve));
      const { key } = read.result;
      return crypto.subtle.exportKey("pkcs8", key).then(
        () => "exported",
        (error) => error.name,
      );
    });
    expect(exported).toBe("InvalidAccessError");
  });

  it("signs again with the same key after the page was loaded anew, without another certificate", async () => {
    await sign("own-key");
    const enrolments: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") enrolments.push(request.url());
    });
    await page.reload();
    await page.setInputFiles("input", join(folder, "form.pdf"));
    expect(await sign("own-key")).toBe("Signed.");
    expect(enrolments).toEqual([]);
  });

  it("gives the signing service one digest and puts its answer into the document", async () => {
    expect(await sign("service")).toBe("Signed.");
    expect(asked).toHaveLength(1);
    expect(asked[0]?.hash).toHaveLength(32);
    expect(asked[0]?.origin).toBe(demo.origin);
    const { verdict, signer } = await signatureOf(await savedFile());
    expect(verdict).toBe("valid");
    expect(signer).toContain("NGUYỄN VĂN AN");
  });

  it("signs nothing where the person at the signing service refuses", async () => {
    consents = false;
    expect(await sign("service")).toBe("Not signed: the signer refused");
    expect(await page.isHidden("#signed")).toBe(true);
  });

  it("never writes a value that is not the signer's", async () => {
    // A service that answers with the signature over something else, as a broken or dishonest one would.
    await page.routeWebSocket(demo.serviceUrl, (socket) => {
      const service = socket.connectToServer();
      socket.onMessage((message) => {
        const request = JSON.parse(String(message));
        if (request.method === "signHash") request.hash = Buffer.alloc(32).toString("base64");
        service.send(JSON.stringify(request));
      });
    });
    expect(await sign("service")).toMatch(/^Not signed: .*signature/i);
    expect(asked[0]?.hash).toEqual(Buffer.alloc(32));
    expect(await page.isHidden("#signed")).toBe(true);
  });

  it("has a signing service that pages of other sites do not reach", async () => {
    const outcome = await new Promise((resolve) => {
      const socket = new WebSocket(demo.serviceUrl, { origin: "https://elsewhere.example" });
      socket.on("open", () => resolve("connected"));
      socket.on("error", (error) => resolve(error.message));
    });
    expect(outcome).toMatch(/401|403/);
  });
});
