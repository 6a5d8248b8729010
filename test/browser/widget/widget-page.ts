import type { Browser, ElementHandle, Page } from "puppeteer-core";
import type { PadesVerifyElement } from "../../../src/widget/element/verify-element.ts";
import { type FILES, LARGE_ZEROS, type WidgetSite } from "./widget-site.ts";

/** What a page's script noted of an event of the element. */
export interface Told {
  readonly type: "verified" | "progress" | "error" | "cancelled";
  readonly verdict: string | null;
  readonly code: string | null;
  readonly bytesRead: number | null;
}

/** The global scope of the pages of widget-site.ts. */
interface WidgetScope {
  readonly told: Told[];
}

/** A page with the element on it, as a person uses it. */
export interface WidgetPage {
  readonly page: Page;
  /** Complaints of the browser: uncaught errors, violations of the page's policy. */
  readonly complaints: readonly string[];
  /** Addresses that the page asked for. */
  readonly requests: readonly string[];
  readonly choose: (...names: (keyof typeof FILES)[]) => Promise<void>;
  /** The same, of any paths. */
  readonly chooseFiles: (...paths: string[]) => Promise<void>;
  /**
   * Has the large file verified, of a site that has it. Put together in the page, around zeros that it holds once: nothing
   * of this size goes over the wire.
   */
  readonly verifyLarge: () => Promise<void>;
  /** Waits for the first event of these types. */
  readonly waitFor: (...types: Told["type"][]) => Promise<Told>;
  readonly told: () => Promise<Told[]>;
  readonly forgetTold: () => Promise<void>;
  /** The text of the first part of this name, in the element's shadow. */
  readonly text: (part: string) => Promise<string>;
  readonly find: (selector: string) => Promise<ElementHandle<HTMLElement>>;
  /** Runs in the page, with the element. */
  readonly ask: <Answer>(question: (element: PadesVerifyElement) => Answer) => Promise<Awaited<Answer>>;
  readonly close: () => Promise<void>;
}

export async function openWidgetPage(browser: Browser, site: WidgetSite, path = "/"): Promise<WidgetPage> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(site.origin + path);
  const find: WidgetPage["find"] = async (selector) => {
    const found = await page.waitForSelector(`pades-verify >>> ${selector}`, { timeout: 20_000 });
    if (found === null) throw new Error(`nothing is ${selector}`);
    return found as ElementHandle<HTMLElement>;
  };
  const chooseFiles: WidgetPage["chooseFiles"] = async (...paths) => {
    const input = (await find("input[type=file]")) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(...paths);
  };
  return {
    page,
    complaints,
    requests,
    find,
    choose: (...names) => chooseFiles(...names.map(site.path)),
    chooseFiles,
    verifyLarge: () => page.$eval("pades-verify", verifyAroundZeros, LARGE_ZEROS),
    waitFor: async (...types) => {
      const handle = await page.waitForFunction(
        (wanted: string[]) => (globalThis as unknown as WidgetScope).told.find(({ type }) => wanted.includes(type)),
        { timeout: 60_000, polling: 50 },
        types,
      );
      return (await handle.jsonValue()) as Told;
    },
    told: () => page.evaluate(() => (globalThis as unknown as WidgetScope).told),
    forgetTold: () => page.evaluate(() => void (globalThis as unknown as WidgetScope).told.splice(0)),
    text: async (part) => (await find(`[part~=${part}]`)).evaluate((element) => element.textContent ?? ""),
    ask: (question) => page.$eval("pades-verify", question as (element: Element) => never),
    close: () => page.close(),
  };
}

/** Runs in the page. */
async function verifyAroundZeros(element: PadesVerifyElement, zeros: number): Promise<void> {
  const [head, tail] = await Promise.all(
    ["/large-head.bin", "/large-tail.bin"].map(async (path) => (await fetch(path)).blob()),
  );
  const piece = new Blob([new Uint8Array(zeros / 10)]);
  const content = new Blob([head ?? "", ...Array.from({ length: 10 }, () => piece), tail ?? ""]);
  void element.verify([{ path: "lon.pdf", content }]);
}
