import { PadesError } from "../../errors.ts";
import type { VerificationOutcome, VerificationProgress, WorkerRequest } from "../messages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { RunningWorker } from "./start-worker.ts";

export interface VerifyCallOptions {
  /** Aborts: the promise rejects with its reason at once, and the worker stops. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: VerificationProgress) => void;
}

/** Long enough for a reader between two slices; a worker that is deep in a hostile file is stopped with all it holds. */
const CANCEL_GRACE_MS = 1_000;

type VerifyRequest = Extract<WorkerRequest, { type: "verify" }>;

/** One request and its answers. A worker that does not let itself be cancelled is stopped. */
export function runJob(
  { worker, stop, stopped }: RunningWorker,
  request: VerifyRequest,
  { signal, onProgress }: VerifyCallOptions,
): Promise<VerificationOutcome> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    let grace: ReturnType<typeof setTimeout> | undefined;
    const release = (): void => {
      clearTimeout(grace);
      worker.removeEventListener("message", onMessage);
      worker.removeEventListener("messageerror", onBroken);
      worker.removeEventListener("error", onError);
      stopped.removeEventListener("abort", onStopped);
      signal?.removeEventListener("abort", onAbort);
    };
    const fail = (error: Error): void => {
      release();
      reject(error);
    };
    const end = (error: Error): void => {
      fail(error);
      stop();
    };
    const onStopped = (): void => fail(new PadesError("ERR_WORKER", "the worker was closed"));
    const onAbort = (): void => {
      worker.postMessage({ type: "cancel", id: request.id } satisfies WorkerRequest);
      grace = setTimeout(() => end(signal?.reason as Error), CANCEL_GRACE_MS);
    };
    const onBroken = (): void => end(new PadesError("ERR_WORKER", "the worker's answer could not be read"));
    const onError = (event: ErrorEvent): void => {
      event.preventDefault();
      end(new PadesError("ERR_WORKER", `the worker stopped: ${event.message}`));
    };
    const onMessage = ({ data }: MessageEvent<unknown>): void => {
      try {
        const answer = parseAnswer(data);
        if (answer.type === "ready" || answer.id !== request.id) return;
        switch (answer.type) {
          case "progress":
            if (signal?.aborted !== true) onProgress?.(answer.progress);
            return;
          case "verified":
            release();
            resolve(answer.outcome);
            return;
          case "cancelled":
            fail(signal?.reason as Error);
            return;
          case "failed":
            fail(new PadesError(answer.code, answer.message));
        }
      } catch (error) {
        end(error as Error);
      }
    };
    worker.addEventListener("message", onMessage);
    worker.addEventListener("messageerror", onBroken);
    worker.addEventListener("error", onError);
    stopped.addEventListener("abort", onStopped);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      worker.postMessage(request);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      fail(new PadesError("ERR_INVALID_ARGUMENT", `settings: expected plain data (${reason})`, { cause }));
    }
  });
}
