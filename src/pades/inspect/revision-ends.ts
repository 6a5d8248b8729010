import type { ByteSource } from "../../bytes/source.ts";
import { resumable } from "../../bytes/suspend.ts";
import { openView } from "../../bytes/view.ts";
import { PdfDocument } from "../../pdf/read/document.ts";
import { withReadingErrors } from "./open-structure.ts";

/**
 * Where the revisions of a file end, oldest first: the bytes before are the file as it was then. An encrypted file need
 * not be unlocked for that.
 * @throws PadesError ERR_PDF_UNREADABLE
 */
export function revisionEnds(source: ByteSource): Promise<number[]> {
  return withReadingErrors(async () => {
    const view = openView(source);
    return resumable(() => PdfDocument.open(view).revisions.map(({ end }) => end));
  });
}
