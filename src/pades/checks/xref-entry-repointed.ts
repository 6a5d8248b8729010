import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Do later revisions leave the signed bytes as the signer's own cross-references read them? An entry that leads to a
 * place in them which no signed section gave brings to light what was hidden when it was signed.
 */
export const checkXrefEntryRepointed: Check = ({ later }) => {
  const found = later.entries.filter(({ code }) => code === "entry-repointed");
  const [first] = found;
  if (first === undefined) return [];
  return [finding("xref-entry-repointed", { object: first.object ?? 0, offset: first.offset, count: found.length })];
};
