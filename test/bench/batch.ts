import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BatchSettings, verifyOptionsOf } from "../../src/node/batch/batch-settings.ts";
import { openVerifiers } from "../../src/node/batch/verifiers.ts";
import type { TrustProfile } from "../../src/x509/trust-profile.ts";
import { DEMO_NOW, demoTrustProfile } from "../support/demo-certs.ts";
import { median } from "./measure.ts";

const FILES = 1_500;
const ROUNDS = 5;

/** How many times as fast two threads get through a folder as this one alone, warm; the median of five rounds. */
export async function speedupOfTwo(signed: Uint8Array): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "pades-bench-batch-"));
  const paths = Array.from({ length: FILES }, (_, i) => join(folder, `${i}.pdf`));
  for (const path of paths) writeFileSync(path, signed);
  try {
    const [one, two] = [await hands(1, paths), await hands(2, paths)];
    const speedups: number[] = [];
    // Turn about, so that whatever else the machine does meets both.
    for (let round = 0; round < ROUNDS; round++) speedups.push((await one.run()) / (await two.run()));
    await one.close();
    await two.close();
    return median(speedups);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Hands {
  /** Milliseconds. */
  run(): Promise<number>;
  close(): Promise<void>;
}

async function hands(jobs: number, paths: readonly string[]): Promise<Hands> {
  const settings: BatchSettings = {
    trust: demoTrustProfile() as TrustProfile,
    evidence: null,
    now: DEMO_NOW,
    policy: { waive: ["revocation"] },
  };
  const verifiers = await openVerifiers({
    settings,
    options: verifyOptionsOf(settings),
    reports: true,
    jobs,
    signal: null,
  });
  const run = async (): Promise<number> => {
    const started = performance.now();
    const queue = paths.values();
    const work = async () => {
      for (const path of queue) await verifiers.verify(path);
    };
    await Promise.all(Array.from({ length: verifiers.count * 2 }, work));
    return performance.now() - started;
  };
  await run();
  return { run, close: () => verifiers.close() };
}
