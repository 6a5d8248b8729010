/** Verifies a PDF in five lines. Run after 01: npx tsx examples/02-verify.ts [file] */
import { readFile } from "node:fs/promises";
import { createTrustStore, renderReport, verifyPdf } from "pades-dossier";

const trust = createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8")));
const verification = await verifyPdf(await readFile(process.argv[2] ?? "out/01-signed.pdf"), { trust });
console.log(renderReport(verification, { format: "text", locale: "en" }));
