/**
 * `npm start`: makes a sample dossier, signs it with the demo chain at level B-LTA by the demo timestamp authority, which
 * runs in this process, verifies it offline, prints the verdict in your language and says where the report lies.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createTrustStore, pkcs12Signer, renderReport, signPdf, verifyPdf } from "pades-dossier";
import { demoServices } from "./demo-authority.ts";
import { samplePdf } from "./sample-pdf.ts";

const speaksVietnamese = /^vi/i.test(process.env["LC_ALL"] ?? process.env["LC_MESSAGES"] ?? process.env["LANG"] ?? "");
const locale = speaksVietnamese ? "vi" : "en";

const signer = await pkcs12Signer(await readFile("certs/cong-vu/person.p12"), "demo");
const trust = createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8")));
const signed = await signPdf(await samplePdf(), { signer, level: "B-LTA", trust, ...(await demoServices()) });

// All that is needed is in the document: timestamps, the whole chain, and that nothing was revoked.
const verification = await verifyPdf(signed, { trust, path: "out/dossier.pdf" });

await mkdir("out", { recursive: true });
await writeFile("out/dossier.pdf", signed);
await writeFile("out/report.json", renderReport(verification, { format: "json", locale }));
await writeFile("out/report.html", renderReport(verification, { format: "html", locale }));

console.log(renderReport(verification, { format: "text", locale }));
console.log(
  locale === "vi"
    ? "Hồ sơ mẫu: out/dossier.pdf. Báo cáo: out/report.html và out/report.json."
    : "The sample dossier is out/dossier.pdf. The report lies in out/report.html and out/report.json.",
);
