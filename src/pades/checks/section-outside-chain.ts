import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is every cross-reference section that was added after signing part of the chain (ISO 32000-2, 7.5.6)? A revision that
 * /Prev skips is one that somebody wrote and somebody hid.
 */
export const checkSectionOutsideChain: Check = ({ later }) => {
  const found = later.bytes.find(({ code }) => code === "stray-section");
  return found === undefined ? [] : [finding("section-outside-chain", { offset: found.start })];
};
