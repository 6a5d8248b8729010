import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../support/browsers.ts";
import { openWidgetPage } from "./widget-page.ts";
import { openWidgetSite, type WidgetSite } from "./widget-site.ts";

/** What a reader of slices may hold beside them. */
const MAX_HEAP_BYTES = 64 * 1024 * 1024;

describe("what <pades-verify> costs in Chromium", () => {
  let browser: Browser;
  let site: WidgetSite;

  beforeAll(async () => {
    site = await openWidgetSite({ withLargeFile: true });
    browser = await launchBrowser("chromium");
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it("prints how long it takes from a file of 1 MB, chosen on a page just loaded, to its verdict", async () => {
    const widget = await openWidgetPage(browser, site);
    await widget.ask((element) => {
      performance.mark("loaded");
      element.addEventListener("verified", () => performance.measure("verdict", "loaded"));
    });
    await widget.choose("megabyte");
    expect(await widget.waitFor("verified", "error")).toMatchObject({ verdict: "valid" });
    const ms = await widget.page.evaluate(() => performance.getEntriesByName("verdict")[0]?.duration ?? Number.NaN);
    console.log(`first verdict on 1 MB, worker started cold: ${ms.toFixed(0)} ms`);
    expect(ms).toBeGreaterThan(0);
    await widget.close();
  });

  it("holds at most 64 MB of heap while it reads 200 MB", async () => {
    const widget = await openWidgetPage(browser, site);
    await widget.choose("good");
    await widget.waitFor("verified");
    await widget.forgetTold();
    await widget.verifyLarge();
    const [worker] = widget.page.workers();
    if (worker === undefined) throw new Error("the page has no worker");
    let peak = 0;
    let isDone = false;
    const done = widget.waitFor("verified", "error").finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const { usedSize } = await worker.client.send("Runtime.getHeapUsage");
      peak = Math.max(peak, usedSize);
    }
    expect(await done).toMatchObject({ verdict: "valid" });
    console.log(`peak heap of the worker over 200 MB: ${(peak / 1024 / 1024).toFixed(1)} MB`);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(MAX_HEAP_BYTES);
    await widget.close();
  });
});
