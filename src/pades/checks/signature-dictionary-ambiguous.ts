import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Does every key of the signature dictionary stand once? ISO 32000-2, 7.3.7: a dictionary has no two entries with
 * the same key. Of two /ByteRange, one reader takes the first and another the last.
 */
export const checkSignatureDictionaryAmbiguous: Check = ({ dictionary }) =>
  dictionary.anomalies
    .filter(({ kind }) => kind === "duplicate-key")
    .map(({ key }) => finding("signature-dictionary-ambiguous", { key }));
