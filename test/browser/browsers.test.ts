import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowsers, launchBrowser } from "../support/browsers.ts";
import { type StaticServer, serveFiles } from "../support/static-server.ts";

describeInBrowsers("one interface to both browsers", (name) => {
  let browser: Browser;
  let server: StaticServer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pades-browsers-"));
    server = await serveFiles(new Map([["/index.html", `<!doctype html><title>page</title><input type="file">`]]));
    browser = await launchBrowser(name);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is the browser that its name says", async () => {
    const userAgent = await browser.userAgent();
    expect(/firefox/i.test(userAgent)).toBe(name === "firefox");
    expect(/chrome/i.test(userAgent)).toBe(name === "chromium");
  });

  it("opens a page with Web Crypto, which Ed25519 is a part of, over http from this machine and over file://", async () => {
    writeFileSync(join(folder, "page.html"), "<!doctype html><title>page</title>");
    const page = await browser.newPage();
    for (const url of [server.origin, `file://${folder}/page.html`]) {
      await page.goto(url);
      expect(await page.title()).toBe("page");
      const algorithm = await page.evaluate(async () => {
        const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
        return "privateKey" in keys ? keys.privateKey.algorithm.name : "none";
      });
      expect(algorithm).toBe("Ed25519");
    }
    await page.close();
  });

  it("hands a file of the disk to a page, and tells of each request", async () => {
    writeFileSync(join(folder, "abc.txt"), "abc");
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(server.origin);
    const input = await page.waitForSelector('input[type="file"]');
    await input?.uploadFile(join(folder, "abc.txt"));
    const text = await page.evaluate(async () => document.querySelector("input")?.files?.[0]?.text());
    expect(text).toBe("abc");
    await page.evaluate(() => fetch("/asked-for").then(() => undefined));
    expect(requests).toContain("/asked-for");
    await page.close();
  });
});
