import { type ByteSource, isMemorySource, type MemorySource } from "../../bytes/source.ts";
import { resumable } from "../../bytes/suspend.ts";
import { type ByteView, ShortReadError } from "../../bytes/view.ts";
import { PadesError } from "../../errors.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { PdfEncryptionError } from "../../pdf/read/encryption/encryption-error.ts";
import type { OpenedPdf } from "../../pdf/read/encryption/open-pdf.ts";
import { NotPdfError, PdfLimitError, PdfReadError } from "../../pdf/read/read-error.ts";
import { openUnlocked } from "../verify/open/open-unlocked.ts";
import type { DocumentAccess } from "./options.ts";

/**
 * Runs `compute` on the document in `view`, which is about to be updated; again after each wait for bytes.
 *
 * @throws PadesError ERR_PDF_UNREADABLE where the document is no PDF or too damaged for it; ERR_PDF_ENCRYPTED where the
 * password does not open it, or nothing here can; ERR_PDF_UNSUPPORTED where an update would break its integrity code
 */
export async function readDocument<T>(
  view: ByteView,
  { password }: DocumentAccess,
  compute: (opened: OpenedPdf) => T,
): Promise<T> {
  try {
    const opened = await openUnlocked(view, password ?? null);
    return await resumable(() => {
      refuseIntegrityCode(opened.document);
      return compute(opened);
    });
  } catch (error) {
    if (error instanceof PdfEncryptionError) {
      throw new PadesError("ERR_PDF_ENCRYPTED", `the PDF is encrypted: ${error.message}`, { cause: error });
    }
    const unreadable = [NotPdfError, PdfReadError, PdfLimitError, ShortReadError].some((kind) => error instanceof kind);
    if (!unreadable || !(error instanceof Error)) throw error;
    throw new PadesError("ERR_PDF_UNREADABLE", `the PDF cannot be updated: ${error.message}`, { cause: error });
  }
}

/** ISO/TS 32004: a code over the whole file, which an update without a new one would break. */
function refuseIntegrityCode({ sections, encryption }: PdfDocument): void {
  const hasCode = sections.some(({ trailer }) => trailer.get("AuthCode") !== undefined);
  if (!hasCode && encryption?.dict.get("KDFSalt") === undefined) return;
  throw new PadesError("ERR_PDF_UNSUPPORTED", "the PDF has an integrity code (ISO/TS 32004), which is not supported");
}

/** Bytes taken from a source at a time: long enough to stream, short enough to hold. */
const READ_BYTES = 1024 * 1024;

/**
 * The whole source piece by piece, each held against what `view` was parsed from.
 * @throws PadesError ERR_SOURCE_MISMATCH where the source answers differently than before
 */
export async function* readPieces(source: ByteSource | MemorySource, view: ByteView): AsyncIterable<Uint8Array> {
  const step = isMemorySource(source) ? Math.max(1, source.size) : READ_BYTES;
  for (let at = 0; at < source.size; at += step) {
    const end = Math.min(source.size, at + step);
    const piece = isMemorySource(source) ? source.bytes : await source.read(at, end);
    if (piece.length !== end - at || !view.agreesWith(at, piece)) {
      throw new PadesError("ERR_SOURCE_MISMATCH", `source: answered differently when read again, near offset ${at}`);
    }
    yield piece;
  }
}

/** The source with `tail` behind it, in one new array; as `readPieces`. */
export async function appendTail(
  source: ByteSource | MemorySource,
  view: ByteView,
  tail: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = new Uint8Array(source.size + tail.length);
  let at = 0;
  for await (const piece of readPieces(source, view)) {
    file.set(piece, at);
    at += piece.length;
  }
  file.set(tail, at);
  return file;
}
