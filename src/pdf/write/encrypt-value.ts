import { isPdfArray, PdfDict, type PdfObject, PdfStream, PdfString } from "../objects.ts";
import { isSignatureDictionary } from "../read/encryption.ts";

/** Turns plain bytes into encrypted ones, as a security handler with its key does. Called with the object's number. */
export interface Encryptor {
  string(bytes: Uint8Array, num: number, gen: number): Uint8Array;
  /** `dict` is that of the stream, which may choose another method. */
  stream(bytes: Uint8Array, dict: PdfDict, num: number, gen: number): Uint8Array;
}

/** An indirect object about to be written. */
export interface PlainObject {
  readonly num: number;
  readonly gen: number;
  readonly value: PdfObject;
}

/**
 * An object with its strings and stream data encrypted (ISO 32000-2, 7.6.2), but for /Contents of a signature
 * dictionary. What holds nothing to encrypt stays the same value, so that placeholders are still found by identity.
 */
export function encryptValue({ num, gen, value }: PlainObject, encryptor: Encryptor): PdfObject {
  const encrypt = (inner: PdfObject) => encryptValue({ num, gen, value: inner }, encryptor);
  if (value instanceof PdfString) return new PdfString(encryptor.string(value.bytes, num, gen), "hex");
  if (value instanceof PdfDict) return encryptEntries(value, encrypt);
  if (value instanceof PdfStream) {
    const { dict, data } = value;
    return new PdfStream(encryptEntries(dict, encrypt), () => encryptor.stream(data(), dict, num, gen));
  }
  if (!isPdfArray(value)) return value;
  const items = value.map(encrypt);
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function encryptEntries(dict: PdfDict, encrypt: (value: PdfObject) => PdfObject): PdfDict {
  const isSignature = isSignatureDictionary(dict);
  const entries = new Map<string, PdfObject>();
  for (const [key, value] of dict.entries) {
    const isPlain = isSignature && key === "Contents" && value instanceof PdfString;
    entries.set(key, isPlain ? value : encrypt(value));
  }
  const isChanged = [...entries].some(([key, value]) => value !== dict.get(key));
  return isChanged ? new PdfDict(entries, dict.duplicateKeys) : dict;
}
