import { isPdfArray, PdfDict, type PdfObject, PdfRef } from "../../pdf/objects.ts";
import { ITEM } from "../differences.ts";
import { keyRef, type ObjectKey, refKey } from "../object-key.ts";
import { findOverlay } from "../overlay.ts";
import type { Step } from "../step.ts";
import { judgeNewSignature } from "./new-signature.ts";
import {
  type ChangeRule,
  hasOnly,
  isNamed,
  joinRulings,
  NOTHING_OF_ITS_OWN,
  type Ruling,
  ruling,
  textOf,
} from "./rule.ts";
import { isEmptyAppearance, isVisible } from "./widget.ts";

/** Of a signature field (ISO 32000-2, tables 226 and 235). */
const FIELD_KEYS = ["FT", "T", "TU", "TM", "Ff", "V", "Lock", "SV", "DA", "Kids", "Parent"];
/** Of its widget (tables 166 and 191): nothing that acts, and nothing that hides it under a condition. */
const WIDGET_KEYS = [
  "Type",
  "Subtype",
  "Rect",
  "P",
  "NM",
  "M",
  "F",
  "AP",
  "AS",
  "Border",
  "BS",
  "C",
  "H",
  "MK",
  "StructParent",
  "DR",
  "Q",
  "Parent",
];
const ALLOWED_KEYS = new Set([...FIELD_KEYS, ...WIDGET_KEYS]);
const KID_KEYS = new Set(WIDGET_KEYS);

/**
 * Allows adding a signature field at the top of the form, with its one widget, signed at once or empty. A field whose
 * value is a document timestamp and which shows nothing is an update for long-term validation; an empty field must
 * show nothing yet, and any other is form filling.
 */
export const newSignatureFieldRule: ChangeRule = {
  name: "new-signature-field",
  clear(difference, step) {
    const { role, key, before, after, owner } = difference;
    if (step.older.resolve(before) !== null) return null;
    if (role === "fields" && key === ITEM && owner === null) return judgeNewField(step, after);
    if (role === "form" && key === "Fields") return judgeAll(step, after, judgeNewField);
    if (role === "annots" && key === ITEM) return judgeNewWidget(step, after, owner);
    if (role === "page-node" && key === "Annots")
      return judgeAll(step, after, (_, item) => judgeNewWidget(step, item, owner));
    return null;
  },
};

function judgeAll(
  step: Step,
  value: PdfObject | undefined,
  judge: (step: Step, item: PdfObject) => Ruling | null,
): Ruling | null {
  const items = step.newer.resolve(value);
  if (!Array.isArray(items)) return null;
  return joinRulings(items.map((item: PdfObject) => judge(step, item)));
}

/** The new field itself, told once: where the form's list of fields receives it. */
export function judgeNewField(step: Step, item: PdfObject | undefined): Ruling | null {
  if (!step.isNew(item)) return null;
  const field = step.fieldOf(refKey(item));
  const dict = step.newer.resolve(item);
  if (field === null || !(dict instanceof PdfDict) || field.dict !== dict || !isSignatureField(step, dict)) return null;
  const partial = textOf(step.newer.resolve(dict.get("T")));
  if (partial === null || partial === "" || partial.includes(".") || step.newer.resolve(dict.get("Parent")) !== null)
    return null;
  if (isNameTaken(step, partial)) return null;
  const widgets = widgetsOf(step, dict);
  if (widgets === null || widgets.length > 1) return null;
  const visible = widgets.some((widget) => isVisible(step, widget));
  const signed = step.newer.resolve(dict.get("V")) !== null;
  if (!signed)
    return visible && !isPlain(step, widgets)
      ? null
      : ruling("signature-field-added", "form-filling", { field: field.name });
  return judgeNewSignature(step, field, dict.get("V"), { visible, fillsField: false });
}

/** Whether a field at the top of the form had this name; names of fields below have periods in them. */
function isNameTaken(step: Step, name: string): boolean {
  const form = step.older.resolve(step.older.catalog.get("AcroForm"));
  const fields = form instanceof PdfDict ? step.older.resolve(form.get("Fields")) : null;
  return (
    isPdfArray(fields) &&
    fields.some((item) => {
      const field = step.older.resolve(item);
      return field instanceof PdfDict && textOf(step.older.resolve(field.get("T"))) === name;
    })
  );
}

/** An empty field shows nothing: no appearance yet, or one without content. */
function isPlain(step: Step, widgets: readonly PdfDict[]): boolean {
  return widgets.every(
    (widget) => isEmptyAppearance(step, widget.get("AP")) && step.newer.resolve(widget.get("MK")) === null,
  );
}

function isSignatureField(step: Step, dict: PdfDict): boolean {
  return isNamed(step.newer.resolve(dict.get("FT")), "Sig") && hasOnly(dict, ALLOWED_KEYS);
}

/** The field itself, or the widgets in its /Kids; null where there is anything else in it. */
function widgetsOf(step: Step, dict: PdfDict): readonly PdfDict[] | null {
  const kids = step.newer.resolve(dict.get("Kids"));
  if (kids === null) return dict.entries.has("Rect") || dict.entries.has("Subtype") ? [dict] : [];
  if (!Array.isArray(kids) || dict.entries.has("Rect")) return null;
  const widgets = kids
    .map((kid: PdfObject) => (step.isNew(kid) ? step.newer.resolve(kid) : null))
    .filter((kid) => kid instanceof PdfDict);
  if (widgets.length !== kids.length || !widgets.every((widget) => hasOnly(widget, KID_KEYS))) return null;
  return widgets;
}

/** Its widget, where the page's list of annotations receives it. */
function judgeNewWidget(step: Step, item: PdfObject | undefined, page: ObjectKey | null): Ruling | null {
  if (!(item instanceof PdfRef) || !step.isNew(item) || page === null) return null;
  const field = step.fieldOf(refKey(item));
  const widget = step.newer.resolve(item);
  if (field === null || field.type !== "Sig" || !(widget instanceof PdfDict)) return null;
  if (!isNamed(step.newer.resolve(widget.get("Subtype")), "Widget")) return null;
  const type = step.newer.resolve(widget.get("Type"));
  if (type !== null && !isNamed(type, "Annot")) return null;
  if (step.pagesOf(refKey(item)).length !== 1 || !namesPage(widget, page)) return null;
  if (judgeNewField(step, keyRef(field.key)) === null) return null;
  // An empty field will show what its signature brings.
  const empty = step.newer.resolve(field.dict.get("V")) === null;
  if (!empty && !isVisible(step, widget)) return NOTHING_OF_ITS_OWN;
  const overlay = findOverlay(step, { document: step.newer, annotation: widget, key: refKey(item), page }, ANYTHING);
  return overlay === null
    ? NOTHING_OF_ITS_OWN
    : { items: [{ code: "overlay", level: "other", field: field.name, before: overlay.name }] };
}

const ANYTHING = new Set(["field", "comment", "text"] as const);

function namesPage(widget: PdfDict, page: ObjectKey): boolean {
  const named = widget.get("P");
  return !(named instanceof PdfRef) || refKey(named) === page;
}
