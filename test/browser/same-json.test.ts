import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { repository } from "../support/repository.ts";
import { type StaticServer, serveFiles } from "../support/static-server.ts";

const { consumer } = inject("packed");

/** Spread evenly over each folder, so that all producers and attacks of the corpus are met. */
const FILES_PER_FOLDER: Readonly<Record<string, number>> = { dss: 20, pyhanko: 10, generated: 14 };

/** What both runtimes run: the published entries, a fixed time, the same trust. */
const judgeSource = `
import { createTrustStore, verifyPdf } from "pades-dossier/verify";
import { renderReport } from "pades-dossier/report";

export async function judge(bytes, path, profile) {
  const trust = createTrustStore(profile);
  const now = new Date("2026-01-15T00:00:00Z");
  const verification = await verifyPdf(bytes, { trust, now, path, policy: { waive: ["revocation"] } });
  return renderReport(verification, { format: "json", locale: "vi" });
}
`;

const nodeSource = `
import { readFileSync } from "node:fs";
import { judge } from "./judge.mjs";

const { files, profile } = JSON.parse(readFileSync(0, "utf8"));
const reports = [];
for (const { file, name } of files) reports.push(await judge(new Uint8Array(readFileSync(file)), name, profile));
process.stdout.write(JSON.stringify(reports));
`;

const pageSource = `
import { judge } from "./judge.mjs";
globalThis.judgeUrl = async (url, path, profile) =>
  judge(new Uint8Array(await (await fetch(url)).arrayBuffer()), path, profile);
`;

/** Signed with each kind of key, so that verdicts of "valid" are compared too; and one of them changed. */
const signSource = `
import { readFileSync, writeFileSync } from "node:fs";
import { pkcs12Signer, signPdf } from "pades-dossier";

const { input, keys, folder } = JSON.parse(readFileSync(0, "utf8"));
const names = [];
for (const [name, file] of keys) {
  const signer = await pkcs12Signer(new Uint8Array(readFileSync(file)), "demo");
  const signed = await signPdf(new Uint8Array(readFileSync(input)), { signer, level: "B-B" });
  writeFileSync(folder + "/" + name + ".pdf", signed);
  signed[20] ^= 1;
  writeFileSync(folder + "/" + name + "-changed.pdf", signed);
  names.push(name + ".pdf", name + "-changed.pdf");
}
process.stdout.write(JSON.stringify(names));
`;

const keys = [
  ["rsa", "public-ca/citizen"],
  ["p256", "cong-vu/person"],
  ["rsa3072", "cong-vu/seal"],
  ["p384", "public-ca/signer-p384"],
  ["p521", "public-ca/signer-p521"],
  ["ed25519", "public-ca/signer-ed25519"],
].map(([name, path]) => [name, join(repository, "certs", `${path}.p12`)]);

interface Case {
  readonly file: string;
  readonly name: string;
}

function node(script: string, input: unknown): string {
  const options = { cwd: consumer, encoding: "utf8", input: JSON.stringify(input), maxBuffer: 1 << 28 } as const;
  return execFileSync(process.execPath, [script], options);
}

function chosen(folder: string, count: number): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.pdf$/i.test(name)).sort();
  const step = Math.max(1, files.length / count);
  return Array.from({ length: Math.min(count, files.length) }, (_, i) => join(folder, files[Math.floor(i * step)] ?? ""));
}

describeWithCorpus("verifying in Chromium and in Node", (corpus) => {
  const profile: unknown = JSON.parse(readFileSync(join(repository, "certs/demo.trust.json"), "utf8"));
  const cases: Case[] = [];
  let fromNode: string[] = [];
  let browser: Browser;
  let server: StaticServer;
  let page: Page;

  beforeAll(async () => {
    const sources = { "judge.mjs": judgeSource, "node.mjs": nodeSource, "page.mjs": pageSource, "sign.mjs": signSource };
    for (const [name, source] of Object.entries(sources)) writeFileSync(join(consumer, name), source);

    const corpusFiles = Object.entries(FILES_PER_FOLDER).flatMap(([folder, count]) => chosen(join(corpus, folder), count));
    const input = join(consumer, "unsigned.pdf");
    writeFileSync(input, unsignedPdf());
    const signed = JSON.parse(node("sign.mjs", { input, keys, folder: consumer })) as string[];
    const all = [input, ...signed.map((name) => join(consumer, name)), ...corpusFiles];
    cases.push(...all.map((file, index) => ({ file, name: `${index}-${basename(file)}` })));
    fromNode = JSON.parse(node("node.mjs", { files: cases, profile })) as string[];

    const { outputFiles } = await build({
      entryPoints: [join(consumer, "page.mjs")],
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
    const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
      <script type="module" src="/page.js"></script>`;
    const served = new Map<string, string | Uint8Array>([
      ["/index.html", html],
      ["/page.js", outputFiles[0]?.text ?? ""],
    ]);
    for (const [index, { file }] of cases.entries()) served.set(`/files/${index}.pdf`, readFileSync(file));
    server = await serveFiles(served);
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(server.origin);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("gives the same report, byte for byte, for files of the corpus and for files signed with each kind of key", async () => {
    expect(cases.length).toBeGreaterThanOrEqual(40 + 2 * keys.length);
    for (const [index, { name }] of cases.entries()) {
      const fromChromium = await page.evaluate(
        ([url, path, trust]) => (globalThis as unknown as Judge).judgeUrl(url, path, trust),
        [`/files/${index}.pdf`, name, profile] as const,
      );
      expect(JSON.parse(fromChromium), name).toEqual(JSON.parse(fromNode[index] ?? "null"));
      expect(fromChromium, name).toBe(fromNode[index]);
    }
  });

  it("meets every verdict that these files can have", () => {
    const verdicts = fromNode.map((report) => (JSON.parse(report) as { verdict: string }).verdict);
    expect(new Set(verdicts)).toEqual(new Set(["valid", "invalid", "indeterminate", "unsigned", "unreadable"]));
    const own = cases.map(({ file }, index) => [basename(file), verdicts[index]] as const);
    for (const [name] of keys) {
      expect(own).toContainEqual([`${name}.pdf`, "valid"]);
      expect(own).toContainEqual([`${name}-changed.pdf`, "invalid"]);
    }
  });
});

interface Judge {
  judgeUrl(url: string, path: string, profile: unknown): Promise<string>;
}

/** One empty page, with a cross-reference table. */
function unsignedPdf(): string {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
  ];
  let text = "%PDF-1.7\n% one empty page, as small as it gets\n";
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return text;
}
