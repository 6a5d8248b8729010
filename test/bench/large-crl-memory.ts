/**
 * Prints by how many MB reading, checking and searching one CRL raises the most memory that this process ever held, as
 * Linux counts it. Needs --expose-gc. Arguments: the CRL and the certificate of its issuer, DER.
 */
import { readFileSync } from "node:fs";
import { parseCrl } from "../../src/revocation/crl.ts";
import { issueCrl } from "../../src/testing/crl.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { PathBudget } from "../../src/x509/path-budget.ts";
import { PathSignatures } from "../../src/x509/path-signatures.ts";
import { DEMO_NOW, demoIdentity } from "../support/demo-certs.ts";

const [crlPath = "", issuerPath = ""] = process.argv.slice(2);
const issuer = parseCertificate(new Uint8Array(readFileSync(issuerPath)));

async function search(der: Uint8Array): Promise<void> {
  const crl = parseCrl(der);
  if (issuer.publicKey === null) throw new Error("no key");
  const { verdict } = await new PathSignatures(new PathBudget(), null).check(crl, issuer.publicKey);
  if (verdict !== "valid") throw new Error(`the signature is ${verdict}`);
  if (crl.entriesFor(Uint8Array.of(1)).length > 0) throw new Error("found what is not there");
}

// Once with a small list, so that the program itself is not counted.
const small = { thisUpdate: DEMO_NOW, number: 1, entries: [{ serialNumber: Uint8Array.of(2), revokedAt: DEMO_NOW }] };
await search(await issueCrl(await demoIdentity("public-ca/issuing-ca"), small));
globalThis.gc?.();
const before = highWaterKb();
await search(new Uint8Array(readFileSync(crlPath)));
process.stdout.write(String((highWaterKb() - before) / 1024));

/** Not resourceUsage().maxRSS, which a process inherits from the one that started it. */
function highWaterKb(): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1]);
}
