import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Keys of a signature dictionary that must be there (ISO 32000-2, table 255, with 12.8.3 for /ByteRange). */
const REQUIRED = ["Filter", "SubFilter", "ByteRange", "Contents"] as const;

/**
 * Are the entries of the signature dictionary there, and of the types that ISO 32000-2, table 255, gives them, and
 * does /Type agree with /SubFilter?
 */
export const checkSignatureDictionaryMalformed: Check = ({ dictionary, format }) => {
  const malformed = dictionary.anomalies.filter(({ kind }) => kind === "malformed").map(({ key }) => key);
  const missing = REQUIRED.filter((key) => !dictionary.keys.includes(key));
  // A document timestamp under the other type is a case of its own (document-timestamp-mistyped.ts).
  const types = format.kind === "document-timestamp" ? ["DocTimeStamp", "Sig"] : ["Sig"];
  const mistyped = dictionary.type !== null && !types.includes(dictionary.type) ? ["Type"] : [];
  return [...new Set([...malformed, ...missing, ...mistyped])].map((key) =>
    finding("signature-dictionary-malformed", { key }),
  );
};
