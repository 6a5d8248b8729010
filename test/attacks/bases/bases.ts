import { corpusFolder } from "../../support/corpus.ts";
import { requireInCi } from "../../support/missing.ts";
import { hasTool } from "../../support/tools.ts";
import type { BaseSource } from "./base.ts";
import { corpusBases } from "./corpus.ts";
import { OURS } from "./ours.ts";
import { PDFSIG, PDFSIG_TOOLS } from "./pdfsig.ts";
import { SIGNPDF } from "./signpdf.ts";

/** Clean files that we signed and that others did, as many as can be had here; what cannot is named. */
export const BASES: readonly BaseSource[] = [...OURS, ...SIGNPDF, ...withPdfsig(), ...withCorpus()];

function withPdfsig(): readonly BaseSource[] {
  const missing = PDFSIG_TOOLS.filter((tool) => !hasTool(tool));
  if (missing.length === 0) return PDFSIG;
  requireInCi("attacks on files that pdfsig signed", `not installed: ${missing.join(", ")}`);
  return [];
}

function withCorpus(): readonly BaseSource[] {
  const folder = corpusFolder();
  if (folder !== null) return corpusBases(folder);
  const meant = process.env["PADES_CORPUS"] === "none";
  if (!meant) requireInCi("attacks on files that pyHanko and DSS signed", "no corpus");
  return [];
}
