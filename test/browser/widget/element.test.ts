import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowsers, launchBrowser } from "../../support/browsers.ts";
import { openWidgetPage } from "./widget-page.ts";
import { openWidgetSite, type WidgetSite } from "./widget-site.ts";

describeInBrowsers("<pades-verify> under a policy without eval, inline style or strings as scripts", (name) => {
  let browser: Browser;
  let site: WidgetSite;

  beforeAll(async () => {
    site = await openWidgetSite();
    browser = await launchBrowser(name);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it.each([
    ["/", "good", "valid", "Hợp lệ tại thời điểm ký."],
    ["/", "changed", "invalid", "Không hợp lệ: tài liệu đã bị thay đổi sau khi ký."],
    ["/", "unsigned", "unsigned", "Chưa ký số."],
    ["/", "notPdf", "unreadable", "Không đọc được tệp: "],
    ["/untrusted.html", "good", "indeterminate", "Chưa đủ căn cứ kết luận: "],
    ["/undecided.html", "good", "indeterminate", "Chưa đủ căn cứ kết luận: chưa kiểm tra được tình trạng thu hồi."],
    // A manifest that nobody sealed proves nothing; the same one, handed in by the page, does.
    ["/", "dossier", "indeterminate", "Chưa đủ căn cứ kết luận: "],
    ["/dossier.html", "dossier", "valid", "Hợp lệ: hồ sơ đúng, đủ, sạch, sống."],
    ["/en.html", "good", "valid", "Valid at the time of signing."],
  ] as const)("on %s answers about the file %s: %s", async (path, file, verdict, answer) => {
    const widget = await openWidgetPage(browser, site, path);
    await widget.choose(file);
    expect(await widget.waitFor("verified", "error")).toMatchObject({ type: "verified", verdict });
    expect((await widget.text("answer")).trim().startsWith(answer)).toBe(true);
    expect(await widget.ask((element) => element.getAttribute("verdict"))).toBe(verdict);
    expect(await widget.ask((element) => JSON.parse(element.value ?? "null")?.verdict as string)).toBe(verdict);
    expect(widget.complaints).toEqual([]);
    // What a browser has of its own, as the font of a password field, is data that it need not ask for.
    const asked = widget.requests.filter((url) => !/^(blob|data):/.test(url));
    expect(asked.filter((url) => new URL(url).origin !== site.origin)).toEqual([]);
    await widget.close();
  });
});
