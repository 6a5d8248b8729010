import { PadesError } from "../../errors.ts";
import { PdfDict, PdfName, PdfRef } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { DocumentEditor, Slot } from "../../pdf/write/document-editor.ts";
import { type DeveloperExtension, declareExtensions } from "./extensions.ts";

/** @throws PadesError ERR_PDF_UNREADABLE where the trailer holds the catalog in any other way */
export function catalogReference(document: PdfDocument): PdfRef {
  const root = document.rootTrailer.get("Root");
  if (root instanceof PdfRef) return root;
  throw new PadesError("ERR_PDF_UNREADABLE", "the trailer's /Root is not a reference");
}

/**
 * Declares in the catalog's /Extensions what an update uses beyond the document's version of PDF.
 *
 * @param extensions `belowPdf2`: those that PDF 2.0 has made part of itself
 */
export function declareInCatalog(
  editor: DocumentEditor,
  catalog: Slot,
  { version: headerVersion }: Pick<PdfDocument, "version">,
  extensions: {
    readonly belowPdf2: readonly DeveloperExtension[];
    readonly always?: readonly DeveloperExtension[];
  },
): void {
  const dict = catalog.read();
  const declared = dict instanceof PdfDict ? editor.resolve(dict.get("Version")) : null;
  const version = Math.max(Number(headerVersion), declared instanceof PdfName ? Number(declared.value) || 0 : 0);
  const slot = editor.entry(catalog, "Extensions");
  const wanted = [...(version < 2 ? extensions.belowPdf2 : []), ...(extensions.always ?? [])];
  const extended = declareExtensions(slot.read(), wanted, (value) => editor.resolve(value));
  if (extended !== null) slot.write(extended);
}
