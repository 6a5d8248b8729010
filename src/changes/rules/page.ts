import { PdfName, PdfString } from "../../pdf/objects.ts";
import { type ChangeRule, NOTHING_OF_ITS_OWN, ruling } from "./rule.ts";

/** Allows a page to be given a tab order (ISO 32000-2, table 31), which signing tools do, and a date of its change. */
export const pageRule: ChangeRule = {
  name: "page",
  clear({ role, key, before, after }, step) {
    if (role !== "page-node") return null;
    const now = step.newer.resolve(after);
    if (key === "Tabs" && step.older.resolve(before) === null && now instanceof PdfName) return NOTHING_OF_ITS_OWN;
    if (key === "LastModified" && now instanceof PdfString) return ruling("metadata-updated", "lta-updates");
    return null;
  },
};
