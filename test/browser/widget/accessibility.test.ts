import axe, { type AxeResults } from "axe-core";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../support/browsers.ts";
import { openWidgetPage, type WidgetPage } from "./widget-page.ts";
import { openWidgetSite, type WidgetSite } from "./widget-site.ts";

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

describe("<pades-verify> for everybody", () => {
  let browser: Browser;
  let site: WidgetSite;

  beforeAll(async () => {
    site = await openWidgetSite();
    browser = await launchBrowser("chromium");
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** By the rules of axe-core, which the page's own policy would not let in by itself. */
  async function graveFaults(widget: WidgetPage): Promise<readonly unknown[]> {
    await widget.page.evaluate(axe.source);
    const { violations } = (await widget.page.evaluate("axe.run()")) as AxeResults;
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return grave.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
    }));
  }

  const CASES = (["light", "dark"] as const).flatMap((scheme) =>
    (["good", "changed", "unsigned", "notPdf", "encrypted", "dossier"] as const).map((file) => [file, scheme] as const),
  );

  it.each(CASES)("has no serious fault of accessibility, before and with a report: %s, %s", async (file, scheme) => {
    const widget = await openWidgetPage(browser, site, "/form.html");
    await widget.page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      // A colour on its way from one scheme to the other is no colour that anybody reads.
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    expect(await graveFaults(widget)).toEqual([]);
    await widget.choose(file);
    await widget.waitFor("verified");
    for (const viewport of [DESKTOP, PHONE]) {
      await widget.page.setViewport(viewport);
      expect(await graveFaults(widget)).toEqual([]);
      const overflow = await widget.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await widget.close();
  });

  it("has no serious fault of accessibility with a problem", async () => {
    const widget = await openWidgetPage(browser, site, "/without-trust.html");
    await widget.choose("good");
    await widget.waitFor("error");
    expect(await graveFaults(widget)).toEqual([]);
    await widget.close();
  });

  it("is used by keyboard alone: choose, read, open the details, choose again", async () => {
    const widget = await openWidgetPage(browser, site);
    const focused = () =>
      widget.ask((element) => {
        const inner = element.shadowRoot?.activeElement ?? null;
        return inner === null ? null : `${inner.localName} ${inner.textContent?.trim().slice(0, 20) ?? ""}`;
      });
    await widget.page.keyboard.press("Tab");
    expect(await focused()).toBe("button Chọn tệp");
    const [chooser] = await Promise.all([widget.page.waitForFileChooser(), widget.page.keyboard.press("Enter")]);
    await chooser.accept([site.path("good")]);
    await widget.waitFor("verified");
    // Where the focus was is gone: it moves to the report, and is not lost.
    expect((await focused())?.startsWith("div Hợp lệ")).toBe(true);
    const status = await widget.find("[role=status]");
    expect(await status.evaluate((element) => element.textContent)).toContain("Hợp lệ tại thời điểm ký.");
    await widget.page.keyboard.press("Tab");
    expect((await focused())?.startsWith("summary")).toBe(true);
    await widget.page.keyboard.press("Enter");
    expect(await widget.ask((element) => element.shadowRoot?.querySelectorAll("details[open]").length)).toBe(1);
    await widget.page.keyboard.press("Tab");
    expect(await focused()).toBe("button Kiểm tra tệp khác");
    await widget.page.keyboard.press("Enter");
    expect(await focused()).toBe("button Chọn tệp");
    await widget.close();
  });

  it("leads from the list of a dossier's files to each file, within its shadow", async () => {
    const widget = await openWidgetPage(browser, site, "/dossier.html");
    await widget.choose("dossier");
    await widget.waitFor("verified");
    await (await widget.find('a[href="#file-2"]')).focus();
    await widget.page.keyboard.press("Enter");
    expect(await widget.ask((element) => element.shadowRoot?.activeElement?.id)).toBe("file-2");
    await widget.close();
  });

  it("shows the same as the HTML report, one level of headings lower", async () => {
    const widget = await openWidgetPage(browser, site, "/dossier.html");
    await widget.choose("dossier");
    await widget.waitFor("verified");
    const levels = await widget.ask((element) =>
      [...(element.shadowRoot?.querySelectorAll("[part~=report] :is(h1, h2, h3, h4, h5)") ?? [])].map(
        ({ localName }) => localName,
      ),
    );
    expect(levels[0]).toBe("h2");
    expect(levels).not.toContain("h1");
    await widget.close();
  });
});
