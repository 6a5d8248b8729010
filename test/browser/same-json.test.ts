import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, inject, it } from "vitest";
import { describeInBrowsers } from "../support/browsers.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { repository } from "../support/repository.ts";
import { type Judgment, judgeInBoth, runInNode } from "./both-runtimes.ts";

const { consumer } = inject("packed");

const keys = [
  ["rsa", "public-ca/citizen"],
  ["p256", "cong-vu/person"],
  ["rsa3072", "cong-vu/seal"],
  ["p384", "public-ca/signer-p384"],
  ["p521", "public-ca/signer-p521"],
  ["ed25519", "public-ca/signer-ed25519"],
] as const;

const signSource = `
import { readFileSync, writeFileSync } from "node:fs";
import { pkcs12Signer, signPdf } from "pades-dossier";

const { input, keys, folder } = JSON.parse(readFileSync(0, "utf8"));
for (const [name, file] of keys) {
  const signer = await pkcs12Signer(new Uint8Array(readFileSync(file)), "demo");
  const signed = await signPdf(new Uint8Array(readFileSync(input)), { signer, level: "B-B" });
  writeFileSync(folder + "/" + name + ".pdf", signed);
  // Inside the comment of the second line: still a well-formed PDF, no longer the one that was signed.
  signed[20] ^= 1;
  writeFileSync(folder + "/" + name + "-changed.pdf", signed);
}
`;

function expectSameReports(judgments: readonly Judgment[]): void {
  for (const { name, node, browser } of judgments) {
    expect(JSON.parse(browser), name).toEqual(JSON.parse(node));
    expect(browser, name).toBe(node);
  }
}

/** What docs/algorithms.md says that no browser verifies, as reports name it. */
const LACKING_IN_BROWSERS = /"signatureAlgorithm": ?"(DSA|Ed448)\b/;

/** Files with such a signature: the browser must say that it cannot check it, and must not call the file valid. */
function expectUnsupported({ name, node, browser }: Judgment): void {
  if (browser === node) return;
  expect(browser, name).toMatch(/"(signature-algorithm-unsupported|algorithm-unsupported)"/);
  expect(node, name).not.toMatch(/"(signature-algorithm-unsupported|algorithm-unsupported)"/);
  expect((JSON.parse(browser) as { verdict: string }).verdict, name).not.toBe("valid");
}

function verdictOf({ node }: Judgment): string {
  return (JSON.parse(node) as { verdict: string }).verdict;
}

describeInBrowsers("verifying our own files as Node does", (browser) => {
  let judgments: Judgment[];

  beforeAll(async () => {
    const input = join(consumer, "unsigned.pdf");
    writeFileSync(input, unsignedPdf());
    writeFileSync(join(consumer, "sign.mjs"), signSource);
    const paths = keys.map(([name, path]) => [name, join(repository, "certs", `${path}.p12`)]);
    runInNode(consumer, "sign.mjs", { input, keys: paths, folder: consumer });
    const signed = keys.flatMap(([name]) => [`${name}.pdf`, `${name}-changed.pdf`]);
    judgments = await judgeInBoth(consumer, [input, ...signed.map((name) => join(consumer, name))], browser);
  });

  it("gives the same report, byte for byte, for each kind of key", () => {
    expectSameReports(judgments);
  });

  it.each(keys.map(([name], index) => [name, index] as const))(
    "calls %s valid, and invalid where a byte was changed",
    (_name, index) => {
      const [signed, changed] = judgments.slice(1 + 2 * index);
      expect(signed && verdictOf(signed)).toBe("valid");
      expect(changed && verdictOf(changed)).toBe("invalid");
    },
  );
});

describeWithCorpus("verifying the corpus", (corpus) => {
  describeInBrowsers("as Node does", (browser) => {
    it("gives the same report, byte for byte, for every file", async () => {
      const files = readdirSync(corpus, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.pdf$/i.test(name))
        .sort();
      const judgments = await judgeInBoth(
        consumer,
        files.map((name) => join(corpus, name)),
        browser,
      );
      expect(judgments.length).toBeGreaterThanOrEqual(300);
      const lacking = judgments.filter(({ node }) => LACKING_IN_BROWSERS.test(node));
      lacking.forEach(expectUnsupported);
      expectSameReports(judgments.filter((judgment) => !lacking.includes(judgment)));
      // A few, and the rest in full:
      expect(lacking.length).toBeLessThan(judgments.length / 20);
      // Reports that are all alike would prove little.
      expect(new Set(judgments.map(verdictOf)).size).toBeGreaterThanOrEqual(3);
    });
  });
});

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
