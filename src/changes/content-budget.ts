import { CONTENT_FLOOR_BYTES, MAX_CONTENT_RATIO } from "../limits.ts";
import type { PdfStream } from "../pdf/objects.ts";
import { decodeStream, type Resolver } from "../pdf/read/filters.ts";
import { PdfLimitError } from "../pdf/read/read-error.ts";

/**
 * How much content of pages and appearances is read while the changes of one file are judged: a small file may have
 * thousands of pages and fields that all show one stream, which is long when it is decoded.
 */
export class ContentBudget {
  #left: number;

  constructor(fileSize: number) {
    this.#left = CONTENT_FLOOR_BYTES + MAX_CONTENT_RATIO * fileSize;
  }

  /**
   * Takes other work from what is left, which pages that share their annotations would have done many times as well.
   * @param bytes of content that would be read in that time
   * @throws PdfLimitError MAX_CONTENT_RATIO where the file has used up what it may
   */
  spend(bytes: number): void {
    this.#left = Math.max(0, this.#left - bytes);
    if (this.#left === 0) throw new PdfLimitError("MAX_CONTENT_RATIO", MAX_CONTENT_RATIO);
  }

  /**
   * The decoded data of a content stream, which is going to be read once.
   * @throws PdfLimitError MAX_CONTENT_RATIO where the file has used up what it may; and as decodeStream does
   * @throws PdfReadError as decodeStream does
   */
  decode(resolver: Resolver, stream: PdfStream, { maxBytes }: { readonly maxBytes: number }): Uint8Array {
    const most = Math.min(maxBytes, this.#left);
    try {
      const data = decodeStream(resolver, stream, { maxBytes: most });
      this.#left -= data.length;
      return data;
    } catch (thrown) {
      if (!(thrown instanceof PdfLimitError)) throw thrown;
      this.#left -= most;
      throw this.#left > 0 ? thrown : new PdfLimitError("MAX_CONTENT_RATIO", MAX_CONTENT_RATIO);
    }
  }
}
