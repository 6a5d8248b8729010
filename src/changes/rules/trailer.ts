import type { PdfObject } from "../../pdf/objects.ts";
import { type ChangeRule, NOTHING_OF_ITS_OWN } from "./rule.ts";

/**
 * Allows a new second part of /ID, which every revision should have (ISO 32000-2, 14.4), and an /ID where there was
 * none. The first part names the file and stays.
 */
export const trailerRule: ChangeRule = {
  name: "trailer",
  clear({ role, key, before, after }, step) {
    if (role !== "trailer" || key !== "ID") return null;
    const old = step.older.resolve(before);
    const now = step.newer.resolve(after);
    if (!Array.isArray(now) || now.length !== 2) return null;
    if (old === null) return NOTHING_OF_ITS_OWN;
    const [first]: readonly PdfObject[] = Array.isArray(old) ? old : [];
    const [same]: readonly PdfObject[] = now;
    return step.equal(first, same) ? NOTHING_OF_ITS_OWN : null;
  },
};
