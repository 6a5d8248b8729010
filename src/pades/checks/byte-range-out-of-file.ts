import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Does the byte range end within the file? Bytes that are not there cannot have been signed. */
export const checkByteRangeOutOfFile: Check = ({ byteRange, fileSize }) =>
  byteRange.wellFormed && !byteRange.withinFile
    ? [finding("byte-range-out-of-file", { end: byteRange.end ?? 0, size: fileSize })]
    : [];
