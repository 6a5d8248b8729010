import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildStandalone } from "../../.config/build-standalone.ts";
import { demoCrlFetcher, demoCrlUrls } from "../../examples/portal/demo-revocation.ts";
import type { Answer } from "../../examples/portal/judge-upload.ts";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES } from "../../examples/portal/limits.ts";
import { openPortal, type Portal } from "../../examples/portal/portal.ts";
import { samplePdf } from "../../examples/sample-pdf.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { serveLocally } from "../../src/node/local-server.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { createTestAuthority } from "../../src/testing/test-authority.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import type { TrustProfile } from "../../src/x509/trust-profile.ts";
import { launchBrowser } from "../support/browsers.ts";
import { demoSigner, demoTrustProfile } from "../support/demo-certs.ts";

describe("the portal", () => {
  let browser: Browser;
  let portal: Portal;
  let folder: string;
  let scripts: { readonly element: string; readonly worker: string };
  let sample: Uint8Array;
  let honest: Uint8Array;
  let tampered: Uint8Array;
  const answers: Answer[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pades-portal-"));
    await buildStandalone(folder);
    const built = (name: string): string => readFileSync(join(folder, name), "utf8");
    scripts = { element: built("pades-verify.js"), worker: built("pades-verify-worker.js") };
    const { key, chain } = await demoSigner("public-ca/citizen");
    sample = await samplePdf();
    honest = await signPdf(sample, { signer: webCryptoSigner(key, chain), level: "B-B" });
    tampered = new Uint8Array(honest);
    tampered[11] = 0x41;
    const files = { "honest.pdf": honest, "tampered.pdf": tampered, "unsigned.pdf": sample };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    portal = await openPortal({
      trustProfile: demoTrustProfile() as TrustProfile,
      fetcher: await demoCrlFetcher(),
      crlUrls: demoCrlUrls,
      scripts,
      onAnswer: (answer) => answers.push(answer),
    });
    browser = await launchBrowser("chromium");
  });

  afterAll(async () => {
    await browser?.close();
    await portal?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    answers.length = 0;
  });

  interface Visit {
    readonly page: Page;
    readonly complaints: readonly string[];
    /** Addresses of other sites that the page asked. */
    readonly strangers: readonly string[];
    readonly posts: readonly string[];
  }

  /** Opens the upload page and gives a file to the element. */
  async function choose(file: string): Promise<Visit> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    const strangers: string[] = [];
    const posts: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(portal.origin) && !/^(blob|data):/.test(url)) strangers.push(url);
      if (request.method() === "POST") posts.push(url);
    });
    await page.goto(portal.origin);
    const input = await page.waitForSelector("pades-verify >>> input[type=file]");
    await (input as ElementHandle<HTMLInputElement>).uploadFile(join(folder, file));
    await page.waitForSelector("pades-verify[verdict]", { timeout: 30_000 });
    return { page, complaints, strangers, posts };
  }

  async function send(page: Page): Promise<string> {
    await page.click("button[type=submit]");
    await page.waitForSelector("#decision", { timeout: 30_000 });
    return page.$eval("#decision", (heading) => heading.getAttribute("data-decision") ?? "");
  }

  /** What somebody sends who uses no page. */
  function post(
    files: readonly Uint8Array[],
    report?: string,
    name = "a.pdf",
    origin = portal.origin,
  ): Promise<Response> {
    const form = new FormData();
    for (const file of files) form.append("files", new Blob([new Uint8Array(file)]), name);
    if (report !== undefined) form.append("report", report);
    return fetch(`${origin}/submit`, { method: "POST", body: form, headers: { accept: "application/json" } });
  }

  it("accepts an honest file, on which page and server agree", async () => {
    const { page, complaints, strangers } = await choose("honest.pdf");
    expect(await send(page)).toBe("accepted");
    expect(answers).toMatchObject([{ decision: "accepted", verdict: "valid", client: "same", differences: [] }]);
    expect(complaints.filter((text) => !text.includes("favicon"))).toEqual([]);
    expect(strangers).toEqual([]);
    await page.close();
  });

  it("does not let the page send a file that was tampered with", async () => {
    const { page, posts } = await choose("tampered.pdf");
    await page.click("button[type=submit]");
    const sendable = await page.$eval("form", (form) => form.checkValidity());
    expect(sendable).toBe(false);
    expect(await page.$("#decision")).toBeNull();
    expect(posts).toEqual([]);
    expect(answers).toEqual([]);
    await page.close();
  });

  it("lets an undecided file through to a person, with a warning on the page", async () => {
    const { page } = await choose("unsigned.pdf");
    expect(await page.$eval("form", (form) => form.checkValidity())).toBe(true);
    expect(await send(page)).toBe("review");
    await page.close();
  });

  it("rejects a tampered file that is sent past the page", async () => {
    const response = await post([tampered]);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ decision: "rejected", verdict: "invalid", client: "none" });
  });

  it("gives several files the verdict that their report has", async () => {
    const response = await post([new TextEncoder().encode("not a PDF"), tampered, honest]);
    expect(response.status).toBe(422);
    const { verdict, report } = (await response.json()) as Answer;
    expect(verdict).toBe("invalid");
    expect(JSON.parse(report).verdict).toBe(verdict);
  });

  it("rejects a tampered file whatever the report says that comes with it, and names where they differ", async () => {
    const { report } = (await (await post([honest])).json()) as Answer;
    const { report: truth } = (await (await post([tampered])).json()) as Answer;
    const hashOf = (text: string): string => JSON.parse(text).files[0].sha256;
    const forged = report.replaceAll(hashOf(report), hashOf(truth));
    const response = await post([tampered], forged);
    expect(response.status).toBe(422);
    const { decision, client, differences } = (await response.json()) as Answer;
    expect({ decision, client }).toEqual({ decision: "rejected", client: "different" });
    expect(differences).toContain("verdict");
    expect(differences).not.toContain("files[0].sha256");
  });

  it.each([
    ["no JSON", "unreadable"],
    ["[]", "different"],
    ['{"__proto__":{"verdict":"valid"},"files":{"length":1e9}}', "different"],
  ] as const)("accepts an honest file beside the report %s, which decides nothing", async (report, client) => {
    const response = await post([honest], report);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ decision: "accepted", client });
  });

  it("takes no path and no name from whoever sends", async () => {
    const response = await post([honest], undefined, "../../../etc/passwd");
    expect(response.status).toBe(201);
    const text = await response.text();
    expect(text).not.toContain("passwd");
    expect(text).toContain("1.pdf");
  });

  it("refuses what is too large, too many, no form, or sent by another site", async () => {
    const boundary = "x".repeat(20);
    const type = { "content-type": `multipart/form-data; boundary=${boundary}` };
    const statusOf = async (body: BodyInit, headers: Record<string, string>): Promise<number> =>
      (await fetch(`${portal.origin}/submit`, { method: "POST", body, headers })).status;
    // A body that says nothing about its length is counted as it comes.
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
    });
    const sent = fetch(`${portal.origin}/submit`, {
      method: "POST",
      body: endless,
      headers: type,
      duplex: "half",
    } as RequestInit).then(
      ({ status }) => status,
      // The connection may be closed before the answer is read.
      () => 413,
    );
    expect(await sent).toBe(413);
    expect((await post(Array.from({ length: MAX_UPLOAD_FILES + 1 }, () => sample))).status).toBe(413);
    expect(await statusOf("no form at all", type)).toBe(400);
    expect(await statusOf("{}", { "content-type": "application/json" })).toBe(415);
    expect((await post([])).status).toBe(400);
    expect(await statusOf("x", { ...type, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(MAX_UPLOAD_BYTES).toBeLessThan(64 * 1024 * 1024);
    expect(answers).toEqual([]);
  });

  it("asks no address that a certificate in a file names, unless it is on the portal's own list", async () => {
    const asked: string[] = [];
    // An authority whose certificates lead to a port of this machine, as an attacker's may to one inside the network.
    const inside = await serveLocally(async ({ url }) => {
      asked.push(url);
      return { status: 200, contentType: "text/plain", body: new Uint8Array(1) };
    });
    const authority = await createTestAuthority({ now: () => new Date(), origin: inside.origin });
    const { key, chain } = await authority.issueSigner([["CN", "Somebody"]]);
    const signed = await signPdf(sample, {
      signer: webCryptoSigner(await importSigningKey(key), chain),
      level: "B-B",
    });
    const options = { trustProfile: authority.trustProfile, scripts };
    const listed = [`${inside.origin}/root.crl`, `${inside.origin}/ca.crl`];
    for (const crlUrls of [[], listed]) {
      // Where a list names a private address by mistake, the fetcher's own guard still stands.
      const careful = await openPortal({ ...options, crlUrls, fetcher: guardedFetcher() });
      const response = await post([signed], undefined, "a.pdf", careful.origin);
      expect(await response.json()).toMatchObject({ decision: "review", verdict: "indeterminate" });
      const evidence = await fetch(`${careful.origin}/evidence.json?url=${encodeURIComponent(inside.origin)}`);
      expect(((await evidence.json()) as { items: unknown[] }).items).toEqual([]);
      await careful.close();
    }
    expect(asked).toEqual([]);
    // The same, where whoever runs the portal means it: then it is asked, and only for what is listed.
    const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
    const meant = await openPortal({ ...options, crlUrls: listed, fetcher });
    await post([signed], undefined, "a.pdf", meant.origin);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => !listed.includes(url))).toEqual([]);
    await meant.close();
    await inside.close();
  });
});
