import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { count } from "./numbers.ts";
import { damage, plainPart } from "./reasons.ts";

/** About the file as a whole. */
export const file = {
  "not-a-pdf": () => ({
    title: "not a PDF",
    sentence: "The file is not a PDF, so no signature could be checked.",
    action: action.sendReadable,
  }),
  "pdf-damaged": ({ reason, offset }) => ({
    title: "the PDF is damaged",
    sentence: `${damage[reason]}${offset === null ? "" : ` (at byte ${count(offset)})`}, so no signature could be checked.`,
    action: action.sendReadable,
  }),
  "pdf-encrypted": ({ handler, reason }) => {
    const why = {
      password: "The file is password-protected",
      unsupported: `The file is encrypted in a way that this tool does not support (${handler})`,
      malformed: `The file's encryption dictionary is malformed (${handler})`,
    };
    return {
      title: reason === "password" ? "password-protected" : "encrypted",
      sentence: `${why[reason]}, so no signature could be checked.`,
      action: action.sendReadable,
    };
  },
  "encryption-dictionary-missing": () => ({
    title: "unclear whether the file is encrypted",
    sentence:
      "The file announces an encryption that it does not describe, so some programs may show another document or none.",
    action: action.otherTool,
    missing: "a file that is either encrypted or not",
  }),
  "encryption-partial": ({ part }) => ({
    title: "encrypted in part",
    sentence: `The file is password-protected, but ${plainPart[part]} stand in it unencrypted; the signature covers them like the rest.`,
    action: action.nothing,
  }),
  "pdf-mac-unsupported": () => ({
    title: "protected by a PDF MAC",
    sentence: "The file also carries a message authentication code (ISO/TS 32004), which this tool cannot check.",
    action: action.otherTool,
    missing: "a check of the message authentication code (ISO/TS 32004)",
  }),
  "limit-exceeded": ({ limit, maximum }) => ({
    title: "the file exceeds what is safe to check",
    sentence: `The file exceeds the limit ${limit} (${count(maximum)}), so checking stopped before the end.`,
    action: action.otherTool,
    missing: "a check that reaches the end of the file",
  }),
  "source-changed": ({ offset }) => ({
    title: "the file changed while it was checked",
    sentence: `Reading it again gave other content (from byte ${count(offset)}), so nothing can be concluded about it.`,
    action: action.checkAgainUnchanged,
  }),
  "not-signed": () => ({
    title: "no digital signature",
    sentence: "The file has no digital signature; a picture of a signature or seal is not one.",
    action: action.askForSignature,
  }),
  "empty-signature-field": ({ field }) => ({
    title: "a signature field is empty",
    sentence: `The signature field “${field}” was prepared but holds no signature.`,
    action: action.checkEmptyField,
  }),
  "internal-error": ({ message }) => ({
    title: "the checking tool failed",
    sentence: `This is a fault of the tool, not a judgment of the file: ${message}.`,
    action: action.reportFault,
    missing: "a check in which the tool does not fail",
  }),
} satisfies Partial<FindingSentences>;
