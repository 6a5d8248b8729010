import { PdfDict, PdfString } from "../../pdf/objects.ts";
import { type ChangeRule, ruling } from "./rule.ts";

/** What a tool writes of itself when it saves; none of it is what the document says (ISO 32000-2, table 349). */
const SAVING_KEYS = new Set(["ModDate", "CreationDate", "Producer"]);

/** Allows the document information dictionary to tell of the new revision: its dates, and the tool that wrote it. */
export const infoRule: ChangeRule = {
  name: "info",
  clear({ role, key, before, after }, step) {
    if (role === "info" && SAVING_KEYS.has(key)) {
      return step.newer.resolve(after) instanceof PdfString ? ruling("metadata-updated", "lta-updates") : null;
    }
    if (role !== "trailer" || key !== "Info" || step.older.resolve(before) !== null) return null;
    const info = step.newer.resolve(after);
    return info instanceof PdfDict && [...info.entries.keys()].every((entry) => SAVING_KEYS.has(entry))
      ? ruling("metadata-updated", "lta-updates")
      : null;
  },
};
