const UNSOUND =
  "a later revision adds a signature or timestamp that does not verify: without it the change is nothing that may be (the table judges structure alone)";

/** Where verifyPdf goes beyond decisions.json, which knows no cryptography, and why. By file and field. */
export const CHANGES_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["dss/pades-t-duplicated-doctst.pdf#Signature1", UNSOUND],
  ["dss/pades-t-duplicated-doctst.pdf#Signature2", UNSOUND],
  ["dss/pdf-byterange-overlap.pdf#Signature1", UNSOUND],
  [
    "dss/pades-5-signatures-and-1-document-timestamp.pdf#Signature6",
    "the page tree cannot be read along the cross-reference chain (ISO 32000-2, 7.7.3): the file is unreadable as a whole",
  ],
]);
