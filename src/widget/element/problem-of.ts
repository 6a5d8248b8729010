import { PadesError, type PadesErrorCode } from "../../errors.ts";
import { TooManyFilesError } from "./chosen-files.ts";
import type { ProblemKind } from "./widget-texts.ts";

/** What to tell a person of an error; how it reads to a technician stands in the error itself. */
export function problemOf(error: unknown): ProblemKind {
  if (error instanceof TooManyFilesError) return "too-many-files";
  // Entries of a drop that vanish meanwhile reject with a DOMException.
  if (!(error instanceof PadesError)) return error instanceof DOMException ? "file-unreadable" : "worker";
  return BY_CODE[error.code] ?? "worker";
}

const BY_CODE: { readonly [Code in PadesErrorCode]?: ProblemKind } = {
  ERR_INSECURE_CONTEXT: "insecure-context",
  ERR_UNSUPPORTED_BROWSER: "unsupported-browser",
  ERR_FILE_UNREADABLE: "file-unreadable",
  ERR_INVALID_ARGUMENT: "configuration",
  ERR_TRUST_PROFILE: "configuration",
  ERR_EVIDENCE_BUNDLE: "configuration",
  ERR_FETCH: "configuration",
};
