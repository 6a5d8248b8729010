/**
 * Prints by how many MB verifying one file, read in pieces, raises what this process holds: heap and buffers, sampled
 * at every read. Needs --expose-gc.
 */
import { openFileSource } from "../../src/node/file-source.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW, demoTrustProfile } from "../support/demo-certs.ts";

const source = await openFileSource(process.argv[2] ?? "");
const trust = createTrustStore(demoTrustProfile());
globalThis.gc?.();
const before = heldBytes();
let peak = before;
const sampled = {
  size: source.size,
  read: async (start: number, end: number) => {
    const bytes = await source.read(start, end);
    peak = Math.max(peak, heldBytes());
    return bytes;
  },
};
await verifyPdf(sampled, { trust, now: DEMO_NOW, policy: { waive: ["revocation"] } });
await source.close();
process.stdout.write(String((peak - before) / 2 ** 20));

function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
