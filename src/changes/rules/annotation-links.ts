import { PdfRef } from "../../pdf/objects.ts";
import { refKey } from "../object-key.ts";
import { type ChangeRule, isNamed, NOTHING_OF_ITS_OWN } from "./rule.ts";

/** Allows an annotation to be told what it is and where it stands: its /Type, and the page that lists it, as /P. */
export const annotationLinksRule: ChangeRule = {
  name: "annotation-links",
  clear({ role, key, before, after, owner }, step) {
    if (role !== "annotation" || owner === null || step.older.resolve(before) !== null) return null;
    if (key === "Type") return isNamed(step.newer.resolve(after), "Annot") ? NOTHING_OF_ITS_OWN : null;
    if (key === "P")
      return after instanceof PdfRef && step.pagesOf(owner).every((page) => page === refKey(after))
        ? NOTHING_OF_ITS_OWN
        : null;
    return null;
  },
};
