/** `pades-dossier/worker`: the program of the worker that verifies. Loaded as a worker, it starts by itself. */
import "../widget/worker/start.ts";

export { serveVerification, type WorkerPort } from "../widget/worker/serve-verification.ts";
