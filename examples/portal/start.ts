/** `npm run portal`: opens the portal with the demo's trust, and writes files to try it with. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pkcs12Signer, signPdf } from "pades-dossier";
import { loadTrustProfile } from "pades-dossier/node";
import { samplePdf } from "../sample-pdf.ts";
import { demoCrlFetcher, demoCrlUrls } from "./demo-revocation.ts";
import { openPortal } from "./portal.ts";

const { resolve } = createRequire(import.meta.url);
const script = (name: string) => readFile(resolve(`pades-dossier/${name}`), "utf8");

const signer = await pkcs12Signer(await readFile("certs/public-ca/citizen.p12"), "demo");
const honest = await signPdf(await samplePdf(), { signer, level: "B-B" });
const tampered = new Uint8Array(honest);
// In the comment of the second line: the file opens as before, and is no longer the one that was signed.
tampered[11] = 0x41;
await mkdir("out/portal", { recursive: true });
await writeFile("out/portal/honest.pdf", honest);
await writeFile("out/portal/tampered.pdf", tampered);
await writeFile("out/portal/unsigned.pdf", await samplePdf());

const portal = await openPortal({
  trustProfile: await loadTrustProfile("certs/demo.trust.json"),
  fetcher: await demoCrlFetcher(),
  crlUrls: demoCrlUrls,
  scripts: { element: await script("pades-verify.js"), worker: await script("pades-verify-worker.js") },
  port: Number(process.env["PORT"] ?? 8080),
  onAnswer: ({ decision, verdict, client, differences }) => {
    console.log(`${decision}: ${verdict}; the page's report: ${client} ${differences.join(", ")}`);
  },
});
console.log(`${portal.origin}/ (stop with Ctrl+C). Files to try: out/portal/honest.pdf, tampered.pdf, unsigned.pdf`);
