import { type Extent, isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../objects.ts";
import type { PdfDocument } from "./document.ts";
import type { IndirectObject } from "./indirect-object.ts";
import { decodeTextString, parsePdfDate } from "./text.ts";

/** A signature dictionary as it stands (ISO 32000-2, table 255). Facts only: what they mean is judged elsewhere. */
export interface SignatureDictionary {
  /** Null where the dictionary is written into the field. */
  readonly object: IndirectObject | null;
  readonly dict: PdfDict;
  readonly keys: readonly string[];
  readonly type: string | null;
  readonly filter: string | null;
  readonly subFilter: string | null;
  /** The numbers as written; null where /ByteRange is missing or holds anything else. */
  readonly byteRange: readonly number[] | null;
  readonly contents: SignatureContents | null;
  /** Every way in which readers could come to see different signatures here. */
  readonly anomalies: readonly SignatureAnomaly[];
  readonly name: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  readonly contactInfo: string | null;
  /** /M, what the signer says. */
  readonly signedAt: { readonly text: string; readonly date: Date | null } | null;
  readonly reference: readonly SignatureReference[];
  /** /Cert, as adbe.x509.rsa_sha1 needs it. */
  readonly certificates: readonly Uint8Array[];
}

export interface SignatureContents {
  readonly bytes: Uint8Array;
  /** Of the token, delimiters included; null where it does not stand in the file itself. */
  readonly extent: Extent | null;
  /** Offset in the file of the first character of the token that is neither a digit nor white space. */
  readonly firstNonHex: number | null;
}

export type SignatureAnomaly = {
  readonly kind: "duplicate-key" | "indirect" | "malformed" | "compressed";
  /** The key it is about. */
  readonly key: string;
};

/** A signature reference dictionary (ISO 32000-2, table 256). */
export interface SignatureReference {
  readonly transformMethod: string | null;
  readonly transformParams: PdfDict | null;
  readonly digestMethod: string | null;
}

/**
 * Reads the dictionary that is the value of a signature field, the one way there is: its own keys, its own
 * /Contents token.
 */
export function readSignatureDictionary(
  document: PdfDocument,
  value: { readonly ref: PdfRef | null; readonly dict: PdfDict },
): SignatureDictionary {
  return new DictionaryReader(document, value.dict, value.ref === null ? null : document.load(value.ref.num)).read();
}

/** Bytes of a name, reason or the like; what is longer is no such text, and a thousand fields might share it. */
const MAX_TEXT_BYTES = 64 * 1024;

class DictionaryReader {
  readonly #document: PdfDocument;
  readonly #dict: PdfDict;
  readonly #object: IndirectObject | null;
  readonly #anomalies: SignatureAnomaly[] = [];

  constructor(document: PdfDocument, dict: PdfDict, object: IndirectObject | null) {
    this.#document = document;
    this.#dict = dict;
    this.#object = object;
  }

  read(): SignatureDictionary {
    const dict = this.#dict;
    for (const key of dict.duplicateKeys) this.#note("duplicate-key", key);
    // A reference that leads to another reference instead of to the dictionary.
    if (this.#object !== null && this.#object.value !== dict) this.#note("indirect", "V");
    const byteRange = this.#byteRange();
    const contents = this.#contents();
    return {
      object: this.#object,
      dict,
      keys: [...dict.entries.keys()],
      type: this.#name("Type"),
      filter: this.#name("Filter"),
      subFilter: this.#name("SubFilter"),
      byteRange,
      contents,
      name: this.#text("Name"),
      reason: this.#text("Reason"),
      location: this.#text("Location"),
      contactInfo: this.#text("ContactInfo"),
      signedAt: this.#signedAt(),
      reference: this.#reference(),
      certificates: this.#certificates(),
      anomalies: this.#anomalies,
    };
  }

  #note(kind: SignatureAnomaly["kind"], key: string): void {
    this.#anomalies.push({ kind, key });
  }

  /** The value of a key that must stand in the dictionary itself, in the file itself. */
  #direct(key: string): PdfObject {
    const raw = this.#dict.get(key);
    if (raw instanceof PdfRef) this.#note("indirect", key);
    return this.#document.resolve(raw);
  }

  #byteRange(): number[] | null {
    const value = this.#direct("ByteRange");
    if (value === null) return null;
    if (this.#object !== null && this.#object.container !== null) this.#note("compressed", "ByteRange");
    if (!isPdfArray(value)) {
      this.#note("malformed", "ByteRange");
      return null;
    }
    if (value.some((item) => item instanceof PdfRef)) this.#note("indirect", "ByteRange");
    const numbers = value.map((item) => this.#document.resolve(item)).filter((item) => typeof item === "number");
    if (numbers.length === value.length && numbers.every(Number.isInteger)) return numbers;
    this.#note("malformed", "ByteRange");
    return numbers.length === value.length ? numbers : null;
  }

  #contents(): SignatureContents | null {
    const value = this.#direct("Contents");
    if (value === null) return null;
    if (!(value instanceof PdfString)) {
      this.#note("malformed", "Contents");
      return null;
    }
    const { bytes, extent, notation, firstNonHex } = value;
    if (extent === null) this.#note("compressed", "Contents");
    if (notation !== "hex") this.#note("malformed", "Contents");
    return { bytes, extent, firstNonHex };
  }

  #name(key: string): string | null {
    const value = this.#document.resolve(this.#dict.get(key));
    if (value instanceof PdfName) return value.value;
    if (value !== null) this.#note("malformed", key);
    return null;
  }

  #text(key: string): string | null {
    const value = this.#document.resolve(this.#dict.get(key));
    if (value !== null && !(value instanceof PdfString && value.bytes.length <= MAX_TEXT_BYTES))
      this.#note("malformed", key);
    return value instanceof PdfString ? decodeTextString(value.bytes.subarray(0, MAX_TEXT_BYTES)) : null;
  }

  #signedAt(): SignatureDictionary["signedAt"] {
    const text = this.#text("M");
    return text === null ? null : { text, date: parsePdfDate(text) };
  }

  #reference(): SignatureReference[] {
    const value = this.#document.resolve(this.#dict.get("Reference"));
    if (value === null) return [];
    if (!isPdfArray(value)) {
      this.#note("malformed", "Reference");
      return [];
    }
    return value.flatMap((item) => {
      const dict = this.#document.resolve(item);
      if (!(dict instanceof PdfDict)) {
        this.#note("malformed", "Reference");
        return [];
      }
      const parameters = this.#document.resolve(dict.get("TransformParams"));
      const duplicates = [...dict.duplicateKeys, ...(parameters instanceof PdfDict ? parameters.duplicateKeys : [])];
      for (const key of duplicates) this.#note("duplicate-key", `Reference/${key}`);
      return {
        transformMethod: this.#nameIn(dict, "TransformMethod"),
        transformParams: parameters instanceof PdfDict ? parameters : null,
        digestMethod: this.#nameIn(dict, "DigestMethod"),
      };
    });
  }

  #nameIn(dict: PdfDict, key: string): string | null {
    const value = this.#document.resolve(dict.get(key));
    return value instanceof PdfName ? value.value : null;
  }

  #certificates(): Uint8Array[] {
    const value = this.#document.resolve(this.#dict.get("Cert"));
    if (value === null) return [];
    const items = isPdfArray(value) ? value.map((item) => this.#document.resolve(item)) : [value];
    const strings = items.filter((item) => item instanceof PdfString);
    if (strings.length !== items.length) this.#note("malformed", "Cert");
    return strings.map(({ bytes }) => bytes);
  }
}
