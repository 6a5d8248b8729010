import type { Attack, Forgery } from "./attack.ts";
import { ALGORITHMS } from "./builders/algorithms.ts";
import { BYTE_RANGE } from "./builders/byte-range.ts";
import { CERTIFICATES } from "./builders/certificates.ts";
import { CMS_ATTRIBUTES } from "./builders/cms-attributes.ts";
import { CMS_STRUCTURE } from "./builders/cms-structure.ts";
import { ENCRYPTION } from "./builders/encryption.ts";
import { HIDDEN_BYTES, SHADOWS } from "./builders/hidden-bytes.ts";
import { BENT_CHAIN, LATER_REVISION } from "./builders/later-revision.ts";
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
