import { PadesError } from "../../errors.ts";
import { PdfDict } from "../objects.ts";
import type { PdfDocument } from "../read/document.ts";
import type { OpenedPdf } from "../read/encryption/open-pdf.ts";
import type { UpdateBase } from "./incremental-update.ts";
import { StandardEncryptor } from "./standard-encryptor.ts";

/** The highest object number that readers of PDF 1.7 must cope with (ISO 32000-1, annex C). */
const MAX_OBJECT_NUMBER = 8_388_607;

/**
 * What an update must know of a document, which stands for the whole of its view.
 * @throws PadesError ERR_PDF_UNREADABLE where there is no object number left
 * @throws Suspension
 */
export function describeUpdateBase({ document, security }: OpenedPdf): UpdateBase {
  const { view, sections } = document;
  const [newest] = sections;
  if (newest === undefined) throw new PadesError("ERR_PDF_UNREADABLE", "the PDF has no cross-reference section");
  const lastByte = view.slice(view.size - 1, view.size)[0];
  const fromHeader = document.remarks.some(({ code }) => code === "offsets-from-header");
  return {
    size: view.size,
    endsWithEol: lastByte === 0x0a || lastByte === 0x0d,
    xrefKind: newest.kind === "stream" ? "stream" : "table",
    startXref: newest.offset,
    offsetBase: fromHeader ? document.headerOffset : 0,
    // The catalog may be named by an older trailer only.
    trailer: new PdfDict(new Map([...document.rootTrailer.entries, ...document.trailer.entries])),
    nextObjectNumber: nextObjectNumber(document),
    encryptor: security === null ? null : new StandardEncryptor(security, document),
  };
}

/** Above /Size and above every number in use: /Size may be too small. */
function nextObjectNumber(document: PdfDocument): number {
  const size = document.trailer.get("Size");
  let next = typeof size === "number" && Number.isSafeInteger(size) ? Math.max(1, size) : 1;
  for (const num of document.objectNumbers()) next = Math.max(next, num + 1);
  for (const { objectNumber } of document.sections) next = Math.max(next, (objectNumber ?? 0) + 1);
  if (next > MAX_OBJECT_NUMBER) {
    throw new PadesError("ERR_PDF_UNREADABLE", `the PDF has no object number left below ${MAX_OBJECT_NUMBER}`);
  }
  return next;
}
