import { PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../../pdf/objects.ts";
import { WHOLE } from "../differences.ts";
import type { Step } from "../step.ts";
import { type ChangeRule, ruling } from "./rule.ts";

/** ISO 32000-2, tables 49 and 50. */
const ENTRY_KEYS = new Set(["Type", "BaseVersion", "ExtensionLevel", "URL", "ExtensionRevision"]);
const MAX_DEPTH = 3;

/** Allows adding and updating the developer extensions that the document uses (ISO 32000-2, 7.12), as signing does. */
export const extensionsRule: ChangeRule = {
  name: "extensions",
  clear({ role, key, after }, step) {
    const mine = (role === "catalog" && key === "Extensions") || (role === "extensions" && key === WHOLE);
    if (!mine || !isExtensions(step, step.newer.resolve(after), 0)) return null;
    return ruling("extensions-updated", "lta-updates");
  },
};

/** A dictionary of developers, a list of their extensions, or one extension. */
function isExtensions(step: Step, value: PdfObject, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value))
    return value.every((item: PdfObject) => isExtensions(step, step.newer.resolve(item), depth + 1));
  if (!(value instanceof PdfDict) || value.duplicateKeys.length > 0) return false;
  return [...value.entries].every(([key, entry]) => {
    const inner = step.newer.resolve(entry);
    if (ENTRY_KEYS.has(key)) return inner instanceof PdfName || inner instanceof PdfString || typeof inner === "number";
    return isExtensions(step, inner, depth + 1) && !(entry instanceof PdfRef && depth === MAX_DEPTH);
  });
}
