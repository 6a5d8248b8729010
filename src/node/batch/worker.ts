import { workerData } from "node:worker_threads";
import type { BatchResult } from "./batch-result.ts";
import { type BatchSettings, verifyOptionsOf } from "./batch-settings.ts";
import { openAtOnce } from "./open-at-once.ts";
import { verifyPath } from "./verify-path.ts";

/** What a thread of a batch is started with. */
export interface WorkerData {
  readonly settings: BatchSettings;
  readonly reports: boolean;
}

const { settings, reports } = workerData as WorkerData;
// One trust store a thread: the signatures of CA certificates are verified once for all its files.
const verification = { options: verifyOptionsOf(settings), reports, open: openAtOnce };

/** What a thread of a batch does, file by file. */
export function work(path: string): Promise<BatchResult> {
  return verifyPath(path, verification);
}
