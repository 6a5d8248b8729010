import { ShortReadError } from "../../../bytes/view.ts";
import { type Finding, finding } from "../../../findings.ts";
import { PdfEncryptionError } from "../../../pdf/read/encryption/encryption-error.ts";
import { NotPdfError, PdfLimitError, PdfReadError } from "../../../pdf/read/read-error.ts";

/** What an error of the reader says about the file; null for any other error. */
export function readingFinding(error: unknown): Finding | null {
  if (error instanceof NotPdfError) return finding("not-a-pdf", {});
  if (error instanceof PdfReadError) return finding("pdf-damaged", { reason: error.reason, offset: error.offset });
  if (error instanceof PdfEncryptionError) {
    return finding("pdf-encrypted", { handler: error.handler, reason: error.obstacle });
  }
  if (error instanceof PdfLimitError) {
    return finding("limit-exceeded", { limit: error.limit, maximum: error.maximum });
  }
  if (error instanceof ShortReadError) return finding("source-changed", { offset: error.start });
  return null;
}
