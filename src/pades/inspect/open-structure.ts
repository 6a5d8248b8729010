import { type SourceInput, toByteSource } from "../../bytes/source.ts";
import { openView } from "../../bytes/view.ts";
import { PadesError } from "../../errors.ts";
import { PdfEncryptionError } from "../../pdf/read/encryption/encryption-error.ts";
import type { OpenedPdf } from "../../pdf/read/encryption/open-pdf.ts";
import { openUnlocked } from "../verify/open/open-unlocked.ts";
import { readingFinding } from "../verify/open/reading-finding.ts";

export interface InspectOptions {
  /** Opens an encrypted file, as its user's or its owner's; the empty password is tried in any case. */
  readonly password?: string;
}

/**
 * Opens a document and runs `read` on it.
 * @throws PadesError ERR_INVALID_ARGUMENT, ERR_PDF_UNREADABLE, ERR_PDF_ENCRYPTED
 */
export async function openStructure<T>(
  source: SourceInput,
  options: InspectOptions | undefined,
  read: (opened: OpenedPdf) => Promise<T>,
): Promise<T> {
  const password = options?.password;
  if (password !== undefined && typeof password !== "string") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "options.password: expected a string");
  }
  return withReadingErrors(async () => {
    const view = openView(toByteSource(source));
    return read(await openUnlocked(view, password ?? null));
  });
}

/** `read`, with what keeps a document from being read told by a code; its cause is the reader's own error. */
export async function withReadingErrors<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (readingFinding(error) === null || !(error instanceof Error)) throw error;
    const code = error instanceof PdfEncryptionError ? "ERR_PDF_ENCRYPTED" : "ERR_PDF_UNREADABLE";
    throw new PadesError(code, `the PDF cannot be read: ${error.message}`, { cause: error });
  }
}
