import type { PdfObject } from "../../pdf/objects.ts";
import type { Difference } from "../differences.ts";
import type { Step } from "../step.ts";
import { type ChangeRule, ruling } from "./rule.ts";

/**
 * Allows a new /ID: its second part changes with every revision (ISO 32000-2, 14.4), and tools change the first too.
 * Nothing depends on the first part but the keys of an encrypted file, where it stays.
 */
export const fileIdRule: ChangeRule = {
  name: "file-id",
  clear(difference, step) {
    const { role, key, after } = difference;
    if (role !== "trailer" || key !== "ID") return null;
    const now = step.newer.resolve(after);
    if (!Array.isArray(now) || now.length !== 2) return null;
    const encrypted = step.older.encryption !== null || step.newer.encryption !== null;
    return encrypted && !keepsFirstPart(difference, step) ? null : ruling("file-id-changed", "lta-updates");
  },
};

function keepsFirstPart({ before, after }: Difference, step: Step): boolean {
  const first = (value: PdfObject): PdfObject | undefined =>
    Array.isArray(value) ? (value as readonly PdfObject[])[0] : undefined;
  return step.equal(first(step.older.resolve(before)), first(step.newer.resolve(after)));
}
