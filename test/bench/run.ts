/**
 * `npm run bench [-- --json]`: verifying and signing as multiples of the floor (one hash pass and the public-key
 * operations, on node:crypto, measured in the same run), verifications a second, and memory. Numbers are recorded in
 * docs/performance.md; nothing here asserts a time.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW, demoSigner, demoTrustProfile } from "../support/demo-certs.ts";
import { heapGrowthOverMany, speedOfTwo } from "./batch.ts";
import { documentOfSize } from "./documents.ts";
import { createFloor } from "./floor.ts";
import { largeCrl } from "./large-crl.ts";
import { linearCosts } from "./linear-costs.ts";
import { signArchived, verifyArchived } from "./long-term.ts";
import { medianMs, ratioToFloor, runsPerSecond } from "./measure.ts";
import { pathWithCrls } from "./path-with-crls.ts";

interface BenchCase {
  readonly name: string;
  readonly ratio?: number;
  /** What the ratio is of, where it is not the floor: the time for one of few, or the bytes of the list. */
  readonly of?: keyof typeof RATIO_OF;
  readonly perSecond?: number;
  readonly ms?: number;
  readonly peakMb?: number;
  /** How much of `ms` was waiting for the timestamp authority and the responders, their own work included. */
  readonly networkMs?: number;
  /** Two threads against one. */
  readonly speedup?: number;
}

const RATIO_OF = { unit: "one of few", bytes: "its bytes" } as const;

const SIZES = [
  { label: "10kb", bytes: 10_000, rounds: 300 },
  { label: "1mb", bytes: 1_000_000, rounds: 100 },
  { label: "20mb", bytes: 20_000_000, rounds: 15 },
] as const;

const SIGNER = "public-ca/citizen";
const { key, chain } = await demoSigner(SIGNER);
const signer = webCryptoSigner(key, chain);
const floor = createFloor(SIGNER);
const trust = createTrustStore(demoTrustProfile());
const options = { trust, now: DEMO_NOW, policy: { waive: ["revocation"] } } as const;
const cases: BenchCase[] = [];
let small: Uint8Array = new Uint8Array(0);

for (const { label, bytes, rounds } of SIZES) {
  const pdf = await documentOfSize(bytes);
  const sign = () => signPdf(pdf, { signer, level: "B-B", now: DEMO_NOW });
  const signed = await sign();
  await requireValid(signed);
  const verifying = await ratioToFloor(
    () => verifyPdf(signed, options),
    () => floor.verify(signed),
    rounds,
  );
  const signing = await ratioToFloor(sign, () => floor.sign(pdf), rounds);
  cases.push({ name: `verify-${label}`, ...verifying, ...(label === "20mb" ? { peakMb: peakMemory(signed) } : {}) });
  cases.push({ name: `sign-${label}`, ...signing });
  if (label === "10kb") {
    small = signed;
    cases.push({ name: "verify-b-b", perSecond: await runsPerSecond(() => verifyPdf(signed, options), 500, 7) });
  }
}
for (const { name, ratio } of linearCosts()) cases.push({ name, ratio, of: "unit" });
cases.push({ name: "path-3-crl", ms: await medianMs(pathWithCrls(), 1_000) });
cases.push({ name: "crl-500k-search", ...(await largeCrl()), of: "bytes" });
cases.push({ name: "verify-b-lta-5", perSecond: await runsPerSecond(await verifyArchived(), 100, 7) });
const { ownMs, networkMs } = await signArchived(100);
cases.push({ name: "sign-b-lta", ms: ownMs + networkMs, networkMs });
cases.push({ name: "batch-2-workers", ...(await speedOfTwo(small)) });
cases.push({ name: "batch-10k-heap-growth", peakMb: await heapGrowthOverMany(small) });
print(cases);

/** A number about a signature that is not valid would say nothing. */
async function requireValid(signed: Uint8Array): Promise<void> {
  const { verdict } = await verifyPdf(signed, options);
  if (verdict !== "valid") throw new Error(`the sample is ${verdict}`);
}

/** Memory that verifying takes beyond what the process had, in a process of its own that reads the file in pieces. */
function peakMemory(signed: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), "pades-bench-"));
  try {
    const file = join(folder, "signed.pdf");
    writeFileSync(file, signed);
    const script = join(import.meta.dirname, "peak-memory.ts");
    const output = execFileSync(process.execPath, [
      "--conditions=pades-source",
      "--expose-gc",
      "--import",
      "tsx",
      script,
      file,
    ]);
    return Number(output.toString());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(results: readonly BenchCase[]): void {
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify({ cases: results }));
    return;
  }
  console.log(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}\n`);
  for (const { name, ratio, of, ms, perSecond, peakMb, networkMs, speedup } of results) {
    const parts = [
      ratio === undefined ? null : `${ratio.toFixed(2)} x ${of === undefined ? "floor" : RATIO_OF[of]}`,
      ms === undefined ? null : `${ms.toFixed(2)} ms`,
      perSecond === undefined ? null : `${Math.round(perSecond)} a second`,
      networkMs === undefined ? null : `of them ${networkMs.toFixed(2)} ms waiting for the authority`,
      speedup === undefined ? null : `${speedup.toFixed(2)} x one thread`,
      peakMb === undefined ? null : `${peakMb.toFixed(1)} MB beyond the start`,
    ];
    console.log(`${name.padEnd(24)}${parts.filter((part) => part !== null).join(", ")}`);
  }
  // Of other tools, on a machine like this, one signature in 10 kB: what a second of theirs comes to.
  console.log(
    "\nFor comparison with batch-2-workers: pyHanko 59 files a second (17 ms each), pdfsig 18 (56 ms a process)",
  );
}
