import type { FindingSentences, Locale } from "./locale.ts";
import { archive } from "./vi/archive.ts";
import { certificate } from "./vi/certificate.ts";
import { content } from "./vi/content.ts";
import { dossier } from "./vi/dossier.ts";
import { dossierWords } from "./vi/dossier-words.ts";
import { file } from "./vi/file.ts";
import { pageWords } from "./vi/page-words.ts";
import { damage, pathStop } from "./vi/reasons.ts";
import { revocation } from "./vi/revocation.ts";
import { signatureData } from "./vi/signature-data.ts";
import { signatureField } from "./vi/signature-field.ts";
import { structure } from "./vi/structure.ts";
import { timestamps } from "./vi/timestamps.ts";
import { words } from "./vi/words.ts";

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

export const vi: Locale = { tag: "vi", findings, words, dossier: dossierWords, page: pageWords, damage, pathStop };
