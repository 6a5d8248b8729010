import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import { type KindOfReport, kindsOfReport } from "../report/kinds-of-report.ts";
import { launchChromium } from "../support/chromium.ts";

const KINDS = [
  "valid",
  "permitted-changes",
  "changed",
  "untrusted",
  "undecided",
  "unsigned",
  "unreadable",
  "dossier",
  "dossier-with-faults",
] as const;
const LANGUAGES = ["vi", "en"] as const;
const CASES = KINDS.flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const));
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describe("the HTML report in a browser", () => {
  let browser: Browser;
  let reports: ReadonlyMap<string, KindOfReport>;

  beforeAll(async () => {
    reports = new Map((await kindsOfReport()).map((report) => [report.kind, report]));
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
  });

  async function open(
    kind: string,
    locale: "vi" | "en",
    options: BrowserContextOptions,
  ): Promise<{ readonly page: Page; readonly complaints: readonly string[]; readonly report: KindOfReport }> {
    const report = reports.get(kind);
    if (report === undefined) throw new Error(`no report of kind ${kind}`);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => complaints.push(`asked for ${request.url()}`));
    await page.setContent(renderReport(report.verification, { format: "html", locale, timeZone: "+07:00" }));
    return { page, complaints, report };
  }

  it("is looked at in every kind that there is", () => {
    expect([...reports.keys()]).toEqual([...KINDS]);
  });

  it.each(CASES)("has no serious fault of accessibility: %s, %s", async (kind, language) => {
    for (const viewport of [DESKTOP, PHONE]) {
      // The page's own policy runs no script, that of axe-core included.
      const { page } = await open(kind, language, { viewport, bypassCSP: true });
      await page.addScriptTag({ content: axe.source });
      const { violations } = await page.evaluate<AxeResults>("axe.run()");
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(grave.map(({ id, nodes }) => ({ id, nodes }))).toEqual([]);
      await page.context().close();
    }
  });

  it.each(CASES)("answers first, fits a phone and asks for nothing: %s, %s", async (kind, language) => {
    const { page, complaints, report } = await open(kind, language, { viewport: PHONE });
    const heading = (await page.locator("h1").textContent()) ?? "";
    expect(heading.startsWith(report.answer[language]), heading).toBe(true);
    expect(await page.locator("h1").count()).toBe(1);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await page.locator("details[open]").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(CASES)(
    "prints the result slip on one page of A4, with what makes it checkable: %s, %s",
    async (kind, language) => {
      const { page, report } = await open(kind, language, { viewport: DESKTOP });
      await page.emulateMedia({ media: "print" });
      const slip = (await page.locator(".slip").textContent()) ?? "";
      const { inputs } = report.verification;
      for (const part of [inputs.version, inputs.trust.sha256, "+07:00"]) expect(slip).toContain(part);
      const files = "answers" in report.verification ? report.verification.files : [report.verification];
      for (const { sha256 } of files) expect(slip).toContain(sha256 ?? "–");
      const height = await page.locator(".slip").evaluate((element) => element.getBoundingClientRect().height);
      // A4 without its margins, at 96 pixels an inch.
      expect(height).toBeLessThan(((297 - 32) / 25.4) * 96);
      await page.context().close();
    },
  );
});
