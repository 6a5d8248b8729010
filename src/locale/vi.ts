import type { FindingSentences, Locale } from "./locale.ts";
import { archive } from "./vi/archive.ts";
import { dossier } from "./vi/dossier.ts";
import { dossierWords } from "./vi/dossier-words.ts";
import { ofFiles } from "./vi/of-files.ts";

// A code without its sentence does not compile here.
const findings: FindingSentences = { ...ofFiles.findings, ...dossier, ...archive };

export const vi: Locale = { ...ofFiles, findings, dossier: dossierWords };
