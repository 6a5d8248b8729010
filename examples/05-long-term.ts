/** Signs at B-LTA and renews it years later; with no outside server, by the demo PKI's own services. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createTrustStore, extendPdf, pkcs12Signer, signPdf } from "pades-dossier";
import { demoServices } from "./demo-authority.ts";
import { samplePdf } from "./sample-pdf.ts";

const options = {
  ...(await demoServices()),
  trust: createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8"))),
};
const signer = await pkcs12Signer(await readFile("certs/cong-vu/person.p12"), "demo");
const signed = await signPdf(await samplePdf(), { signer, level: "B-LTA", ...options });
// Before the timestamp's certificate expires or its algorithms weaken, and as often as that takes:
const renewed = await extendPdf(signed, { to: "B-LTA", ...options });

await mkdir("out", { recursive: true });
await writeFile("out/05-long-term.pdf", renewed);
console.log(`out/05-long-term.pdf: ${signed.length} bytes, renewed ${renewed.length} bytes`);
