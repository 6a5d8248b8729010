import { PdfDict, type PdfObject, PdfRef, PdfString } from "../../pdf/objects.ts";
import { refKey } from "../object-key.ts";
import type { FieldFacts, Step } from "../step.ts";
import { isNamed, type Ruling } from "./rule.ts";

/**
 * Judges the value that a signature field received: only a dictionary that came with it, has the form of a signature
 * and is the value of nothing else. Whether it is a signature is not decided here: the obligation says so.
 * @param how whether its field shows anything, and whether it was there before
 */
export function judgeNewSignature(
  step: Step,
  field: FieldFacts,
  raw: PdfObject | undefined,
  how: { readonly visible: boolean; readonly fillsField: boolean },
): Ruling | null {
  const dict = step.newer.resolve(raw);
  if (!(dict instanceof PdfDict) || dict.duplicateKeys.length > 0) return null;
  if (raw instanceof PdfRef && (!step.isNew(raw) || usesOf(step, raw) !== 1)) return null;
  if (!(dict.get("Contents") instanceof PdfString) || !Array.isArray(dict.get("ByteRange"))) return null;
  const timestamp = isNamed(step.newer.resolve(dict.get("SubFilter")), "ETSI.RFC3161");
  const kind = timestamp ? "document-timestamp" : "signature";
  return {
    items: [
      {
        code: timestamp ? "document-timestamp-added" : "signature-added",
        level: timestamp && !how.visible ? "lta-updates" : "form-filling",
        field: field.name,
        fillsField: how.fillsField,
      },
    ],
    obligations: [{ field: field.name, kind }],
  };
}

/** A number that an office program's leftover entry in the trailer names may be given to a signature by chance. */
function usesOf(step: Step, ref: PdfRef): number {
  return step.uses(refKey(ref)).filter(({ role }) => role !== "additional-streams").length;
}
