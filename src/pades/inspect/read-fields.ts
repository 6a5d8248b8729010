import { MAX_SIGNATURES } from "../../limits.ts";
import { PdfDict } from "../../pdf/objects.ts";
import { type ByteRangeFacts, describeByteRange } from "../../pdf/read/byte-range.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { readSignatureFields, type SignatureField } from "../../pdf/read/form.ts";
import { PdfLimitError } from "../../pdf/read/read-error.ts";
import { readSignatureDictionary, type SignatureDictionary } from "../../pdf/read/signature-dictionary.ts";

/** A signed field, its signature dictionary, and what its range covers. */
export interface SignedField {
  readonly field: SignatureField;
  readonly dictionary: SignatureDictionary;
  readonly byteRange: ByteRangeFacts;
}

export interface FieldReading {
  readonly field: SignatureField;
  /** Null where the field is not signed. */
  readonly signed: SignedField | null;
}

/** @throws PdfLimitError MAX_SIGNATURES, and as the reader throws */
export function readFields(document: PdfDocument): FieldReading[] {
  const { fields } = readSignatureFields(document);
  if (fields.filter(({ value }) => value !== null).length > MAX_SIGNATURES) {
    throw new PdfLimitError("MAX_SIGNATURES", MAX_SIGNATURES);
  }
  return fields.map((field) => ({ field, signed: readSigned(document, field) }));
}

function readSigned(document: PdfDocument, field: SignatureField): SignedField | null {
  if (field.value === null) return null;
  const { ref, dict } = field.value;
  const dictionary = readSignatureDictionary(document, { ref, dict: dict ?? new PdfDict(new Map()) });
  const byteRange = describeByteRange({
    byteRange: dictionary.byteRange,
    contents: dictionary.contents?.extent ?? null,
    fileSize: document.view.size,
    revisions: document.revisions,
  });
  return { field, dictionary, byteRange };
}
