import { PadesError } from "../../errors.ts";
import { VERSION } from "../../version.ts";
import { PROTOCOL, type WorkerRequest } from "../messages.ts";
import { parseAnswer } from "../parse-answer.ts";
import { scriptUrl } from "./script-url.ts";

/** Where the worker comes from. */
export type WorkerOrigin =
  | {
      /** The address of `pades-dossier/worker`, bundled, or of dist/pades-verify-worker.js. */
      readonly workerUrl: string | URL;
      /** How it is loaded; as a module by default, which both of them can be. */
      readonly workerType?: WorkerType;
    }
  /** Starts one, where a bundler or a Blob has its own way; called again when one had to be stopped. */
  | { readonly worker: () => Worker };

/** A worker that answered, and how to be rid of it. */
export interface RunningWorker {
  readonly worker: Worker;
  /** Ends it, whatever it is at. */
  readonly stop: () => void;
  /** Aborted once it was ended. */
  readonly stopped: AbortSignal;
}

/** Longer than this no worker takes to load from a slow disk or network. */
const START_TIMEOUT_MS = 30_000;

/**
 * Starts a worker and waits until it answers.
 * @throws PadesError ERR_WORKER where it cannot be loaded, does not answer, or is of another version
 */
export async function startWorker(origin: WorkerOrigin): Promise<RunningWorker> {
  const worker = create(origin);
  try {
    await handshake(worker);
    const ended = new AbortController();
    const stop = (): void => {
      worker.terminate();
      ended.abort();
    };
    return { worker, stop, stopped: ended.signal };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function create(origin: WorkerOrigin): Worker {
  try {
    if ("worker" in origin) return origin.worker();
    return new Worker(scriptUrl(origin.workerUrl), { type: origin.workerType ?? "module" });
  } catch (cause) {
    throw new PadesError("ERR_WORKER", `the worker cannot be started: ${reason(cause)}`, { cause });
  }
}

function handshake(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: PadesError | null): void => {
      clearTimeout(timer);
      worker.removeEventListener("message", onMessage);
      worker.removeEventListener("error", onError);
      if (error === null) resolve();
      else reject(error);
    };
    const fail = (message: string): void => settle(new PadesError("ERR_WORKER", message));
    const timer = setTimeout(() => fail("the worker does not answer: is workerUrl right?"), START_TIMEOUT_MS);
    const onError = (event: ErrorEvent): void => {
      event.preventDefault();
      fail("the worker cannot be loaded: look at workerUrl, and at worker-src of the page's policy");
    };
    const onMessage = ({ data }: MessageEvent<unknown>): void => {
      try {
        const answer = parseAnswer(data);
        if (answer.type !== "ready") return;
        const isOurs = answer.protocol === PROTOCOL && answer.version === VERSION;
        if (isOurs) settle(null);
        else fail(`the worker is of version ${answer.version}, the page of ${VERSION}: publish both together`);
      } catch (error) {
        fail(reason(error));
      }
    };
    worker.addEventListener("message", onMessage);
    worker.addEventListener("error", onError);
    const hello: WorkerRequest = { type: "hello" };
    worker.postMessage(hello);
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
