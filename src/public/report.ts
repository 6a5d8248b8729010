/** `pades-dossier/report`: a verification as JSON, text or HTML. */
export { PadesError, type PadesErrorCode } from "../errors.ts";
export type { LocaleTag } from "../locale/locale.ts";
export type { ReaderContext } from "../locale/next-action.ts";
export { type ReportFormat, type ReportOptions, renderReport } from "../report/render-report.ts";
