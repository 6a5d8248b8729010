import type { VerificationFile, VerificationOutcome, VerificationSettings } from "../messages.ts";
import { toVerificationFile } from "../verification-file.ts";
import { requireBrowser } from "./require-browser.ts";
import { runJob, type VerifyCallOptions } from "./run-job.ts";
import { type RunningWorker, startWorker, type WorkerOrigin } from "./start-worker.ts";

/** Verifies in a worker, so that the page stays responsive and no byte leaves the device. */
export interface VerificationWorker {
  /**
   * Verifies files one call after another. Resolves for any content of the files.
   *
   * @param files as chosen or dropped (a File goes by its path within a chosen folder, else by its name), or with a path
   * @throws PadesError ERR_INVALID_ARGUMENT, ERR_TRUST_PROFILE or ERR_EVIDENCE_BUNDLE where it was asked wrongly,
   *   ERR_INSECURE_CONTEXT, ERR_UNSUPPORTED_BROWSER or ERR_WORKER where it cannot run here, ERR_FILE_UNREADABLE where a
   *   file was moved or changed meanwhile; the signal's reason where it was aborted
   */
  verify(
    files: readonly (File | VerificationFile)[],
    settings: VerificationSettings,
    options?: VerifyCallOptions,
  ): Promise<VerificationOutcome>;
  /** Starts the worker ahead of the first verification; the same errors. */
  start(): Promise<void>;
  /** Ends the worker, and with ERR_WORKER what it is at; a later call starts another one. */
  close(): void;
}

/** A client of the worker; starts none before it is asked something. */
export function createVerificationWorker(origin: WorkerOrigin): VerificationWorker {
  let started: Promise<RunningWorker> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let lastId = 0;

  const running = (): Promise<RunningWorker> => {
    if (started !== null) return started;
    const starting = startWorker(origin);
    const forget = (): void => {
      if (started === starting) started = null;
    };
    // What failed once, as with a network that was away, is tried again; what was stopped is started anew.
    starting.then(({ stopped }) => stopped.addEventListener("abort", forget), forget);
    started = starting;
    return starting;
  };
  const close = (): void => {
    started?.then(({ stop }) => stop()).catch(() => undefined);
    started = null;
  };
  const start = async (): Promise<void> => {
    requireBrowser();
    await running();
  };
  const verify: VerificationWorker["verify"] = async (files, settings, options = {}) => {
    requireBrowser();
    options.signal?.throwIfAborted();
    const turn = queue;
    const job = async (): Promise<VerificationOutcome> => {
      await turn;
      options.signal?.throwIfAborted();
      const request = { type: "verify", id: ++lastId, files: files.map(toVerificationFile), settings } as const;
      return runJob(await running(), request, options);
    };
    const result = job();
    queue = result.catch(() => undefined);
    return aborting(result, options.signal);
  };
  return { verify, start, close };
}

/** The caller hears of its abort at once, whatever the worker still does. */
function aborting<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
