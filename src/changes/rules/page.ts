import { isPdfArray, PdfName, type PdfObject, PdfString } from "../../pdf/objects.ts";
import type { Step } from "../step.ts";
import { type ChangeRule, NOTHING_OF_ITS_OWN, ruling } from "./rule.ts";

/** The name under which one writer leaves its version in the page tree, where readers see a private entry (annex E). */
const WRITER_MARK = "ITXT";

/**
 * Allows a page to be given a tab order (ISO 32000-2, table 31), which signing tools do, and a date of its change; and
 * a node of the page tree to name the tool that wrote it. One content stream may become a list of that one, or the
 * other way round.
 */
export const pageRule: ChangeRule = {
  name: "page",
  clear({ role, key, before, after }, step) {
    if (role !== "page-node") return null;
    if (key === "Contents") return isSameContent(step, before, after) ? NOTHING_OF_ITS_OWN : null;
    const now = step.newer.resolve(after);
    if (key === "Tabs" && step.older.resolve(before) === null && now instanceof PdfName) return NOTHING_OF_ITS_OWN;
    if ((key === "LastModified" || key === WRITER_MARK) && now instanceof PdfString)
      return ruling("metadata-updated", "lta-updates");
    return null;
  },
};

/** The same streams in the same order, which is all that a list of them says (table 31, /Contents). */
function isSameContent(step: Step, before: PdfObject | undefined, after: PdfObject | undefined): boolean {
  const old = step.older.resolve(before);
  const now = step.newer.resolve(after);
  const was = isPdfArray(old) ? old : [before];
  const is = isPdfArray(now) ? now : [after];
  return was.length === is.length && was.every((one, index) => step.equal(one, is[index]));
}
