import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is what the byte range leaves out exactly the string of /Contents, its < and > included? ISO 32000-2, 12.8.1. In a
 * wider gap anything can be written without the digest noticing.
 */
export const checkByteRangeGapMismatch: Check = ({ byteRange, dictionary }) => {
  if (byteRange.gap === null || byteRange.gapMatchesContents) return [];
  const { gap } = byteRange;
  const contents = dictionary.contents?.extent ?? { start: 0, end: 0 };
  return [
    finding("byte-range-gap-mismatch", {
      gapStart: gap.start,
      gapEnd: gap.end,
      contentsStart: contents.start,
      contentsEnd: contents.end,
    }),
  ];
};
