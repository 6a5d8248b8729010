import type {
  FieldIrregularity,
  PathStop,
  PdfDamage,
  PlainPart,
  RevocationReason,
  ShownClaim,
  StructureAmbiguity,
  StructureIrregularity,
} from "../../findings.ts";

/** Why a file cannot be read as a PDF: a clause that opens a sentence. */
export const damage: { readonly [Reason in PdfDamage]: string } = {
  "startxref-missing": "The file does not end with a startxref",
  "xref-malformed": "The cross-reference table is malformed",
  "xref-loop": "The cross-reference tables point at each other in a circle",
  "xref-out-of-file": "The cross-reference table points outside the file",
  "trailer-malformed": "The file's trailer is malformed",
  "catalog-missing": "The file has no document catalog",
  "page-tree-malformed": "The file's page tree is malformed",
  "object-malformed": "An object in the file is malformed",
  "object-mismatch": "An object is not where the cross-reference table says",
  "object-stream-malformed": "An object stream is malformed",
  "stream-length": "The length given for a stream is wrong",
  "filter-unsupported": "A structural stream is compressed in a way that is not supported",
  "filter-data": "The compressed data of a structural stream is damaged",
  "external-stream": "Part of the file's content is kept in another file outside it",
  "encrypted-data": "An encrypted part of the file is damaged",
  "form-loop": "The form's fields point at each other in a circle",
  "form-malformed": "The form (AcroForm) is malformed",
};

/** What is not encrypted: the subject of a clause, in the plural. */
export const plainPart: { readonly [Part in PlainPart]: string } = {
  strings: "its texts",
  streams: "its pages and images",
  attachments: "its attached files",
  "single-streams": "some parts of its content",
};

/** Why the path stopped at a certificate: a clause after a colon. */
export const pathStop: { readonly [Stop in PathStop]: string } = {
  "issuer-not-found": "the certificate of its issuer was not found",
  "issuer-signature": "the issuer's signature on it does not match",
  "issuer-not-ca": "its issuer is not a CA",
  "path-length": "the path is longer than the CA allows",
  "key-usage": "its issuer's key is not meant for issuing certificates",
  "critical-extension": "it has a critical extension that this tool does not know",
  "not-yet-valid": "it is not yet valid",
  expired: "it has expired",
  "weak-algorithm": "its algorithm is no longer safe",
  "algorithm-unsupported": "the algorithm of the signature on it cannot be checked here",
  "name-constraints": "its name is outside what the CA may issue",
  policy: "its certificate policy does not fit",
  "anchor-role": "the root is not configured for this role",
  "anchor-period": "outside the period in which the root is trusted",
  malformed: "it is malformed",
  limit: "the search for a path reached its safety limit",
};

export const fieldIrregularity: { readonly [Irregularity in FieldIrregularity]: string } = {
  "name-not-text": "its name is not text",
  "name-with-period": "its own name contains a period",
  "parent-mismatch": "it names another field above it than the form does",
  "widget-with-field-keys": "its place on the page carries data of a field",
};

/** Why a certificate was revoked: in brackets behind the time. */
export const revocationReason: { readonly [Reason in RevocationReason]: string } = {
  unspecified: "reason not stated",
  keyCompromise: "the key was compromised",
  cACompromise: "the key of the CA was compromised",
  affiliationChanged: "the holder's affiliation changed",
  superseded: "replaced by another certificate",
  cessationOfOperation: "no longer in use",
  certificateHold: "suspended",
  removeFromCRL: "removed from the list",
  privilegeWithdrawn: "a privilege was withdrawn",
  aACompromise: "the attribute authority was compromised",
};

/** What readers tolerate in a file's structure: a clause that opens a sentence. */
export const structureIrregularity: { readonly [Irregularity in StructureIrregularity]: string } = {
  "offsets-from-header": "The file counts its bytes from the start of the PDF, not of the file",
  "xref-offset-imprecise": "A cross-reference table stands a few bytes beside its place",
  "eof-marker-missing": "The mark at the end of the file is missing",
  "xref-numbered-from-one": "A cross-reference table is numbered from 1",
  "xref-entry-format": "A cross-reference table is not laid out as it should be",
  "xref-repeated-entry": "A cross-reference table names an object twice, at the same place",
  "xref-stream-surplus": "A cross-reference table is longer than it says",
  "prev-zero": "The oldest cross-reference table names another before it, which is none",
  "hybrid-stream-stale": "A later revision carries an outdated list of objects along",
  "entry-offset-zero": "An object is listed at the start of the file, where none is",
  "object-offset-imprecise": "White space stands before an object",
  "stream-keyword-eol": "A stream begins with an unusual line end",
  "stream-end-space": "White space stands after the data of a stream",
};

/** What lets two programs see two documents in one file: a clause that opens a sentence. */
export const structureAmbiguity: { readonly [Ambiguity in StructureAmbiguity]: string } = {
  "offsets-count-both-ways": "The file can be read by counting from its first byte or from where the PDF starts",
  "xref-duplicate-entry": "A cross-reference table gives two places for one object",
  "xref-size-exceeded": "The file holds objects beyond the number that it says it has",
  "trailer-without-root": "The newest revision does not say where the document begins",
  "hybrid-conflict": "The file has two lists of objects that contradict each other",
};

/** What a signature's picture says: with its article. */
export const shownClaim: { readonly [Claim in ShownClaim]: string } = {
  signer: "the signer",
  title: "the office held",
  organization: "the organisation",
  time: "the signing time",
};
