import type { Attack, ChangeAttack, Forgery } from "./attack.ts";
import { ALGORITHMS } from "./builders/algorithms.ts";
import { BENT_CHAIN } from "./builders/bent-chain.ts";
import { BYTE_RANGE } from "./builders/byte-range.ts";
import { CERTIFICATES } from "./builders/certificates.ts";
import { CHANGED_ANNOTATIONS } from "./builders/changed-annotations.ts";
import { CHANGED_DOCUMENT } from "./builders/changed-document.ts";
import { CHANGED_FIELDS } from "./builders/changed-fields.ts";
import { CHANGED_PAGES } from "./builders/changed-pages.ts";
import { CHANGED_SIGNATURES } from "./builders/changed-signatures.ts";
import { CMS_ATTRIBUTES } from "./builders/cms-attributes.ts";
import { CMS_STRUCTURE } from "./builders/cms-structure.ts";
import { ENCRYPTION } from "./builders/encryption.ts";
import { HIDDEN_BYTES, SHADOWS } from "./builders/hidden-bytes.ts";
import { LATER_REVISION } from "./builders/later-revision.ts";
import { SIGNATURE_DICTIONARY } from "./builders/signature-dictionary.ts";
import { APPENDED_BYTES, TAMPERED_BYTES } from "./builders/tampered-bytes.ts";

/** Attacks on a file that somebody else signed, by class. */
export const ATTACKS: ReadonlyMap<string, readonly Attack[]> = new Map([
  ["signed bytes changed in place", TAMPERED_BYTES],
  ["bytes appended that nothing accounts for", APPENDED_BYTES],
  ["a later revision", LATER_REVISION],
  ["the chain of cross-references bent", BENT_CHAIN],
  ["bytes that a later revision hides", HIDDEN_BYTES],
]);

/** Later revisions that change what somebody else signed, by what they change. */
export const CHANGES: ReadonlyMap<string, readonly ChangeAttack[]> = new Map([
  ["pages", CHANGED_PAGES],
  ["the document", CHANGED_DOCUMENT],
  ["form fields", CHANGED_FIELDS],
  ["signatures", CHANGED_SIGNATURES],
  ["annotations", CHANGED_ANNOTATIONS],
]);

/** Files made by somebody who owns a key, by class. */
export const FORGERIES: ReadonlyMap<string, readonly Forgery[]> = new Map([
  ["the signer's certificate", CERTIFICATES],
  ["the signature dictionary and its field", SIGNATURE_DICTIONARY],
  ["the byte range and its gap", BYTE_RANGE],
  ["the CMS", CMS_STRUCTURE],
  ["the attributes of the CMS", CMS_ATTRIBUTES],
  ["the algorithms", ALGORITHMS],
  ["encryption", ENCRYPTION],
  ["content prepared before signing and shown after it", SHADOWS],
]);
