import { resumable } from "../../../bytes/suspend.ts";
import { type Finding, finding, type PlainPart } from "../../../findings.ts";
import { PdfName, PdfStream } from "../../../pdf/objects.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import { cryptFilterName } from "../../../pdf/read/encryption/crypt-filter-name.ts";
import type { DocumentSecurity } from "../../../pdf/read/encryption/open-pdf.ts";
import { PdfLimitError, PdfReadError } from "../../../pdf/read/read-error.ts";

/**
 * What there is to say about a file's encryption once it could be read (ISO 32000-2, 7.6): whether it is all there,
 * what it leaves out, and whether a message authentication code (ISO/TS 32004) speaks for the whole.
 *
 * @param security null where the document is not encrypted
 */
export async function checkEncryption(document: PdfDocument, security: DocumentSecurity | null): Promise<Finding[]> {
  const findings: Finding[] = [];
  const trailers = document.sections.map(({ trailer }) => trailer);
  if (security === null && trailers.some(({ entries }) => entries.has("Encrypt"))) {
    findings.push(finding("encryption-dictionary-missing", {}));
  }
  if (trailers.some(({ entries }) => entries.has("AuthCode"))) findings.push(finding("pdf-mac-unsupported", {}));
  if (security === null) return findings;
  try {
    findings.push(...(await plainParts(document, security)).map((part) => finding("encryption-partial", { part })));
  } catch (error) {
    if (!(error instanceof PdfLimitError)) throw error;
    findings.push(finding("limit-exceeded", { limit: error.limit, maximum: error.maximum }));
  }
  return findings;
}

async function plainParts(document: PdfDocument, { parameters }: DocumentSecurity): Promise<PlainPart[]> {
  const { filters, revision } = parameters;
  const parts: PlainPart[] = [];
  if (filters.strings === "identity") parts.push("strings");
  if (filters.streams === "identity") parts.push("streams");
  if (filters.embeddedFiles === "identity" && filters.streams !== "identity") parts.push("attachments");
  // Before crypt filters no stream could choose for itself.
  if (revision >= 4 && filters.streams !== "identity" && (await hasPlainStream(document))) parts.push("single-streams");
  return parts;
}

/** Whether a stream other than metadata, which may have to be found without the password, opts out of encryption. */
async function hasPlainStream(document: PdfDocument): Promise<boolean> {
  for (const num of document.objectNumbers()) {
    if (document.entry(num)?.kind === "in-file" && (await resumable(() => isPlainStream(document, num)))) return true;
  }
  return false;
}

function isPlainStream(document: PdfDocument, num: number): boolean {
  try {
    const value = document.load(num)?.value;
    if (!(value instanceof PdfStream)) return false;
    const type = document.resolve(value.dict.get("Type"));
    const isMetadata = type instanceof PdfName && type.value === "Metadata";
    return !isMetadata && cryptFilterName(value.dict, document) === "Identity";
  } catch (error) {
    // What cannot be read is a fault where something needs it.
    if (error instanceof PdfReadError) return false;
    throw error;
  }
}
