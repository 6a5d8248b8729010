import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Do /ByteRange and /Contents stand in the signature dictionary itself, and that in the file itself? ISO 32000-2,
 * table 255: /ByteRange is direct. What stands elsewhere can be exchanged by a later revision.
 */
export const checkSignatureDictionaryIndirect: Check = ({ dictionary }) =>
  dictionary.anomalies
    .filter(({ kind }) => kind === "indirect" || kind === "compressed")
    .map(({ key }) => finding("signature-dictionary-indirect", { key }));
