/** The objects of a PDF (ISO 32000-2, 7.3), as read from a file or built to be written. */
export type PdfObject = null | boolean | number | PdfName | PdfString | PdfRef | PdfArray | PdfDict | PdfStream;

export type PdfArray = readonly PdfObject[];

/** A name without its solidus; each byte one character, #xx resolved, so that names compare by their bytes. */
export class PdfName {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

/** Bytes [start, end) of the file. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

export class PdfString {
  readonly bytes: Uint8Array;
  readonly notation: "literal" | "hex";
  /** Where the token stands in the file, delimiters included; null inside an object stream or when built. */
  readonly extent: Extent | null;
  /** Of a hexadecimal token: where its first character stands that is neither a digit nor white space. */
  readonly firstNonHex: number | null;

  constructor(
    bytes: Uint8Array,
    notation: "literal" | "hex" = "literal",
    extent: Extent | null = null,
    firstNonHex: number | null = null,
  ) {
    this.bytes = bytes;
    this.notation = notation;
    this.extent = extent;
    this.firstNonHex = firstNonHex;
  }
}

export class PdfRef {
  readonly num: number;
  readonly gen: number;

  constructor(num: number, gen: number) {
    this.num = num;
    this.gen = gen;
  }
}

export class PdfDict {
  readonly entries: ReadonlyMap<string, PdfObject>;
  /** Keys that the file gives more than once; readers differ on which value counts. */
  readonly duplicateKeys: readonly string[];

  constructor(entries: ReadonlyMap<string, PdfObject>, duplicateKeys: readonly string[] = []) {
    this.entries = entries;
    this.duplicateKeys = duplicateKeys;
  }

  /** The value as it stands, a reference unresolved; undefined where the key is absent. */
  get(key: string): PdfObject | undefined {
    return this.entries.get(key);
  }
}

export class PdfStream {
  readonly dict: PdfDict;
  /** The encoded data, read when asked for. */
  readonly data: () => Uint8Array;
  /** Where the encoded data stands in the file; null when built. */
  readonly extent: Extent | null;

  constructor(dict: PdfDict, data: () => Uint8Array, extent: Extent | null = null) {
    this.dict = dict;
    this.data = data;
    this.extent = extent;
  }
}

/** Array.isArray for these objects: it does not narrow to a readonly array by itself. */
export function isPdfArray(value: PdfObject | undefined): value is PdfArray {
  return Array.isArray(value);
}
