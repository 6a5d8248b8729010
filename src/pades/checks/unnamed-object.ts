import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is every object that was added after signing named by a cross-reference section (ISO 32000-2, 7.5.4)? One that is not
 * is invisible to the comparison of revisions, and visible to readers that search a file for its objects.
 */
export const checkUnnamedObject: Check = ({ later }) => {
  const found = later.bytes.filter(({ code }) => code === "unnamed-object");
  const [first] = found;
  if (first === undefined) return [];
  return [finding("unnamed-object", { object: first.object ?? 0, offset: first.start, count: found.length })];
};
