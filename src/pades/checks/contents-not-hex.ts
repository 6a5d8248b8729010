import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is /Contents a hexadecimal string of digits only? ISO 32000-2, 12.8.1. It stands in the gap, so that other
 * characters in it would be content that no digest covers.
 */
export const checkContentsNotHex: Check = ({ dictionary }) => {
  const offset = dictionary.contents?.firstNonHex ?? null;
  return offset === null ? [] : [finding("contents-not-hex", { offset })];
};
