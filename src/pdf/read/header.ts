import { decodeLatin1 } from "../../bytes/text.ts";
import type { ByteView } from "../../bytes/view.ts";
import { NotPdfError } from "./read-error.ts";

/** Bytes in which readers look for the header. */
const HEADER_SEARCH_BYTES = 1024;

export interface PdfHeader {
  /** As the header says it; the catalog may name a later one. */
  readonly version: string;
  /** Where %PDF- stands. */
  readonly offset: number;
}

/**
 * ISO 32000-2, 7.5.2.
 * @throws NotPdfError
 */
export function readHeader(view: ByteView): PdfHeader {
  const start = decodeLatin1(view.slice(0, HEADER_SEARCH_BYTES + 8));
  const match = /%PDF-(\d\.\d)/.exec(start);
  if (match?.[1] === undefined || match.index > HEADER_SEARCH_BYTES) throw new NotPdfError();
  return { version: match[1], offset: match.index };
}
