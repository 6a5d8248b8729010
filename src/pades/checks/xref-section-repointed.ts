import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Do later revisions have their cross-reference sections in their own bytes? One that stands in the signed bytes, where
 * the signed chain does not name it, was prepared to give them another meaning after signing.
 */
export const checkXrefSectionRepointed: Check = ({ later }) => {
  const found = later.entries.find(({ code }) => code === "section-repointed");
  return found === undefined ? [] : [finding("xref-section-repointed", { offset: found.offset })];
};
