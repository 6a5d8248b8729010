import type { ByteView } from "../../../src/bytes/view.ts";
import { PdfStream } from "../../../src/pdf/objects.ts";
import { describeByteRange } from "../../../src/pdf/read/byte-range.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { decodeStream } from "../../../src/pdf/read/filters.ts";
import { readSignatureFields } from "../../../src/pdf/read/form.ts";
import { NotPdfError, PdfLimitError, PdfReadError } from "../../../src/pdf/read/read-error.ts";
import { readSignatureDictionary } from "../../../src/pdf/read/signature-dictionary.ts";

/**
 * Reads all there is to read, each part for itself, and gives the reason of every part that could not be read.
 * Anything but the three errors of the reader is thrown on.
 */
export function exercise(view: ByteView): string[] {
  const reasons: string[] = [];
  const attempt = (read: () => void) => {
    try {
      read();
    } catch (thrown) {
      if (thrown instanceof PdfReadError) reasons.push(thrown.reason);
      else if (thrown instanceof PdfLimitError) reasons.push(thrown.limit);
      else if (thrown instanceof NotPdfError) reasons.push(thrown.name);
      else throw thrown;
    }
  };
  attempt(() => {
    const document = PdfDocument.open(view);
    attempt(() => void document.catalog);
    attempt(() => void document.encryption);
    attempt(() => void document.pages);
    attempt(() => {
      const { fields } = readSignatureFields(document);
      for (const { value } of fields) if (value?.dict) readOne(document, { ref: value.ref, dict: value.dict });
    });
    for (const num of document.objectNumbers()) attempt(() => loadOne(document, num));
    for (const revision of document.revisions) attempt(() => void document.openRevision(revision).catalog);
  });
  return reasons;
}

function readOne(document: PdfDocument, value: Parameters<typeof readSignatureDictionary>[1]): void {
  const { byteRange, contents } = readSignatureDictionary(document, value);
  const { revisions, view } = document;
  describeByteRange({ byteRange, contents: contents?.extent ?? null, fileSize: view.size, revisions });
}

/** @throws as the reader does */
export function loadOne(document: PdfDocument, num: number): void {
  const value = document.load(num)?.value;
  if (value instanceof PdfStream) decodeStream(document, value, { maxBytes: 1_000_000 });
}
