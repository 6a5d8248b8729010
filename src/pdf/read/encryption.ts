import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../objects.ts";
import type { Resolver } from "./filters.ts";
import type { IndirectObject } from "./indirect-object.ts";

/** What /Encrypt says (ISO 32000-2, table 20); null where an entry is missing or of the wrong kind. */
export interface EncryptionFacts {
  readonly filter: string | null;
  readonly subFilter: string | null;
  readonly v: number | null;
  readonly r: number | null;
  readonly dict: PdfDict;
  /** The number of the encryption dictionary where it is an object of its own; its strings are not encrypted. */
  readonly objectNumber: number | null;
}

/** Turns encrypted bytes into plain ones, as a security handler with its key does. Called with the object's number. */
export interface Decryptor {
  string(bytes: Uint8Array, num: number, gen: number): Uint8Array;
  /** The dictionary tells of /Type /Metadata and of a /Crypt filter, which may mean that nothing is to be done. */
  stream(bytes: Uint8Array, dict: PdfDict, num: number, gen: number, resolver: Resolver): Uint8Array;
}

export function readEncryptionFacts(dict: PdfDict, objectNumber: number | null): EncryptionFacts {
  return {
    filter: nameOf(dict.get("Filter")),
    subFilter: nameOf(dict.get("SubFilter")),
    v: numberOf(dict.get("V")),
    r: numberOf(dict.get("R")),
    dict,
    objectNumber,
  };
}

/** An object as read from the file, with its strings and stream data decrypted (ISO 32000-2, 7.6.2). */
export function decryptObject(object: IndirectObject, decryptor: Decryptor, resolver: Resolver): IndirectObject {
  const value = decryptValue(object.value, { decryptor, resolver, num: object.num, gen: object.gen });
  return value === object.value ? object : { ...object, value };
}

interface Decryption {
  readonly decryptor: Decryptor;
  readonly resolver: Resolver;
  readonly num: number;
  readonly gen: number;
}

function decryptValue(value: PdfObject, decryption: Decryption): PdfObject {
  const { decryptor, resolver, num, gen } = decryption;
  if (value instanceof PdfString) {
    return new PdfString(decryptor.string(value.bytes, num, gen), value.notation, value.extent);
  }
  if (value instanceof PdfDict) return decryptDict(value, decryption);
  if (isPdfArray(value)) return value.map((item) => decryptValue(item, decryption));
  if (!(value instanceof PdfStream) || nameOf(value.dict.get("Type")) === "XRef") return value;
  const dict = decryptDict(value.dict, decryption);
  const { data, extent } = value;
  let plain: Uint8Array | null = null;
  return new PdfStream(dict, () => (plain ??= decryptor.stream(data(), value.dict, num, gen, resolver)), extent);
}

function decryptDict(dict: PdfDict, decryption: Decryption): PdfDict {
  const signature = isSignatureDictionary(dict);
  const entries = new Map<string, PdfObject>();
  for (const [key, value] of dict.entries) {
    const plain = signature && key === "Contents" && value instanceof PdfString;
    entries.set(key, plain ? value : decryptValue(value, decryption));
  }
  return new PdfDict(entries, dict.duplicateKeys);
}

/**
 * Whether /Contents of this dictionary holds a signature, which is never encrypted (ISO 32000-2, 7.6.2). /Type is
 * optional (table 255), so that the pair of keys that only a signature has decides too.
 */
export function isSignatureDictionary(dict: PdfDict): boolean {
  const type = nameOf(dict.get("Type"));
  if (type !== null) return type === "Sig" || type === "DocTimeStamp";
  return dict.entries.has("ByteRange") && dict.entries.has("Contents");
}

function nameOf(value: PdfObject | undefined): string | null {
  return value instanceof PdfName ? value.value : null;
}

function numberOf(value: PdfObject | undefined): number | null {
  return typeof value === "number" ? value : null;
}
