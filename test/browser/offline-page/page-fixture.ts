import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { buildPageScripts } from "../../../.config/build-page-scripts.ts";
import { buildStandalone } from "../../../.config/build-standalone.ts";
import { demoServices } from "../../../examples/demo-authority.ts";
import { samplePdf } from "../../../examples/sample-pdf.ts";
import { encodeUtf8 } from "../../../src/bytes/text.ts";
import { webCryptoSigner } from "../../../src/keys/web-crypto-signer.ts";
import { encodeEvidenceBundle } from "../../../src/pades/evidence/encode-evidence-bundle.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { composePage, type PageContent, type PageScripts } from "../../../src/report/offline-page/compose-page.ts";
import { issueCrl } from "../../../src/testing/crl.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { demoIdentity, demoSigner, demoTrustProfile } from "../../support/demo-certs.ts";

const DAY_MS = 86_400_000;

/** What lies on the stick: files to verify, and evidence. */
export interface Stick {
  readonly folder: string;
  readonly path: (name: string) => string;
  /** Writes the page, with the demo profile where no other data is given; gives its file:// address. */
  readonly writePage: (data?: Partial<PageContent["data"]>, language?: PageContent["language"]) => string;
  readonly remove: () => void;
}

/** Scripts of the page, built anew. */
export async function buildScripts(folder: string): Promise<PageScripts> {
  mkdirSync(folder, { recursive: true });
  await buildStandalone(folder);
  await buildPageScripts(folder);
  const read = (name: string): string => readFileSync(join(folder, name), "utf8").trim();
  return { boot: read("page/boot.js"), app: read("page/app.js"), worker: read("pades-verify-worker.js") };
}

export async function makeStick(): Promise<Stick> {
  const folder = mkdtempSync(join(tmpdir(), "pades-stick-"));
  const scripts = await buildScripts(join(folder, "build"));
  const { key, chain } = await demoSigner("cong-vu/person");
  const trust = createTrustStore(demoTrustProfile());
  const signer = webCryptoSigner(key, chain);
  const sample = await samplePdf();
  const archived = await signPdf(sample, { signer, level: "B-LTA", trust, ...(await demoServices()) });
  const changed = new Uint8Array(archived);
  // Inside the title, which the signature covers.
  const at = Buffer.from(archived).indexOf("/CreationDate");
  changed[at + 20] = (changed[at + 20] ?? 0) ^ 1;
  const files: Readonly<Record<string, Uint8Array>> = {
    "archived.pdf": archived,
    "changed.pdf": changed,
    "basic.pdf": await signPdf(sample, { signer, level: "B-B" }),
    "unsigned.pdf": sample,
    "dossier.zip": zipSync({ "to-khai.pdf": archived, "giay-to/ban-sao.pdf": archived }),
    "new.evidence.json": await bundleOf(0),
    "old.evidence.json": await bundleOf(20),
    "broken.evidence.json": encodeUtf8('{"schema":"pades-dossier/evidence@1"}'),
  };
  const path = (name: string): string => join(folder, name);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path(name), bytes);
  let pages = 0;
  return {
    folder,
    path,
    writePage: (data = {}, language = "vi") => {
      const trustProfile = demoTrustProfile() as object;
      const file = path(`verify-${++pages}.html`);
      writeFileSync(file, composePage({ scripts, data: { trust: trustProfile, ...data }, language }));
      return `file://${file}`;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** CRLs of the demo's official-duty authorities, issued so many days ago and good for a week. */
export async function bundleOf(daysAgo: number): Promise<Uint8Array> {
  const thisUpdate = new Date(Math.floor(Date.now() / 1000) * 1000 - daysAgo * DAY_MS);
  const nextUpdate = new Date(thisUpdate.getTime() + 7 * DAY_MS);
  const crls = await Promise.all(
    ["cong-vu/root", "cong-vu/sub-ca"].map(async (name) =>
      issueCrl(await demoIdentity(name), { thisUpdate, nextUpdate, number: 1, entries: [] }),
    ),
  );
  return encodeEvidenceBundle(
    crls.map((der) => ({ kind: "crl", der, source: null })),
    thisUpdate,
  );
}

export interface OpenedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
  /** Gives files to the element and waits for its verdict. */
  readonly verify: (...paths: readonly string[]) => Promise<string | null>;
  readonly text: (selector: string) => Promise<string>;
}

export async function openPage(browser: Browser, url: string): Promise<OpenedPage> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  const input = (await page.waitForSelector("pades-verify >>> input[type=file]", {
    timeout: 20_000,
  })) as ElementHandle<HTMLInputElement>;
  return {
    page,
    complaints,
    requests,
    verify: async (...paths) => {
      await input.uploadFile(...paths);
      const element = await page.waitForSelector("pades-verify[verdict]", { timeout: 60_000 });
      return element?.evaluate((found) => found.getAttribute("verdict")) ?? null;
    },
    text: (selector) => page.$eval(selector, (element) => element.textContent ?? ""),
  };
}
