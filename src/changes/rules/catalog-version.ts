import { PdfName, type PdfObject } from "../../pdf/objects.ts";
import { type ChangeRule, ruling } from "./rule.ts";

/** Allows raising the version of the format that the catalog names (ISO 32000-2, 7.7.2), as PAdES and PDF 2.0 need. */
export const catalogVersionRule: ChangeRule = {
  name: "catalog-version",
  clear({ role, key, before, after }, step) {
    if (role !== "catalog" || key !== "Version") return null;
    const to = versionOf(step.newer.resolve(after));
    const from = before === undefined ? 0 : versionOf(step.older.resolve(before));
    return to !== null && from !== null && to >= from ? ruling("version-raised", "lta-updates") : null;
  },
};

function versionOf(value: PdfObject): number | null {
  return value instanceof PdfName && /^\d\.\d$/.test(value.value) ? Number(value.value) : null;
}
