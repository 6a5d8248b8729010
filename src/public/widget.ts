/** `pades-dossier/widget`: `<pades-verify>`, which is known to the page once this is imported, and the worker's client. */
import "../widget/element/define.ts";

export { PadesError, type PadesErrorCode } from "../errors.ts";
export type { LocaleTag } from "../locale/locale.ts";
export type { ReaderContext } from "../locale/next-action.ts";
export { createVerificationWorker, type VerificationWorker } from "../widget/client/create-verification-worker.ts";
export type { VerifyCallOptions } from "../widget/client/run-job.ts";
export type { WorkerOrigin } from "../widget/client/start-worker.ts";
export type { PadesVerifyEventMap, VerifiedDetail, VerifyErrorDetail } from "../widget/element/element-types.ts";
export { PadesVerifyElement } from "../widget/element/verify-element.ts";
export type { ProblemKind, WidgetTexts } from "../widget/element/widget-texts.ts";
export type {
  VerificationFile,
  VerificationOutcome,
  VerificationProgress,
  VerificationSettings,
} from "../widget/messages.ts";
