const UNSOUND =
  "a later revision adds a signature or timestamp that does not verify, so that it is no permitted change (DESIGN.md, an obligation): no reference fails the earlier signature for it";
const SHARED =
  "one signature dictionary is the value of two fields, and which one was signed cannot be told (ISO 32000-2, 12.7.5.5): both references take the first";
const UNKNOWN_ALGORITHM =
  "an algorithm that is not known is neither right nor wrong (EN 319 102-1, 5.2.7): unknown, and never valid";

/** Where our indication is not that of decisions.json, and why. By file and field; none of them accepts more. */
export const INDICATION_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["dss/pades-t-duplicated-doctst.pdf#Signature1", UNSOUND],
  ["dss/pades-t-duplicated-doctst.pdf#Signature2", UNSOUND],
  ["dss/pdf-byterange-overlap.pdf#Signature1", UNSOUND],
  ["dss/signature-referenced-from-multiple-fields.pdf#signature-test", SHARED],
  ["dss/signature-referenced-from-multiple-fields.pdf#signature-test2", SHARED],
  ["generated/test_sign_with_explicit_ecdsa_implied_hash-4813a4.pdf#Sig1", UNKNOWN_ALGORITHM],
  ["dss/pades-unsupported-signature-algorithm.pdf#Signature1", UNKNOWN_ALGORITHM],
  [
    "dss/self-issued-qesig.pdf#Signature1",
    "the certificate was issued by one that is no authority, so that no chain leads to the anchor (RFC 5280, 6.1.4 (k)): DSS builds it first and fails it then; INDETERMINATE for both",
  ],
  [
    "dss/pades-5-signatures-and-1-document-timestamp.pdf#Signature6",
    "the page tree cannot be read along the cross-reference chain (ISO 32000-2, 7.7.3): the file is unreadable as a whole",
  ],
]);
