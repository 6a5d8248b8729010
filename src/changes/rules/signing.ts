import { PdfDict, PdfRef, PdfString } from "../../pdf/objects.ts";
import { areaOf, readRectangle } from "../geometry.ts";
import { keyRef, type ObjectKey, refKey } from "../object-key.ts";
import type { FieldFacts, Step } from "../step.ts";
import { judgeNewSignature } from "./new-signature.ts";
import { type ChangeRule, NOTHING_OF_ITS_OWN, ruling } from "./rule.ts";
import { flagsOf, isVisible, showAlike } from "./widget.ts";

/**
 * Allows signing a signature field that was there and empty: its value, the appearance of its widget within the
 * rectangle that it had, and its flags. A field that was signed stays as it was.
 */
export const signingRule: ChangeRule = {
  name: "signing",
  clear({ role, key, before, after, owner }, step) {
    if (owner === null) return null;
    const field = fieldBeingSigned(step, owner);
    if (field === null) return null;
    if (role === "appearance" || role === "appearance-state" || (role === "annotation" && key === "AP")) {
      return sharesAppearance(step, owner) ? null : NOTHING_OF_ITS_OWN;
    }
    if (role !== "annotation") return null;
    switch (key) {
      case "V":
        return judgeNewSignature(step, field, after, {
          visible: step.widgetsOf(field).some(({ dict }) => isVisible(step, dict)),
          fillsField: true,
        });
      case "MK":
        return NOTHING_OF_ITS_OWN;
      case "M":
      case "NM":
        return step.newer.resolve(after) instanceof PdfString ? NOTHING_OF_ITS_OWN : null;
      case "F":
        return showAlike(flagsOf(step, before), flagsOf(step, after)) ? NOTHING_OF_ITS_OWN : null;
      case "Rect":
        return hasNoRoom(step, before) && hasNoRoom(step, after) ? NOTHING_OF_ITS_OWN : null;
      case "Lock":
      case "DA":
        return step.older.resolve(before) === null ? NOTHING_OF_ITS_OWN : null;
      default:
        return null;
    }
  },
};

/** ISO 32000-2, table 228, bit 1; set on fields that a signature locks. */
const READ_ONLY = 1;

/** Allows making a field read-only, as is done with those that a new signature locks, and writing out the flags it has. */
export const fieldLockedRule: ChangeRule = {
  name: "field-locked",
  clear({ role, key, after, owner }, step) {
    if (role !== "annotation" || key !== "Ff" || owner === null) return null;
    // Flags are inherited: what a dictionary does not have is not 0.
    const before = step.fieldOf(owner, step.older);
    const field = step.fieldOf(owner);
    if (before === null || field === null || typeof (step.newer.resolve(after) ?? 0) !== "number") return null;
    if (field.flags === before.flags) return NOTHING_OF_ITS_OWN;
    return field.flags === (before.flags | READ_ONLY)
      ? ruling("field-locked", "form-filling", { field: field.name })
      : null;
  },
};

/** The field of a widget, where it is a signature field that was empty and now has a value. */
function fieldBeingSigned(step: Step, annotation: ObjectKey): FieldFacts | null {
  const before = step.fieldOf(annotation, step.older);
  const after = step.fieldOf(annotation);
  if (before === null || after === null || before.key !== after.key || after.type !== "Sig" || before.type !== "Sig")
    return null;
  const empty = step.older.resolve(before.dict.get("V")) === null;
  return empty && step.newer.resolve(after.dict.get("V")) instanceof PdfDict ? after : null;
}

/** An appearance dictionary that something else uses too is not this annotation's alone to give up. */
export function sharesAppearance(step: Step, annotation: ObjectKey): boolean {
  const dict = step.older.resolve(keyRef(annotation));
  const appearance = dict instanceof PdfDict ? dict.get("AP") : undefined;
  return appearance instanceof PdfRef && step.uses(refKey(appearance)).some(({ holder }) => holder !== annotation);
}

function hasNoRoom(step: Step, value: Parameters<typeof readRectangle>[1]): boolean {
  const rectangle = readRectangle(step.newer, value);
  return rectangle === null || areaOf(rectangle) === 0;
}
