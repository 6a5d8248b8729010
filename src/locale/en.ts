import { archive } from "./en/archive.ts";
import { dossier } from "./en/dossier.ts";
import { dossierWords } from "./en/dossier-words.ts";
import { ofFiles } from "./en/of-files.ts";
import type { FindingSentences, Locale } from "./locale.ts";

// A code without its sentence does not compile here.
const findings: FindingSentences = { ...ofFiles.findings, ...dossier, ...archive };

export const en: Locale = { ...ofFiles, findings, dossier: dossierWords };
