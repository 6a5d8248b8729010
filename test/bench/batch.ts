import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBatchFiles } from "../../src/node/batch/batch-file.ts";
import { type BatchSettings, verifyOptionsOf } from "../../src/node/batch/batch-settings.ts";
import { runBatch } from "../../src/node/batch/run-batch.ts";
import { BatchSummary } from "../../src/node/batch/summary.ts";
import { openVerifiers } from "../../src/node/batch/verifiers.ts";
import type { TrustProfile } from "../../src/x509/trust-profile.ts";
import { DEMO_NOW, demoTrustProfile } from "../support/demo-certs.ts";
import { median } from "./measure.ts";

const SETTINGS: BatchSettings = {
  trust: demoTrustProfile() as TrustProfile,
  evidence: null,
  now: DEMO_NOW,
  policy: { waive: ["revocation"] },
};

const FILES = 1_500;
const ROUNDS = 5;

export interface BatchSpeed {
  /** How many times as fast two threads get through a folder as this one alone. */
  readonly speedup: number;
  /** Files, with two threads. */
  readonly perSecond: number;
}

/** Both warm; the median of five rounds. */
export async function speedOfTwo(signed: Uint8Array): Promise<BatchSpeed> {
  const folder = mkdtempSync(join(tmpdir(), "pades-bench-batch-"));
  const paths = Array.from({ length: FILES }, (_, i) => join(folder, `${i}.pdf`));
  for (const path of paths) writeFileSync(path, signed);
  try {
    const [one, two] = [await hands(1, paths), await hands(2, paths)];
    const speedups: number[] = [];
    const rates: number[] = [];
    // Turn about, so that whatever else the machine does meets both.
    for (let round = 0; round < ROUNDS; round++) {
      const [alone, together] = [await one.run(), await two.run()];
      speedups.push(alone / together);
      rates.push((FILES * 1000) / together);
    }
    await one.close();
    await two.close();
    return { speedup: median(speedups), perSecond: median(rates) };
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
  const verifiers = await openVerifiers({
    settings: SETTINGS,
    options: verifyOptionsOf(SETTINGS),
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
    await Promise.all(Array.from({ length: verifiers.atOnce }, work));
    return performance.now() - started;
  };
  await run();
  return { run, close: () => verifiers.close() };
}

const MANY_FILES = 10_000;
const FIRST_FILES = 1_000;

/**
 * By how many megabytes the heap has grown between the first thousand files of a batch with its journal and the ten
 * thousandth, garbage collected: what is kept of each file shows.
 */
export async function heapGrowthOverMany(signed: Uint8Array): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "pades-bench-memory-"));
  try {
    for (let i = 0; i < MANY_FILES; i++) writeFileSync(join(folder, `${i}.pdf`), signed);
    const journal = { path: join(folder, "journal.jsonl"), resume: false };
    const summary = new BatchSummary();
    let first = 0;
    const files = await findBatchFiles(folder);
    const options = { settings: SETTINGS, reports: false, jobs: 1, journal, signal: null, clock: () => DEMO_NOW };
    for await (const { result, file } of runBatch(files, options)) {
      summary.add(result, file.procedure);
      if (summary.files === FIRST_FILES) first = heapMb();
    }
    return heapMb() - first;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_000_000;
}
