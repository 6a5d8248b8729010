/** Signs a PDF at level B-B with the key of a PKCS#12 file. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { pkcs12Signer, signPdf } from "pades-dossier";
import { samplePdf } from "./sample-pdf.ts";

const signer = await pkcs12Signer(await readFile("certs/cong-vu/person.p12"), "demo");
const signed = await signPdf(await samplePdf(), { signer, level: "B-B", reason: "Approved", location: "DEMO" });

await mkdir("out", { recursive: true });
await writeFile("out/01-signed.pdf", signed);
console.log(`out/01-signed.pdf: ${signed.length} bytes`);
