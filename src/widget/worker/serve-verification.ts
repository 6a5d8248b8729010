import { PadesError } from "../../errors.ts";
import { VERSION } from "../../version.ts";
import { isCount, isRecord } from "../message-guards.ts";
import { PROTOCOL, type WorkerAnswer, type WorkerErrorCode, type WorkerRequest } from "../messages.ts";
import { parseRequest } from "../parse-request.ts";
import { runVerification } from "./run-verification.ts";

/** The side of a worker that its program speaks through: a DedicatedWorkerGlobalScope, or one end of a MessageChannel. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** Answers what a page asks for through `port` (messages.ts), until the worker ends. */
export function serveVerification(port: WorkerPort): void {
  const running = new Map<number, AbortController>();
  const answer = (message: WorkerAnswer): void => port.postMessage(message);
  port.addEventListener("message", ({ data }) => {
    let request: WorkerRequest;
    try {
      request = parseRequest(data);
    } catch (error) {
      // Without an id there is nobody to answer to; a request of ours that is malformed in another place has one.
      const id = idOf(data);
      if (id !== null) answer({ type: "failed", id, ...reasonOf(error) });
      return;
    }
    switch (request.type) {
      case "hello":
        answer({ type: "ready", protocol: PROTOCOL, version: VERSION });
        return;
      case "cancel":
        running.get(request.id)?.abort();
        return;
      case "verify":
        void verify(request, running, answer);
    }
  });
}

type VerifyRequest = Extract<WorkerRequest, { type: "verify" }>;

async function verify(
  { id, files, settings }: VerifyRequest,
  running: Map<number, AbortController>,
  answer: (message: WorkerAnswer) => void,
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  running.set(id, controller);
  try {
    const onProgress: Parameters<typeof runVerification>[2]["onProgress"] = (progress) => {
      if (!signal.aborted) answer({ type: "progress", id, progress });
    };
    const outcome = await runVerification(files, settings, { signal, onProgress });
    answer(signal.aborted ? { type: "cancelled", id } : { type: "verified", id, outcome });
  } catch (error) {
    answer(signal.aborted ? { type: "cancelled", id } : { type: "failed", id, ...reasonOf(error) });
  } finally {
    running.delete(id);
  }
}

function idOf(message: unknown): number | null {
  const { id } = isRecord(message) ? message : {};
  return isCount(id) ? id : null;
}

function reasonOf(error: unknown): { readonly code: WorkerErrorCode; readonly message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof PadesError ? codeOf(error) : "ERR_WORKER", message };
}

function codeOf({ code }: PadesError): WorkerErrorCode {
  switch (code) {
    case "ERR_INVALID_ARGUMENT":
    case "ERR_INSECURE_CONTEXT":
    case "ERR_TRUST_PROFILE":
    case "ERR_EVIDENCE_BUNDLE":
    case "ERR_FILE_UNREADABLE":
      return code;
    default:
      return "ERR_WORKER";
  }
}
