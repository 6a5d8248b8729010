import { PdfName, PdfString } from "../../pdf/objects.ts";
import { type ChangeRule, NOTHING_OF_ITS_OWN, ruling } from "./rule.ts";

/** The name under which one writer leaves its version in the page tree, where readers see a private entry (annex E). */
const WRITER_MARK = "ITXT";

/**
 * Allows a page to be given a tab order (ISO 32000-2, table 31), which signing tools do, and a date of its change; and
 * a node of the page tree to name the tool that wrote it.
 */
export const pageRule: ChangeRule = {
  name: "page",
  clear({ role, key, before, after }, step) {
    if (role !== "page-node") return null;
    const now = step.newer.resolve(after);
    if (key === "Tabs" && step.older.resolve(before) === null && now instanceof PdfName) return NOTHING_OF_ITS_OWN;
    if ((key === "LastModified" || key === WRITER_MARK) && now instanceof PdfString)
      return ruling("metadata-updated", "lta-updates");
    return null;
  },
};
