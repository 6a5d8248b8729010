import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is everything after the signed revision an object, a cross-reference section, white space or a comment of a later
 * one? Bytes that are nothing of these are read by no reader that follows ISO 32000-2, 7.5, and by some that do not.
 */
export const checkUnaccountedBytes: Check = ({ later }) => {
  const found = later.bytes.filter(({ code }) => code === "garbage");
  const [first] = found;
  if (first === undefined) return [];
  const bytes = found.reduce((sum, { start, end }) => sum + end - start, 0);
  return [finding("unaccounted-bytes", { offset: first.start, bytes })];
};
