import { PdfDict, type PdfObject, PdfStream } from "../pdf/objects.ts";

/**
 * Whether a dictionary that is written in this object gives a key twice (ISO 32000-2, 7.3.7, forbids it). Readers differ
 * on which value counts, so that whatever the rules make of the one that this reader takes, others may show the other.
 */
export function repeatsKeys(value: PdfObject): boolean {
  if (Array.isArray(value)) return value.some((item: PdfObject) => repeatsKeys(item));
  if (value instanceof PdfStream) return repeatsKeys(value.dict);
  if (!(value instanceof PdfDict)) return false;
  return value.duplicateKeys.length > 0 || [...value.entries.values()].some(repeatsKeys);
}
