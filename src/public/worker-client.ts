/** `pades-dossier/worker-client`: verifying in a worker, for pages with a look of their own. */
export { PadesError, type PadesErrorCode } from "../errors.ts";
export { createVerificationWorker, type VerificationWorker } from "../widget/client/create-verification-worker.ts";
export type { VerifyCallOptions } from "../widget/client/run-job.ts";
export type { WorkerOrigin } from "../widget/client/start-worker.ts";
export type {
  VerificationFile,
  VerificationOutcome,
  VerificationProgress,
  VerificationSettings,
} from "../widget/messages.ts";
