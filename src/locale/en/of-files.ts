import type { LocaleOfFiles } from "../locale.ts";
import { certificate } from "./certificate.ts";
import { content } from "./content.ts";
import { file } from "./file.ts";
import { pageWords } from "./page-words.ts";
import { damage, pathStop } from "./reasons.ts";
import { revocation } from "./revocation.ts";
import { signatureData } from "./signature-data.ts";
import { signatureField } from "./signature-field.ts";
import { structure } from "./structure.ts";
import { timestamps } from "./timestamps.ts";
import { words } from "./words.ts";

export const ofFiles = {
  tag: "en",
  findings: {
    ...file,
    ...structure,
    ...content,
    ...signatureField,
    ...signatureData,
    ...certificate,
    ...revocation,
    ...timestamps,
  },
  words,
  page: pageWords,
  damage,
  pathStop,
} satisfies LocaleOfFiles;
