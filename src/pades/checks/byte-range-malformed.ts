import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is /ByteRange two pairs of an offset and a length, the second after the first? ISO 32000-2, 12.8.3.3.1: the whole
 * file but for /Contents, so that there is one gap.
 */
export const checkByteRangeMalformed: Check = ({ byteRange, dictionary }) =>
  byteRange.wellFormed && byteRange.ordered
    ? []
    : [finding("byte-range-malformed", { byteRange: (dictionary.byteRange ?? []).slice(0, 8).join(" ") })];
