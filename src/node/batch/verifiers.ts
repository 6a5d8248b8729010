import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { VerifyOptions } from "../../pades/verify/request.ts";
import { openFileSource } from "../file-source.ts";
import { type BatchResult, failedResult } from "./batch-result.ts";
import type { BatchSettings } from "./batch-settings.ts";
import { verifyPath } from "./verify-path.ts";
import type { WorkerData } from "./worker.ts";

/** Verifies files, as many at once as it has hands. */
export interface Verifiers {
  /** How many files to have under way, so that no hand is idle. */
  readonly atOnce: number;
  verify(path: string): Promise<BatchResult>;
  close(): Promise<void>;
}

export interface VerifiersOptions {
  readonly settings: BatchSettings;
  /** What `settings` come to. */
  readonly options: VerifyOptions;
  /** Whether results hold the whole report on their file. */
  readonly reports: boolean;
  readonly jobs: number;
  readonly signal: AbortSignal | null;
}

/** In this thread for one; else that many threads, which a file that brings one down does not outlive. */
export async function openVerifiers({
  settings,
  options,
  reports,
  jobs,
  signal,
}: VerifiersOptions): Promise<Verifiers> {
  if (jobs === 1) {
    const stoppable = { ...options, ...(signal === null ? {} : { signal }) };
    // This thread shows progress and hears signals meanwhile: it must not stand still for a file.
    const verification = { options: stoppable, reports, open: openFileSource };
    return {
      atOnce: 2,
      verify: (path) => verifyPath(path, verification),
      close: async () => undefined,
    };
  }
  const data = { settings, reports } satisfies WorkerData;
  const pool = await openPool(jobs, FILES_AHEAD, data);
  // Whatever is under way ends at once: its promises reject.
  signal?.addEventListener("abort", () => void pool.close(), { once: true });
  // A file that brings its thread down takes those with it that wait there: each is tried again with a thread to itself.
  let alone: Promise<Pool> | null = null;
  const verifyAlone = async (path: string): Promise<BatchResult> => {
    alone ??= openPool(1, 1, data);
    try {
      return await (await alone).run(path);
    } catch (error) {
      signal?.throwIfAborted();
      return failedResult(path, error);
    }
  };
  return {
    atOnce: jobs * FILES_AHEAD,
    verify: async (path) => {
      try {
        return await pool.run(path);
      } catch {
        signal?.throwIfAborted();
        return verifyAlone(path);
      }
    },
    close: async () => {
      await pool.close();
      await (await alone)?.close();
    },
  };
}

/** So many files lie with a thread at once, so that it never waits for the next: waking it up takes longer than a file. */
const FILES_AHEAD = 8;

interface Pool {
  run(path: string): Promise<BatchResult>;
  close(): Promise<void>;
}

async function openPool(threads: number, filesAhead: number, workerData: WorkerData): Promise<Pool> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina<string, BatchResult>({
    ...workerOfThisBuild(),
    name: "work",
    workerData,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: filesAhead,
    // The other ways have a thread that waits for its files asleep while it waits for the next.
    atomics: "disabled",
  });
  // Threads that cannot even start would leave their files waiting for ever.
  const waiting = new Set<(error: unknown) => void>();
  pool.on("error", (error) => {
    for (const reject of waiting) reject(error);
  });
  return {
    run: (path) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        pool
          .run(path)
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
    close: () => pool.destroy(),
  };
}

/** Run from its sources, a thread needs what lets this process read them; built, it is a file of the package. */
function workerOfThisBuild(): { readonly filename: string; readonly execArgv?: string[] } {
  if (!import.meta.url.endsWith(".ts")) return { filename: createRequire(import.meta.url).resolve("#batch-worker") };
  const filename = fileURLToPath(new URL("./worker.ts", import.meta.url));
  return { filename, execArgv: ["--import=tsx", "--conditions=pades-source"] };
}
