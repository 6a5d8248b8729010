import { encryptionDictionary } from "../../pdf/read/encryption/encrypted-text.ts";
import { FILE_ID } from "../../pdf/write/hand-made-pdf.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import type { Forgery } from "../attack.ts";

/** Files that only say that they are encrypted, or only partly are (ISO 32000-2, 7.6). */
export const ENCRYPTION: readonly Forgery[] = [
  {
    title: "the trailer names an encryption dictionary that is not there",
    build: () => forgePdf({ trailer: `/Encrypt 90 0 R ${FILE_ID}` }),
    verdict: "indeterminate",
    codes: ["encryption-dictionary-missing"],
    twin: {
      title: "an encryption leaves strings and streams as they are, and was signed so",
      build: () =>
        forgePdf({
          objects: [[10, encryptionDictionary({ filters: "/StmF/Identity/StrF/Identity" })]],
          trailer: `/Encrypt 10 0 R ${FILE_ID}`,
        }),
      verdict: "valid",
      codes: ["encryption-partial"],
    },
  },
  {
    title: "a message authentication code speaks for the file, and nobody checks it",
    build: () => forgePdf({ trailer: `/AuthCode << /MACLocation /Standalone /MAC <00> >> ${FILE_ID}` }),
    verdict: "indeterminate",
    codes: ["pdf-mac-unsupported"],
  },
  {
    title: "the password is not known",
    build: () =>
      forgePdf({
        objects: [[10, encryptionDictionary({ user: "secret" })]],
        trailer: `/Encrypt 10 0 R ${FILE_ID}`,
      }),
    verdict: "unreadable",
    codes: ["pdf-encrypted"],
  },
];
