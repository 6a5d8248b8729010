import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type StaticServer, serveFiles } from "../support/static-server.ts";

describe("the Chromium that tests run in", () => {
  let browser: Browser;
  let server: StaticServer;

  beforeAll(async () => {
    server = await serveFiles(new Map([["/index.html", "<!doctype html><title>page</title><p>Chữ ký số</p>"]]));
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("opens a page from the local server as a secure context with Web Crypto", async () => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const digest = await page.evaluate(async () => {
      const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("abc"));
      return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    });
    expect(await page.title()).toBe("page");
    expect(digest).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    await page.close();
  });

  it("draws text in fonts of its own, whatever the machine has", async () => {
    const page = await browser.newPage();
    await page.setContent(`<span style="font: 20px system-ui, sans-serif">Chữ ký số hợp lệ</span>`);
    const width = await page.evaluate(() => document.querySelector("span")?.getBoundingClientRect().width ?? 0);
    expect(width).toBeGreaterThan(60);
    expect((await page.screenshot()).length).toBeGreaterThan(0);
    await page.close();
  });

  it("keeps the web's security on: a page cannot read another origin", async () => {
    const other = await serveFiles(new Map([["/secret.json", "{}"]]));
    const page = await browser.newPage();
    await page.goto(server.origin);
    const outcome = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => "read",
          () => "refused",
        ),
      `${other.origin}/secret.json`,
    );
    expect(outcome).toBe("refused");
    await page.close();
    await other.close();
  });
});
