import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Does the byte range end where a revision of the file ends, after its %%EOF? The signed bytes are then a file of
 * their own, and the cross-reference chain of every later revision leads through it; otherwise what was signed is
 * not what anybody sees.
 */
export const checkByteRangeEndsMidRevision: Check = ({ byteRange }) =>
  byteRange.wellFormed && byteRange.withinFile && byteRange.endsAtRevision === null
    ? [finding("byte-range-ends-mid-revision", { end: byteRange.end ?? 0 })]
    : [];
