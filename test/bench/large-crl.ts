import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { parseCrl } from "../../src/revocation/crl.ts";
import { issueCrl } from "../../src/testing/crl.ts";
import { DEMO_NOW, demoIdentity } from "../support/demo-certs.ts";
import { medianMs } from "./measure.ts";

const ENTRIES = 500_000;
/** Octets of a serial number: with a date and a reason an entry takes 49 octets. */
const SERIAL_OCTETS = 16;

/**
 * Finding one certificate in a CRL of half a million: milliseconds from its bytes to the answer, for a number that is
 * listed last and one that is not listed, each in a list just parsed; and the most memory that a process takes which
 * reads the file, parses it, checks its signature and searches it, also as a multiple of the file's size (on Linux alone).
 */
export async function largeCrl(): Promise<{ readonly ms: number; readonly ratio?: number; readonly peakMb?: number }> {
  const issuer = await demoIdentity("public-ca/issuing-ca");
  const serials = Array.from({ length: ENTRIES }, (_, index) => serialOf(index));
  const entries = serials.map(
    (serialNumber) => ({ serialNumber, revokedAt: DEMO_NOW, reason: "keyCompromise" }) as const,
  );
  const der = await issueCrl(issuer, { thisUpdate: DEMO_NOW, number: 1, entries });
  const wanted = [ENTRIES - 1, ENTRIES].map(serialOf);
  const ms = await medianMs(async () => {
    const found = wanted.map((serial) => parseCrl(der).entriesFor(serial).length);
    if (found.join() !== "1,0") throw new Error(`found ${found.join()}`);
  }, 15);
  if (platform() !== "linux") return { ms: ms / wanted.length };
  const peakMb = peakMemory(der, issuer.certificate);
  return { ms: ms / wanted.length, ratio: (peakMb * 2 ** 20) / der.length, peakMb };
}

/** 40, so that it is neither zero nor negative, then the index, then noise. */
function serialOf(index: number): Uint8Array {
  const octets = new Uint8Array(SERIAL_OCTETS).fill(0x5a);
  octets[0] = 0x40;
  new DataView(octets.buffer).setUint32(1, index);
  return octets;
}

function peakMemory(der: Uint8Array, issuer: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), "pades-bench-"));
  try {
    const files = { crl: join(folder, "large.crl"), issuer: join(folder, "issuer.cer") };
    writeFileSync(files.crl, der);
    writeFileSync(files.issuer, issuer);
    const script = join(import.meta.dirname, "large-crl-memory.ts");
    const flags = ["--conditions=pades-source", "--expose-gc", "--import", "tsx"];
    return Number(execFileSync(process.execPath, [...flags, script, files.crl, files.issuer]).toString());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
