import { readXmp } from "../changes/xmp.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { decodeStream } from "../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";

/** What a document's conformance to PDF/A leaves of colours and transparency to what is drawn into it. */
export interface ColorRules {
  /** The part of PDF/A that the document claims; null for none. */
  readonly pdfA: number | null;
  /** Whether images may have soft masks. */
  readonly softMasks: boolean;
  readonly rgb: "DeviceRGB" | "CalRGB";
  /** The same as a colour space. */
  readonly rgbSpace: PdfObject;
}

const PDFA_PART = "http://www.aiim.org/pdfa/ns/id/part";
/** A packet of metadata; real ones stay under 1 MB. */
const MAX_XMP_BYTES = 8 * 1024 * 1024;

/** sRGB as far as a colour space without a profile can say it (ISO 32000-2, 8.6.5.3; IEC 61966-2-1). */
const CAL_RGB: PdfObject = [
  new PdfName("CalRGB"),
  new PdfDict(
    new Map<string, PdfObject>([
      ["WhitePoint", [0.9505, 1, 1.089]],
      ["Gamma", [2.2, 2.2, 2.2]],
      ["Matrix", [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]],
    ]),
  ),
];

/**
 * PDF/A-1 has no transparency (ISO 19005-1, 6.4), and later parts ask of a page with transparency what only the page
 * could say where the document has no output intent (ISO 19005-2, 6.2.10). Colours of a device need an intent that fits
 * (6.2.4.3), so that those of a PDF/A document are calibrated. Metadata that cannot be read may claim anything.
 */
export function colorRules(document: PdfDocument): ColorRules {
  const pdfA = claimedPart(document);
  if (pdfA === null) return { pdfA, softMasks: true, rgb: "DeviceRGB", rgbSpace: new PdfName("DeviceRGB") };
  const intents = document.resolve(document.catalog.get("OutputIntents"));
  const hasIntent = isPdfArray(intents) && intents.length > 0;
  return { pdfA, softMasks: pdfA > 1 && hasIntent, rgb: "CalRGB", rgbSpace: CAL_RGB };
}

function claimedPart(document: PdfDocument): number | null {
  const stream = document.resolve(document.catalog.get("Metadata"));
  if (!(stream instanceof PdfStream)) return null;
  const statements = readMetadata(document, stream);
  if (statements === null) return 1;
  const part = statements.find(({ path }) => path.at(-1) === PDFA_PART);
  if (part === undefined) return null;
  return Number(part.text) || 1;
}

function readMetadata(document: PdfDocument, stream: PdfStream): ReturnType<typeof readXmp> {
  try {
    return readXmp(decodeStream(document, stream, { maxBytes: MAX_XMP_BYTES }));
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return null;
    throw thrown;
  }
}
