import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { VerifyOptions } from "../../pades/verify/request.ts";
import { type BatchResult, failedResult } from "./batch-result.ts";
import type { BatchSettings } from "./batch-settings.ts";
import { verifyPath } from "./verify-path.ts";
import type { WorkerData } from "./worker.ts";

/** Verifies files, as many at once as it has hands. */
export interface Verifiers {
  /** How many hands. */
  readonly count: number;
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
    return {
      count: 1,
      verify: (path) => verifyPath(path, stoppable, reports),
      close: async () => undefined,
    };
  }
  const { Piscina } = await import("piscina");
  const pool = new Piscina<string, BatchResult>({
    ...workerOfThisBuild(),
    name: "work",
    workerData: { settings, reports } satisfies WorkerData,
    minThreads: jobs,
    maxThreads: jobs,
  });
  // Threads that cannot even start would leave their files waiting for ever.
  const waiting = new Set<(error: unknown) => void>();
  pool.on("error", (error) => {
    for (const reject of waiting) reject(error);
  });
  const run = (path: string): Promise<BatchResult> =>
    new Promise((resolve, reject) => {
      waiting.add(reject);
      const done = pool.run(path, signal === null ? {} : { signal });
      done.then(resolve, reject).finally(() => waiting.delete(reject));
    });
  return {
    count: jobs,
    verify: async (path) => {
      try {
        return await run(path);
      } catch (error) {
        signal?.throwIfAborted();
        return failedResult(path, error);
      }
    },
    close: () => pool.destroy(),
  };
}

/** Run from its sources, a thread needs what lets this process read them; built, it is a file of the package. */
function workerOfThisBuild(): { readonly filename: string; readonly execArgv?: string[] } {
  if (!import.meta.url.endsWith(".ts")) return { filename: createRequire(import.meta.url).resolve("#batch-worker") };
  const filename = fileURLToPath(new URL("./worker.ts", import.meta.url));
  return { filename, execArgv: ["--import=tsx", "--conditions=pades-source"] };
}
