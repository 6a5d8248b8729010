import { PadesError } from "../../errors.ts";
import { type Extent, type PdfArray, PdfString } from "../objects.ts";
import { hexDigits } from "./serialize.ts";

/** Ten digits are what a cross-reference table can point at; a byte range needs no more. */
const RANGE_WIDTH = 9_999_999_999;

/**
 * The values of a signature dictionary that depend on the finished file (ISO 32000-2, table 255), with room for
 * them: written as they are, then filled in place without moving a byte.
 */
export interface SignaturePlaceholder {
  /** For /ByteRange. */
  readonly byteRange: PdfArray;
  /** For /Contents: `roomBytes` bytes of 00. */
  readonly contents: PdfString;
}

export function createSignaturePlaceholder(roomBytes: number): SignaturePlaceholder {
  return {
    byteRange: [0, RANGE_WIDTH, RANGE_WIDTH, RANGE_WIDTH],
    contents: new PdfString(new Uint8Array(roomBytes), "hex"),
  };
}

/** /ByteRange as numbers: the whole file of `fileSize` bytes but the token of /Contents (12.8.1). */
export function byteRangeAround(contents: Extent, fileSize: number): readonly [number, number, number, number] {
  return [0, contents.start, contents.end, fileSize - contents.end];
}

/** Overwrites the placeholder that `extent` of `bytes` holds; what the digits leave over becomes spaces. */
export function fillByteRange(bytes: Uint8Array, extent: Extent, range: readonly number[]): void {
  const token = `[${range.join(" ")}]`.padEnd(extent.end - extent.start, " ");
  if (token.length > extent.end - extent.start) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "/ByteRange: the file is too large");
  }
  for (let i = 0; i < token.length; i++) bytes[extent.start + i] = token.charCodeAt(i);
}

/**
 * Writes the DER of the CMS into the token of /Contents that `extent` of `bytes` holds, delimiters included; the rest
 * stays 00 (ISO 32000-2, 12.8.1).
 * @throws PadesError ERR_CONTENTS_TOO_SMALL, with needed and available bytes
 */
export function fillContents(bytes: Uint8Array, extent: Extent, cms: Uint8Array): void {
  const roomBytes = (extent.end - extent.start - 2) / 2;
  if (cms.length > roomBytes) {
    throw new PadesError(
      "ERR_CONTENTS_TOO_SMALL",
      `/Contents: the CMS needs ${cms.length} bytes, ${roomBytes} are available`,
    );
  }
  bytes.set(hexDigits(cms), extent.start + 1);
}
