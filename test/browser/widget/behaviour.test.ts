import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowsers, launchBrowser } from "../../support/browsers.ts";
import { openWidgetPage } from "./widget-page.ts";
import { LARGE_ZEROS, openWidgetSite, type WidgetSite } from "./widget-site.ts";

describeInBrowsers("<pades-verify> in use", (name) => {
  let browser: Browser;
  let site: WidgetSite;

  beforeAll(async () => {
    site = await openWidgetSite({ withLargeFile: true });
    browser = await launchBrowser(name);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it("tells of progress up to the last byte, then of the verdict, with the typed verification and the report", async () => {
    const widget = await openWidgetPage(browser, site);
    await widget.choose("good");
    await widget.waitFor("verified");
    const told = await widget.told();
    expect(told.at(-1)?.type).toBe("verified");
    const progress = told.filter(({ type }) => type === "progress").map(({ bytesRead }) => bytesRead ?? -1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(statSync(site.path("good")).size);
    const [kind, signer] = await widget.ask(({ outcome }) => [
      outcome?.kind,
      outcome?.kind === "files" ? outcome.verifications[0]?.signatures[0]?.signer?.commonName : null,
    ]);
    expect([kind, signer]).toEqual(["files", "Nguyễn Thị Dân"]);
    await widget.close();
  });

  it.each([
    ["good", true, "valid"],
    ["unsigned", true, "unsigned"],
    ["changed", false, "invalid"],
    ["notPdf", false, "unreadable"],
  ] as const)("lets a form with the file %s be sent: %s", async (file, isSent, verdict) => {
    const widget = await openWidgetPage(browser, site, "/form.html");
    expect(await widget.ask((element) => element.validity?.valueMissing)).toBe(true);
    await widget.choose(file);
    await widget.waitFor("verified");
    expect(await widget.ask((element) => element.checkValidity())).toBe(isSent);
    expect(await widget.ask((element) => element.validationMessage.includes("Chưa thể nộp tệp này."))).toBe(!isSent);
    const entries = await widget.ask((element) =>
      [...new FormData(element.form ?? undefined)].map(([key, value]) =>
        typeof value === "string"
          ? [key, (JSON.parse(value) as { verdict: string }).verdict]
          : [key, value.name, value.size > 0],
      ),
    );
    expect(entries).toEqual([
      ["check", verdict],
      ["papers", site.path(file).split("/").at(-1), true],
    ]);
    await (await widget.page.$("#send"))?.click();
    if (isSent) await widget.page.waitForFunction(() => document.title === "done");
    else expect(new URL(widget.page.url()).pathname).toBe("/form.html");
    await widget.close();
  });

  it("warns in a form about what is not decided, and only there", async () => {
    for (const [path, warns] of [
      ["/form.html", true],
      ["/", false],
    ] as const) {
      const widget = await openWidgetPage(browser, site, path);
      await widget.choose("unsigned");
      await widget.waitFor("verified");
      const note = await widget.find("[part=note]");
      expect(await note.evaluate((element) => !element.hidden)).toBe(warns);
      await widget.close();
    }
  });

  it("forgets files and verdict when its form is reset", async () => {
    const widget = await openWidgetPage(browser, site, "/form.html");
    await widget.choose("changed");
    await widget.waitFor("verified");
    await widget.ask((element) => element.form?.reset());
    expect(await widget.ask((element) => [element.verdict, element.value, element.getAttribute("verdict")])).toEqual([
      null,
      null,
      null,
    ]);
    expect(await widget.ask((element) => [...new FormData(element.form ?? undefined)].length)).toBe(0);
    await widget.close();
  });

  it("asks for the password of a file that needs one, and opens it", async () => {
    const widget = await openWidgetPage(browser, site);
    await widget.choose("encrypted");
    expect(await widget.waitFor("verified")).toMatchObject({ verdict: "unreadable" });
    const field = await widget.find("input[type=password]");
    await field.type("mật khẩu");
    await (await widget.find("[part=password] button")).click();
    await widget.page.waitForFunction(
      () => !["unreadable", null].includes(document.querySelector("pades-verify")?.getAttribute("verdict") ?? null),
    );
    expect(await widget.ask((element) => element.value?.includes("mật khẩu"))).toBe(false);
    await widget.close();
  });

  it("reads a signed file of 200 MB in slices, and stops at once when it is told to", async () => {
    const widget = await openWidgetPage(browser, site);
    await widget.verifyLarge();
    expect(await widget.waitFor("verified", "error")).toMatchObject({ type: "verified", verdict: "valid" });
    const read = (await widget.told()).map(({ bytesRead }) => bytesRead ?? 0);
    expect(Math.max(...read)).toBeGreaterThan(LARGE_ZEROS);

    await widget.forgetTold();
    await widget.verifyLarge();
    await widget.waitFor("progress");
    await (await widget.find("[part=progress] button")).click();
    expect(await widget.waitFor("cancelled", "verified")).toMatchObject({ type: "cancelled" });
    expect(await widget.ask((element) => [element.verdict, element.error])).toEqual([null, null]);
    // The worker stopped by itself and is free for the next: it did not have to be ended and loaded again.
    await widget.choose("good");
    expect(await widget.waitFor("verified")).toMatchObject({ verdict: "valid" });
    expect(widget.requests.filter((url) => url.endsWith("/pades-verify-worker.js"))).toHaveLength(1);
    await widget.close();
  });

  it("takes several files that are dropped", async () => {
    const widget = await openWidgetPage(browser, site);
    await widget.page.$eval("pades-verify", (element) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["not a PDF"], "a.pdf"));
      transfer.items.add(new File(["neither"], "b.pdf"));
      const zone = element.shadowRoot?.querySelector("[part=drop-zone]");
      zone?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    await widget.waitFor("verified");
    expect(await widget.ask(({ outcome }) => (outcome?.kind === "files" ? outcome.verifications.length : 0))).toBe(2);
    await widget.close();
  });

  it.each([
    ["/without-trust.html", "ERR_INVALID_ARGUMENT", "chưa được thiết lập đúng"],
    ["/no-worker.html", "ERR_WORKER", "không khởi động được"],
  ] as const)("on %s says %s, and blames no file", async (path, code, title) => {
    const widget = await openWidgetPage(browser, site, path);
    await widget.choose("good");
    expect(await widget.waitFor("error", "verified")).toMatchObject({ type: "error", code });
    expect(await widget.text("problem")).toContain(title);
    expect(await widget.ask((element) => element.verdict)).toBeNull();
    await widget.close();
  });

  it("sends a form with the files alone where it could not check them", async () => {
    const widget = await openWidgetPage(browser, site, "/form.html");
    await widget.ask((element) => element.setAttribute("worker-url", "/absent.js"));
    await widget.choose("good");
    expect(await widget.waitFor("error", "verified")).toMatchObject({ type: "error" });
    expect(await widget.ask((element) => element.checkValidity())).toBe(true);
    const keys = await widget.ask((element) => [...new FormData(element.form ?? undefined).keys()]);
    expect(keys).toEqual(["papers"]);
    await widget.close();
  });

  it("says what a technician of the page has to do where it came over plain http", async () => {
    // A name of this machine that is not localhost: no secure context.
    const url = new URL(site.origin);
    const foreign = { ...site, origin: `http://pades.example:${url.port}` };
    const remote = await launchBrowser(name, { localHost: "pades.example" });
    try {
      const widget = await openWidgetPage(remote, foreign);
      expect(await widget.ask((element) => element.error?.code)).toBe("ERR_INSECURE_CONTEXT");
      expect(await widget.text("problem")).toContain("https");
      await widget.choose("good");
      expect(await widget.waitFor("error", "verified")).toMatchObject({ code: "ERR_INSECURE_CONTEXT" });
      expect(await widget.ask((element) => element.verdict)).toBeNull();
    } finally {
      await remote.close();
    }
  });

  it("shows nothing of a file's name as markup", async () => {
    const widget = await openWidgetPage(browser, site);
    const file = join(site.folder, "<img src=x onerror=alert(1)>&lt;b&gt;.pdf");
    writeFileSync(file, "not a PDF");
    await widget.chooseFiles(file);
    await widget.waitFor("verified");
    expect(await widget.text("file")).toContain("<img src=x onerror=alert(1)>&lt;b&gt;.pdf");
    expect(await widget.ask((element) => element.shadowRoot?.querySelectorAll("img, b > b").length)).toBe(0);
    expect(widget.complaints).toEqual([]);
    await widget.close();
  });
});
