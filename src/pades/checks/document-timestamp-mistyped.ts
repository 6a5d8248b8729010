import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is a document timestamp said to be one by /Type (EN 319 142-1, clause 5.4.3; ISO 32000-2, table 255)? One under
 * /Type /Sig is what readers pass over or take for a signature: it proves nothing of what it covers, and spoils nothing.
 */
export const checkDocumentTimestampMistyped: Check = ({ dictionary, format }) =>
  format.kind === "document-timestamp" && dictionary.type === "Sig" ? [finding("document-timestamp-mistyped", {})] : [];
