import { PdfDict, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import type { Step } from "../step.ts";
import { judgeNewField } from "./new-signature-field.ts";
import { type ChangeRule, isNamed, joinRulings, NOTHING_OF_ITS_OWN, type Ruling, textOf } from "./rule.ts";

/** Of /SigFlags (ISO 32000-2, table 225). */
const SIGNATURES_EXIST = 1;
const APPEND_ONLY = 2;

/**
 * Allows what signing and filling need of the form as a whole (ISO 32000-2, table 224): flags that say that there are
 * signatures, defaults where there were none, fonts beside those that were there; and a form where there was none, with
 * nothing in it but new signature fields.
 */
export const formRule: ChangeRule = {
  name: "form",
  clear({ role, key, before, after }, step) {
    const now = step.newer.resolve(after);
    const absent = step.older.resolve(before) === null;
    if (role === "catalog" && key === "AcroForm") return absent ? judgeNewForm(step, now) : null;
    if (role === "form-resources") return absent ? judgeResources(step, new PdfDict(new Map([[key, now]]))) : null;
    if (role === "form-xobjects")
      return (absent || key === TEMPLATE) && isForm(step, now) && step.isNew(after) ? NOTHING_OF_ITS_OWN : null;
    if (role === "form-fonts") return absent && isFont(step, now) ? NOTHING_OF_ITS_OWN : null;
    if (role !== "form") return null;
    switch (key) {
      case "SigFlags":
        return signatureFlags(step.older.resolve(before), now);
      case "NeedAppearances":
        return drawsAnew(step.older.resolve(before)) === drawsAnew(now) ? NOTHING_OF_ITS_OWN : null;
      case "DR":
        return absent ? judgeResources(step, now) : null;
      case "DA":
      case "Q":
        return absent && !isDrawnAnew(step) ? NOTHING_OF_ITS_OWN : null;
      case "Type":
        return absent && isNamed(now, "AcroForm") ? NOTHING_OF_ITS_OWN : null;
      default:
        return null;
    }
  },
};

function judgeNewForm(step: Step, form: PdfObject): Ruling | null {
  if (!(form instanceof PdfDict) || form.duplicateKeys.length > 0) return null;
  const parts = [...form.entries].map(([key, value]): Ruling | null => {
    const now = step.newer.resolve(value);
    switch (key) {
      case "Fields":
        return Array.isArray(now) ? joinRulings(now.map((item: PdfObject) => judgeNewField(step, item))) : null;
      case "SigFlags":
        return signatureFlags(0, now);
      case "DR":
        return judgeResources(step, now);
      case "DA":
        return textOf(now) === null ? null : NOTHING_OF_ITS_OWN;
      case "Type":
      case "Q":
      case "NeedAppearances":
        return NOTHING_OF_ITS_OWN;
      default:
        return null;
    }
  });
  return joinRulings(parts);
}

/**
 * Whether viewers draw every field from its value, passing over the appearance that the file has for it. Where the two
 * differ, whoever can switch between them decides what the signer is said to have signed.
 */
function drawsAnew(value: PdfObject): boolean {
  return value !== null && value !== false;
}

/** Whether the form that was signed is drawn from its values, by the defaults that it has for them. */
function isDrawnAnew({ older }: Step): boolean {
  const form = older.resolve(older.catalog.get("AcroForm") ?? null);
  return form instanceof PdfDict && drawsAnew(older.resolve(form.get("NeedAppearances")));
}

/** Flags are set, and not taken back. */
function signatureFlags(before: PdfObject, after: PdfObject): Ruling | null {
  const old = typeof before === "number" ? before : 0;
  if (typeof after !== "number" || (old & after) !== old || (after & ~(SIGNATURES_EXIST | APPEND_ONLY)) !== 0)
    return null;
  return NOTHING_OF_ITS_OWN;
}

function judgeResources(step: Step, resources: PdfObject): Ruling | null {
  if (!(resources instanceof PdfDict)) return null;
  return joinRulings(
    [...resources.entries].map(([key, value]) => {
      const now = step.newer.resolve(value);
      if (key === "Font") return fonts(step, now);
      return key === "XObject" ? xobjects(step, now) : resource(key, now);
    }),
  );
}

function xobjects(step: Step, now: PdfObject): Ruling | null {
  if (!(now instanceof PdfDict)) return null;
  return [...now.entries.values()].every((item) => isForm(step, step.newer.resolve(item)) && step.isNew(item))
    ? NOTHING_OF_ITS_OWN
    : null;
}

function resource(key: string, now: PdfObject): Ruling | null {
  if (key === "ProcSet") return Array.isArray(now) ? NOTHING_OF_ITS_OWN : null;
  return now instanceof PdfDict && (key === "Encoding" || now.entries.size === 0) ? NOTHING_OF_ITS_OWN : null;
}

function fonts(step: Step, now: PdfObject): Ruling | null {
  if (!(now instanceof PdfDict)) return null;
  return [...now.entries.values()].every((font) => isFont(step, step.newer.resolve(font))) ? NOTHING_OF_ITS_OWN : null;
}

/** Drawn by the appearance of the signature that came with it, and by nothing else; PDFBox gives it the same name each time. */
const TEMPLATE = "FRM";

function isForm(step: Step, value: PdfObject): boolean {
  return value instanceof PdfStream && isNamed(step.newer.resolve(value.dict.get("Subtype")), "Form");
}

function isFont(step: Step, value: PdfObject): boolean {
  return value instanceof PdfDict && isNamed(step.newer.resolve(value.get("Type")), "Font");
}
