import type { SourceInput } from "../../bytes/source.ts";
import type { PdfInspection } from "./inspection.ts";
import { type InspectOptions, openStructure } from "./open-structure.ts";

/**
 * Shows what a PDF is made of: its revisions, its signatures and what they cover, and what was changed from revision to
 * revision and after each signature (ISO 32000-2, 7.5.6 and 12.8). Structure alone: nothing is verified, nobody is
 * trusted, and nothing here says that a signature is good. For that there is `verifyPdf`.
 *
 * @param source the file: bytes, a Blob, or anything with `size` and `read(start, end)`; never changed
 * @throws PadesError ERR_INVALID_ARGUMENT on misuse; ERR_PDF_UNREADABLE where the file is no PDF, or too damaged to be
 *   read by its cross-references; ERR_PDF_ENCRYPTED where it stays closed. Whatever `source.read` rejected with
 */
export async function inspectPdf(source: SourceInput, options?: InspectOptions): Promise<PdfInspection> {
  return openStructure(source, options, async (opened) => {
    // Those who only verify have no use for it.
    const { readStructure } = await import("./read-structure.ts");
    return readStructure(opened);
  });
}
