import type { FindingSentences, Locale } from "./locale.ts";
import { certificate } from "./vi/certificate.ts";
import { file } from "./vi/file.ts";
import { damage, pathStop } from "./vi/reasons.ts";
import { revocation } from "./vi/revocation.ts";
import { signatureData } from "./vi/signature-data.ts";
import { signatureField } from "./vi/signature-field.ts";
import { words } from "./vi/words.ts";

// A code without its sentence does not compile here.
const findings: FindingSentences = { ...file, ...signatureField, ...signatureData, ...certificate, ...revocation };

export const vi: Locale = { tag: "vi", findings, words, damage, pathStop };
