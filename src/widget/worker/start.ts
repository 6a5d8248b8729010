import { serveVerification, type WorkerPort } from "./serve-verification.ts";

/** Where this is the program of a worker of its own, it serves; loaded anywhere else, as in Node, it does nothing. */
if (isWorkerScope(globalThis)) serveVerification(globalThis);

function isWorkerScope(scope: object): scope is WorkerPort {
  const { DedicatedWorkerGlobalScope: Scope } = globalThis as { DedicatedWorkerGlobalScope?: unknown };
  return typeof Scope === "function" && scope instanceof Scope;
}
