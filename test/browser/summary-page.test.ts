import axe, { type AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderSummaryPage } from "../../src/cli/batch/summary-page.ts";
import type { CommandContext } from "../../src/cli/command-context.ts";
import { chooseLanguage } from "../../src/cli/language.ts";
import type { BatchResult } from "../../src/node/batch/batch-result.ts";
import { BatchSummary } from "../../src/node/batch/summary.ts";
import type { Verdict } from "../../src/pades/verify/verification.ts";
import { launchChromium } from "../support/chromium.ts";

const VERDICTS: readonly (readonly [Verdict, number, readonly string[]])[] = [
  ["valid", 9_120, []],
  ["invalid", 42, ["digest-mismatch", "changed-after-signing"]],
  ["indeterminate", 611, ["revocation-not-fresh"]],
  ["unsigned", 203, ["not-signed"]],
  ["unreadable", 24, ["pdf-damaged"]],
];

/** A night of 10,000 files in three provinces, with a name that would like to be markup. */
function night(): BatchSummary {
  const summary = new BatchSummary();
  for (const [verdict, files, reasons] of VERDICTS) {
    for (let i = 0; i < files; i++) {
      const result: BatchResult = {
        path: `${i}.pdf`,
        sha256: null,
        verdict,
        validationTime: null,
        reasons,
        organizations: verdict === "unsigned" ? [] : [`Ủy ban nhân dân xã Demo ${i % 40}`],
        authorities: verdict === "unsigned" ? [] : [i % 3 === 0 ? "CN=<b>CA</b>, O=DEMO" : "CN=CA Hai, O=DEMO"],
        signatures: [],
        provableUntil: null,
        error: null,
        report: null,
      };
      summary.add(result, ["Đăng ký khai sinh", "Cấp giấy phép xây dựng", null][i % 3] ?? null);
    }
  }
  return summary;
}

describe("the summary of a batch as a page", () => {
  let browser: Browser;
  const summary = night();
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
  });

  const pageIn = (language: "vi" | "en") => {
    const context = { ...chooseLanguage([`--lang=${language}`], {}, language) } as CommandContext;
    const time = new Date("2026-11-29T15:00:00Z");
    return renderSummaryPage({ summary, time, trust: "DEMO", isRevocationWaived: true }, context);
  };

  it.each([
    ["vi", 1280],
    ["en", 1280],
    ["vi", 390],
  ] as const)("is readable to all, asks for nothing and fits: %s, %d px", async (language, width) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => complaints.push(request.url()));
    await page.setContent(pageIn(language));
    const shots = process.env["PADES_SHOTS"];
    if (shots !== undefined)
      await page.screenshot({ path: `${shots}/summary-${language}-${width}.png`, fullPage: true });
    expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
    await page.addScriptTag({ content: axe.source });
    const { violations } = await page.evaluate<AxeResults>("axe.run()");
    expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("draws what its tables say, under its own policy, and takes names for text", async () => {
    const page = await browser.newPage();
    await page.setContent(pageIn("vi"));
    expect(await page.locator("h1").textContent()).toBe("Đã kiểm tra 10.000 tệp");
    expect(await page.locator("tr.valid td").first().textContent()).toBe("9.120");
    const width = await page.locator(".whole > svg rect.valid").getAttribute("width");
    expect(width).toBe("91.20");
    const fill = await page.locator(".whole > svg rect.valid").evaluate((rect) => getComputedStyle(rect).fill);
    expect(fill).toBe("rgb(23, 102, 58)");
    expect(await page.locator("b").count()).toBe(0);
    expect(await page.getByText("CN=<b>CA</b>, O=DEMO").count()).toBe(1);
    expect(await page.getByText("và 10 dòng khác").count()).toBe(1);
    await page.close();
  });
});
