import { archive } from "./en/archive.ts";
import { certificate } from "./en/certificate.ts";
import { content } from "./en/content.ts";
import { dossier } from "./en/dossier.ts";
import { dossierWords } from "./en/dossier-words.ts";
import { file } from "./en/file.ts";
import { pageWords } from "./en/page-words.ts";
import { damage, pathStop } from "./en/reasons.ts";
import { revocation } from "./en/revocation.ts";
import { signatureData } from "./en/signature-data.ts";
import { signatureField } from "./en/signature-field.ts";
import { structure } from "./en/structure.ts";
import { timestamps } from "./en/timestamps.ts";
import { words } from "./en/words.ts";
import type { FindingSentences, Locale } from "./locale.ts";

// A code without its sentence does not compile here.
const findings: FindingSentences = {
  ...file,
  ...structure,
  ...content,
  ...signatureField,
  ...signatureData,
  ...certificate,
  ...revocation,
  ...timestamps,
  ...dossier,
  ...archive,
};

export const en: Locale = { tag: "en", findings, words, dossier: dossierWords, page: pageWords, damage, pathStop };
