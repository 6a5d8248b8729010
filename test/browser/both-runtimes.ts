import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { type BrowserName, launchBrowser } from "../support/browsers.ts";
import { repository } from "../support/repository.ts";
import { serveFiles } from "../support/static-server.ts";

/** What all runtimes run: the published entries, a fixed time, the same trust. */
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

interface JudgingPage {
  judgeUrl(url: string, path: string, profile: unknown): Promise<string>;
}

export interface Judgment {
  /** The name under which the file was verified. */
  readonly name: string;
  /** The JSON report made in Node, and that made in the browser. */
  readonly node: string;
  readonly browser: string;
}

/** Verifies files with the package that `consumer` has installed, in Node and in a page under a strict policy. */
export async function judgeInBoth(
  consumer: string,
  files: readonly string[],
  browserName: BrowserName,
): Promise<Judgment[]> {
  const profile: unknown = JSON.parse(readFileSync(join(repository, "certs/demo.trust.json"), "utf8"));
  const cases = files.map((file, index) => ({ file, name: `${index}-${basename(file)}` }));
  const sources = { "judge.mjs": judgeSource, "node.mjs": nodeSource, "page.mjs": pageSource };
  for (const [name, source] of Object.entries(sources)) writeFileSync(join(consumer, name), source);
  const fromNode = JSON.parse(runInNode(consumer, "node.mjs", { files: cases, profile })) as string[];

  const server = await serveFiles(await pageWith(consumer, files));
  const browser = await launchBrowser(browserName);
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const judgments: Judgment[] = [];
    for (const [index, { name }] of cases.entries()) {
      const report = await page.evaluate(
        (url, path, trust) => (globalThis as unknown as JudgingPage).judgeUrl(url, path, trust),
        `/files/${index}.pdf`,
        name,
        profile,
      );
      judgments.push({ name, node: fromNode[index] ?? "", browser: report });
    }
    return judgments;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs a script of `folder` with `input` as JSON on its standard input; gives what it writes. */
export function runInNode(folder: string, script: string, input: unknown): string {
  const options = { cwd: folder, encoding: "utf8", input: JSON.stringify(input), maxBuffer: 1 << 28 } as const;
  return execFileSync(process.execPath, [script], options);
}

async function pageWith(consumer: string, files: readonly string[]): Promise<Map<string, string | Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [join(consumer, "page.mjs")],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
  });
  const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const served = new Map<string, string | Uint8Array>([
    ["/index.html", `<!doctype html>${head}<title>judge</title><script type="module" src="/page.js"></script>`],
    ["/page.js", outputFiles[0]?.text ?? ""],
  ]);
  for (const [index, file] of files.entries()) served.set(`/files/${index}.pdf`, readFileSync(file));
  return served;
}
