/** Oddities that all readers share tolerance for: recorded, and not held against the file by reading. */
export type PdfRemarkCode =
  /** Bytes stand before %PDF-. */
  | "header-not-at-start"
  /** Offsets in the file count from %PDF-, not from the first byte. */
  | "offsets-from-header"
  /** A cross-reference section stands a few bytes beside where it is said to be. */
  | "xref-offset-imprecise"
  /** %%EOF is missing after the last startxref. */
  | "eof-marker-missing"
  /** A cross-reference section stands where startxref says, whether it counts from the first byte or from %PDF-. */
  | "offsets-count-both-ways"
  /** Bytes follow the end of the last revision. */
  | "bytes-after-last-revision"
  /** A table's first subsection is numbered from 1 although it starts with the entry of object 0. */
  | "xref-numbered-from-one"
  /** Entries of a table are not laid out in 20 bytes as ISO 32000-2, 7.5.4 has them. */
  | "xref-entry-format"
  /** One section has two entries for an object that differ; the first counts. */
  | "xref-duplicate-entry"
  /** One section has the same entry twice. */
  | "xref-repeated-entry"
  /** The newest trailer's /Size is no more than the number of an object in use. */
  | "xref-size-exceeded"
  /** A cross-reference stream holds more data than its /Index asks for. */
  | "xref-stream-surplus"
  /** The newest trailer names no catalog; an older one does. */
  | "trailer-without-root"
  /** /Prev 0, which leads nowhere. */
  | "prev-zero"
  /** The two sections of a hybrid file give different places for an object in use; the table's counts. */
  | "hybrid-conflict"
  /** The same, but the stream is that of an earlier revision, whose trailer was copied with its /XRefStm. */
  | "hybrid-stream-stale"
  /** An entry in use points to byte 0; the object is taken as missing. */
  | "entry-offset-zero"
  /** White space stands between an entry's offset and the object. */
  | "object-offset-imprecise"
  /** The keyword stream is not followed by CR LF or LF alone. */
  | "stream-keyword-eol"
  /** More than one end-of-line marker stands between stream data and endstream. */
  | "stream-end-space";

export interface PdfRemark {
  readonly code: PdfRemarkCode;
  /** Bytes from the start of the file. */
  readonly offset: number;
}

/** More remarks than this tell nothing new, and a hostile file could have one for each of its bytes. */
const MAX_REMARKS = 1_000;

/** Collects each remark once, however often the code that makes it runs. */
export class RemarkList {
  readonly #remarks: PdfRemark[] = [];
  readonly #seen = new Set<string>();

  get list(): readonly PdfRemark[] {
    return this.#remarks;
  }

  readonly add = (code: PdfRemarkCode, offset: number): void => {
    const key = `${code} ${offset}`;
    if (this.#remarks.length >= MAX_REMARKS || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#remarks.push({ code, offset });
  };
}

export type AddRemark = (code: PdfRemarkCode, offset: number) => void;
