/**
 * Two-phase signing across two processes: this one prepares the signature and later completes it; another one, which
 * holds the key and never sees the document, signs. In between everything waits as JSON, for as long as it takes.
 */
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { completeSignature, type PreparedSignature, prepareSignature } from "pades-dossier";
import { samplePdf } from "../sample-pdf.ts";

const readCertificate = async (path: string) => new Uint8Array(new X509Certificate(await readFile(path)).raw);

await mkdir("out", { recursive: true });
const pdf = await samplePdf();

// First phase: the document is hashed here, and only what has to be signed leaves.
const prepared = await prepareSignature(pdf, {
  level: "B-B",
  signer: {
    certificate: await readCertificate("certs/cong-vu/seal.pem"),
    chain: [await readCertificate("certs/cong-vu/sub-ca.pem"), await readCertificate("certs/cong-vu/root.pem")],
    algorithm: { scheme: "RSASSA-PKCS1-v1_5", digest: "SHA-256", name: "RSASSA-PKCS1-v1_5 with SHA-256" },
  },
});
await writeFile("out/03-prepared.json", JSON.stringify(prepared));

const service = ["--import", "tsx", "examples/03-remote-signer/signing-service.ts"];
execFileSync(process.execPath, service, { stdio: "inherit" });

// Second phase: the value is checked against the certificate before anything is written.
const restored: PreparedSignature = JSON.parse(await readFile("out/03-prepared.json", "utf8"));
const signed = await completeSignature(restored, await readFile("out/03-value.bin"), pdf);
await writeFile("out/03-signed.pdf", signed);
console.log(`out/03-signed.pdf: ${signed.length} bytes`);
