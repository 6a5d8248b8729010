import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Do the signed cross-references lead into the signed bytes only? An entry that leads behind them gives whoever appends
 * to the file an object that no later section has to mention.
 */
export const checkXrefEntryBeyondRevision: Check = ({ later }) => {
  const found = later.entries.filter(({ code }) => code === "entry-beyond-revision");
  const [first] = found;
  if (first === undefined) return [];
  return [
    finding("xref-entry-beyond-revision", { object: first.object ?? 0, offset: first.offset, count: found.length }),
  ];
};
