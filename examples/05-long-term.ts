/**
 * Signs at B-LTA and renews it, with no outside server: the timestamp authority, the OCSP responder and the CRLs are the
 * demo PKI's own, as request handlers in this process. With real ones, `fetcher` is guardedFetcher() and the rest stays.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createTrustStore, extendPdf, pkcs12Signer, signPdf, tsaClient } from "pades-dossier";
import { handlerFetcher, issueCrl, ocspResponder, openTestIdentity, timestampAuthority } from "pades-dossier/testing";
import { samplePdf } from "./sample-pdf.ts";

const now = () => new Date();
const [root, subCa, tsa] = await Promise.all([
  identity("root"),
  identity("sub-ca", "root"),
  identity("tsa", "sub-ca", "root"),
]);

const fetcher = handlerFetcher({
  "http://tsa.demo.invalid/": timestampAuthority({ identity: tsa, now }),
  "http://ocsp.cong-vu.demo.invalid/sub-ca": ocspResponder({ issuer: subCa, now }),
  "http://ocsp.cong-vu.demo.invalid/root": ocspResponder({ issuer: root, now }),
  "http://crl.cong-vu.demo.invalid/root.crl": async () => ({
    status: 200,
    contentType: "application/pkix-crl",
    body: await issueCrl(root, {
      thisUpdate: now(),
      nextUpdate: new Date(Date.now() + 86_400_000),
      number: 1,
      entries: [],
    }),
  }),
});

const options = {
  timestampAuthority: tsaClient("http://tsa.demo.invalid/", { fetcher }),
  trust: createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8"))),
  fetcher,
};
const signer = await pkcs12Signer(await readFile("certs/cong-vu/person.p12"), "demo");
const signed = await signPdf(await samplePdf(), { signer, level: "B-LTA", ...options });
// Before the timestamp's certificate expires or its algorithms weaken, and as often as that takes:
const renewed = await extendPdf(signed, { to: "B-LTA", ...options });

await mkdir("out", { recursive: true });
await writeFile("out/05-long-term.pdf", renewed);
console.log(`out/05-long-term.pdf: ${signed.length} bytes, renewed ${renewed.length} bytes`);

/** A demo identity with its key; the names of those above it follow. */
async function identity(name: string, ...above: readonly string[]) {
  const chain = await Promise.all([name, ...above].map((one) => pem(`${one}.pem`)));
  return openTestIdentity(chain, await pem(`${name}.key.pem`));
}

async function pem(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = await readFile(`certs/cong-vu/${file}`, "utf8");
  return new Uint8Array(Buffer.from(text.replace(/-----[^-]+-----/g, ""), "base64"));
}
