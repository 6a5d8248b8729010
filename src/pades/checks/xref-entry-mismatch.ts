import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Do the entries of later revisions lead to the objects that they name (ISO 32000-2, 7.5.4)? Where they do not, one
 * reader shows nothing and another searches the file for what it takes for the object.
 */
export const checkXrefEntryMismatch: Check = ({ later }) => {
  const found = later.bytes.filter(({ code }) => code === "entry-mismatch");
  const [first] = found;
  if (first === undefined) return [];
  return [finding("xref-entry-mismatch", { object: first.object ?? 0, offset: first.start, count: found.length })];
};
