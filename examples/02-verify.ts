/** Verifies a PDF in five lines; what the fifth prints says which checks were made and which could not be. */
import { readFile } from "node:fs/promises";
import { createTrustStore, renderReport, verifyPdf } from "pades-dossier";

const trust = createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8")));
const verification = await verifyPdf(await readFile("out/01-signed.pdf"), { trust });
console.log(renderReport(verification, { format: "text", locale: "en" }));
