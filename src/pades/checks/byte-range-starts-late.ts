import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Does the byte range start with the file (EN 319 142-1, clause 5.5)? What stands before it is not signed. */
export const checkByteRangeStartsLate: Check = ({ byteRange, dictionary }) =>
  byteRange.wellFormed && !byteRange.startsAtZero
    ? [finding("byte-range-starts-late", { start: dictionary.byteRange?.[0] ?? 0 })]
    : [];
