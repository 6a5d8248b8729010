import { readFileSync } from "node:fs";
import axe, { type AxeResults } from "axe-core";
import { PDFDocument } from "pdf-lib";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowsers, launchBrowser } from "../../support/browsers.ts";
import { demoTrustProfile } from "../../support/demo-certs.ts";
import { makeStick, type OpenedPage, openPage, type Stick } from "./page-fixture.ts";

describeInBrowsers("the offline page, opened from a stick without a network", (name) => {
  let browser: Browser;
  let stick: Stick;

  beforeAll(async () => {
    stick = await makeStick();
    browser = await launchBrowser(name, { offline: true });
  });

  afterAll(async () => {
    await browser?.close();
    stick?.remove();
  });

  const evidenceOf = (file: string): object => JSON.parse(readFileSync(stick.path(file), "utf8"));
  const profile = (): { readonly id: string } => demoTrustProfile() as { readonly id: string };

  /** What a person does with the mouse, on the element itself. */
  async function drop({ page }: OpenedPage, file: string): Promise<void> {
    const content = readFileSync(stick.path(file), "utf8");
    await page.$eval(
      "pades-verify",
      (element, text, fileName) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], fileName, { type: "application/json" }));
        const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true, composed: true });
        element.shadowRoot?.querySelector(".zone")?.dispatchEvent(event);
      },
      content,
      file,
    );
    await page.waitForFunction(() => (document.querySelector(".said")?.textContent ?? "") !== "", { polling: 50 });
  }

  it.each([
    [["archived.pdf"], "valid"],
    [["changed.pdf"], "invalid"],
    [["unsigned.pdf"], "unsigned"],
    [["archived.pdf", "changed.pdf"], "invalid"],
    [["dossier.zip"], "valid"],
  ] as const)("answers about %j: %s, and asks for nothing", async (files, verdict) => {
    const opened = await openPage(browser, stick.writePage());
    expect(await opened.verify(...files.map(stick.path))).toBe(verdict);
    expect(opened.requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
    expect(opened.requests.filter((url) => url.startsWith("file:")).length).toBeLessThanOrEqual(1);
    expect(opened.complaints).toEqual([]);
    await opened.page.close();
  });

  it("has no network to ask, and no policy that would let it", async () => {
    const { page } = await openPage(browser, stick.writePage());
    const outcome = await page.evaluate(() =>
      fetch("http://127.0.0.1/").then(
        () => "answered",
        () => "refused",
      ),
    );
    expect(outcome).toBe("refused");
    await page.close();
  });

  it("shows whom it trusts and how old its revocation data is, and uses that", async () => {
    const opened = await openPage(browser, stick.writePage({ evidence: evidenceOf("new.evidence.json") }));
    const basis = await opened.text(".basis");
    expect(basis).toContain("DEMO Official-Duty Root CA");
    expect(basis).toMatch(/SHA-256 [0-9a-f]{8} /);
    expect(basis).toContain("cách đây 0 ngày");
    expect(await opened.verify(stick.path("basic.pdf"))).toBe("valid");
    await opened.page.close();
  });

  it("takes newer revocation data by drop, and verifies with it", async () => {
    const opened = await openPage(browser, stick.writePage({ evidence: evidenceOf("old.evidence.json") }));
    expect(await opened.verify(stick.path("basic.pdf"))).toBe("indeterminate");
    expect(await opened.text(".basis")).toContain("đã đến hạn thay");
    await opened.page.$eval("pades-verify", (element) => (element as HTMLElement & { reset(): void }).reset());
    await drop(opened, "new.evidence.json");
    expect(await opened.text(".said")).toContain("Đã nạp new.evidence.json");
    expect(await opened.text(".basis")).not.toContain("đã đến hạn thay");
    expect(await opened.verify(stick.path("basic.pdf"))).toBe("valid");
    await opened.page.close();
  });

  it("keeps what it has where the bundle is older or none", async () => {
    const opened = await openPage(browser, stick.writePage({ evidence: evidenceOf("new.evidence.json") }));
    await drop(opened, "old.evidence.json");
    expect(await opened.text(".said")).toContain("không mới hơn");
    const broken = await openPage(browser, stick.writePage({ evidence: evidenceOf("new.evidence.json") }));
    await drop(broken, "broken.evidence.json");
    expect(await broken.text(".said")).toContain("không phải là gói dữ liệu thu hồi");
    expect(await opened.verify(stick.path("basic.pdf"))).toBe("valid");
    expect(await broken.verify(stick.path("basic.pdf"))).toBe("valid");
    await opened.page.close();
    await broken.page.close();
  });

  it("shows a hostile name in its profile as the text that it is", async () => {
    const id = '</script><script>document.title="taken"</script><!--<script><img src=x onerror=alert(1)>';
    const opened = await openPage(browser, stick.writePage({ trust: { ...profile(), id } }));
    expect(await opened.text(".basis")).toContain(id);
    expect(await opened.page.title()).toBe("Kiểm tra chữ ký số của hồ sơ");
    expect(await opened.verify(stick.path("archived.pdf"))).toBe("valid");
    expect(opened.complaints).toEqual([]);
    await opened.page.close();
  });

  it("turns to English and back with what it has found", async () => {
    const opened = await openPage(browser, stick.writePage());
    await opened.verify(stick.path("archived.pdf"));
    await opened.page.click(".language");
    expect(await opened.page.title()).toBe("Check the digital signatures of a dossier");
    await opened.page.waitForFunction(
      () =>
        document
          .querySelector("pades-verify")
          ?.shadowRoot?.querySelector("h2")
          ?.textContent?.includes("Valid at the time of signing") === true,
      { polling: 50 },
    );
    await opened.page.close();
  });

  it("has no serious fault of accessibility", async () => {
    const opened = await openPage(browser, stick.writePage({ evidence: evidenceOf("old.evidence.json") }));
    await opened.verify(stick.path("archived.pdf"));
    // As a function of the driver: the page's own policy lets no other script in.
    const results = await opened.page.evaluate(`${axe.source}; axe.run()`);
    const { violations } = results as AxeResults;
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(grave.map(({ id, nodes }) => ({ id, nodes }))).toEqual([]);
    await opened.page.close();
  });

  it("prints the slip on one page of A4, without the report", async () => {
    const opened = await openPage(browser, stick.writePage());
    await opened.verify(stick.path("archived.pdf"));
    const printed = async (): Promise<PDFDocument> =>
      PDFDocument.load(await opened.page.pdf({ preferCSSPageSize: true }));
    const whole = await printed();
    // The dialogue of the browser would wait for a person.
    await opened.page.evaluate(() => {
      globalThis.print = () => {};
    });
    await opened.page.click(".print button");
    const slip = await printed();
    expect(slip.getPageCount()).toBe(1);
    expect(whole.getPageCount()).toBeGreaterThan(1);
    const { width, height } = slip.getPage(0).getSize();
    // Browsers round to whole pixels in different places.
    expect(Math.abs(width - 595.28)).toBeLessThan(1);
    expect(Math.abs(height - 841.89)).toBeLessThan(1);
    await opened.page.close();
  });
});
