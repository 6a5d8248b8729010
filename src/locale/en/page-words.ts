import type { PageWords } from "../page-words.ts";

export const pageWords: PageWords = {
  who: "Who signed, for whom, when",
  onBehalfOf: (organization) => `for: ${organization}`,
  undecided: {
    title: "Cannot be confirmed",
    established: "What is established",
    nothingEstablished: "Nothing is established.",
    missing: "What is missing, by cause",
    remedy: "Remedy",
  },
  unchecked: {
    title: "What was not checked",
    matters: {
      "unreadable-files": "Files that could not be read: whether they are signed, and by whom, is not known.",
      signatures: "Signatures, signers and certificates: in a file that is not signed there is nothing to check.",
      revocation: "Whether certificates were revoked: waived by whoever checked.",
      "newer-status": "A status newer than the data at hand: checked offline, nothing was asked of the network.",
      authority: "Whether the signer was competent, and whether the file belongs to the dossier: no manifest says so.",
      "earlier-state":
        "Whether the file was cut back to an earlier signed state: without its hash in a manifest nobody can tell.",
      "other-files": "The content of files that are not PDFs.",
      truth: "Whether what the document says is true, or lawful.",
    },
  },
  chain: {
    title: "Trust path",
    anchor: "Configured root",
    intermediate: "Intermediate CA",
    signer: "Signer",
    timestampAuthority: "Timestamp authority",
    broken: "Leads to no configured root",
    statusNotChecked: "status not checked",
  },
  slip: {
    title: "Result slip of a signature check",
    result: "Result",
    dossier: "Dossier",
    file: "File",
    checkedAt: "Checked at",
    version: "Tool",
    trust: "Trust profile",
    policy: "Policy",
    checker: "Checked by (signature, name in full)",
    place: "Date and place",
    provesNothing:
      "This slip in itself proves nothing: anybody can print one like it. To be certain, check again the very file whose SHA-256 stands on it.",
  },
};
