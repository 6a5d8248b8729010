import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../../pdf/objects.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { decodeTextString } from "../../pdf/read/text.ts";
import { widgetShows } from "../appearance/widget-text.ts";
import { textOfValue } from "../describe.ts";
import type { Difference } from "../differences.ts";
import type { ObjectKey } from "../object-key.ts";
import type { FieldFacts, Step } from "../step.ts";
import { type ChangeRule, NOTHING_OF_ITS_OWN, type Ruling, ruling, textOf } from "./rule.ts";
import { sharesAppearance } from "./signing.ts";
import { flagsOf, showAlike } from "./widget.ts";

/** Field flags (ISO 32000-2, tables 228, 229, 231). */
const PASSWORD = 1 << 13;
const PUSH_BUTTON = 1 << 16;
/** A value that is longer says nothing that an appearance could show. */
const MAX_VALUE_BYTES = 1024 * 1024;
/** Characters of an appearance's text that a report shows. */
const MAX_SHOWN = 200;

/**
 * Allows filling in a field that was there: its value, and the appearance of its widgets, which must show that value
 * and nothing else; of a button, one of the states that it had. Signature fields are signed, not filled (signing.ts).
 */
export const fillingRule: ChangeRule = {
  name: "filling",
  clear(difference, step) {
    const { role, key, before, after, owner } = difference;
    if (owner === null || !isPartOfFilling(role, key)) return null;
    const field = fieldBefore(step, owner);
    if (field === null) return null;
    if (key === "F" && role === "annotation")
      return showAlike(flagsOf(step, before), flagsOf(step, after)) ? NOTHING_OF_ITS_OWN : null;
    if (role === "appearance" || role === "appearance-state" || key === "AP") {
      if (field.type === "Btn" || sharesAppearance(step, owner)) return null;
    }
    return step.judgeOnce(field.key, () => judgeField(step, field));
  },
};

const ANNOTATION_KEYS = new Set(["V", "AS", "AP", "M", "I", "TI", "RV", "F"]);

function isPartOfFilling(role: Difference["role"], key: string): boolean {
  return (
    role === "appearance" ||
    role === "appearance-state" ||
    role === "value" ||
    (role === "annotation" && ANNOTATION_KEYS.has(key))
  );
}

/** The field of a widget, where it was the same field before. */
function fieldBefore(step: Step, annotation: ObjectKey): FieldFacts | null {
  const before = step.fieldOf(annotation, step.older);
  const after = step.fieldOf(annotation);
  if (before === null || after === null) return null;
  return before.key === after.key && before.name === after.name && before.type === after.type ? after : null;
}

function judgeField(step: Step, field: FieldFacts): Ruling | null {
  switch (field.type) {
    case "Tx":
      return judgeText(step, field);
    case "Ch":
      return judgeChoice(step, field);
    case "Btn":
      return judgeButton(step, field);
    default:
      return null;
  }
}

function filled(step: Step, field: FieldFacts, restsOnRevision: number): Ruling {
  const before = step.older.resolve(step.olderDict(field.key)?.get("V"));
  const after = step.newer.resolve(field.dict.get("V"));
  return ruling("field-filled", "form-filling", {
    field: field.name,
    before: textOfValue(step.older, before),
    after: textOfValue(step.newer, after),
    fillsField: true,
    restsOnRevision,
  });
}

function judgeText(step: Step, field: FieldFacts): Ruling | null {
  const raw = step.newer.resolve(field.dict.get("V"));
  const value = raw === null ? "" : textOrStream(step, raw);
  if (value === null || !richTextAgrees(step, field, value)) return null;
  const password = (field.flags & PASSWORD) !== 0;
  return judgeWidgets(
    step,
    field,
    (shown) => shown === squeeze(value) || (password && /^[*\u2022\u25cf]*$/.test(shown)),
  );
}

function textOrStream(step: Step, value: PdfObject): string | null {
  if (value instanceof PdfString) return decodeTextString(value.bytes);
  return value instanceof PdfStream
    ? decodeTextString(decodeStream(step.newer, value, { maxBytes: MAX_VALUE_BYTES }))
    : null;
}

/** A rich text value (ISO 32000-2, 12.7.4.4), where there is one, is the same text with markup. */
function richTextAgrees(step: Step, field: FieldFacts, value: string): boolean {
  const raw = step.newer.resolve(field.dict.get("RV"));
  if (raw === null) return true;
  const rich = textOrStream(step, raw);
  if (rich === null || rich.includes("&")) return false;
  return squeeze(rich.replace(/<[^<>]*>/g, "")) === squeeze(value);
}

/**
 * A chosen option shows its text, which /Opt may give beside the value. A list box that shows its other options too marks
 * the chosen ones by what is painted below them.
 */
function judgeChoice(step: Step, field: FieldFacts): Ruling | null {
  const raw = step.newer.resolve(field.dict.get("V"));
  const values = Array.isArray(raw)
    ? raw.map((item: PdfObject) => step.newer.resolve(item))
    : raw === null
      ? []
      : [raw];
  const texts = values.map(textOf);
  if (texts.includes(null)) return null;
  const options = readOptions(step, field);
  const chosen = squeeze(texts.map((text) => options.get(text ?? "") ?? text ?? "").join(""));
  const exported = squeeze(texts.join(""));
  const all = squeeze([...options.values()].join(""));
  const listBox = (field.flags & COMBO) === 0;
  if (!indicesAgree(step, field, texts)) return null;
  return judgeWidgets(step, field, (shown, marked) => {
    if (shown === chosen || shown === exported) return true;
    if (!listBox || shown === "" || !all.includes(shown) || !shown.includes(chosen)) return false;
    return marked === chosen ? true : "unverified";
  });
}

/** Indices of the chosen options (ISO 32000-2, table 234), by which some viewers mark them, are those of the value. */
function indicesAgree(step: Step, field: FieldFacts, texts: readonly (string | null)[]): boolean {
  const indices = step.newer.resolve(field.dict.get("I"));
  if (indices === null) return true;
  const list = step.newer.resolve(field.dict.get("Opt"));
  if (!isPdfArray(indices) || !isPdfArray(list) || indices.length !== texts.length) return false;
  const chosen = indices.map((item) => {
    const index = step.newer.resolve(item);
    const option = typeof index === "number" ? step.newer.resolve(list[index]) : null;
    return isPdfArray(option) ? option.map((part) => textOf(step.newer.resolve(part))) : [textOf(option)];
  });
  return texts.every((text) => chosen.some((parts) => parts.includes(text)));
}

const COMBO = 1 << 17;

function readOptions(step: Step, field: FieldFacts): Map<string, string> {
  const options = new Map<string, string>();
  const list = step.newer.resolve(field.dict.get("Opt"));
  for (const item of Array.isArray(list) ? (list as readonly PdfObject[]) : []) {
    const option = step.newer.resolve(item);
    const pair: readonly PdfObject[] = Array.isArray(option) ? option : [option, option];
    const [value, text] = pair.map((part) => textOf(step.newer.resolve(part)));
    if (typeof value === "string" && typeof text === "string") options.set(value, text);
  }
  return options;
}

function judgeWidgets(
  step: Step,
  field: FieldFacts,
  agrees: (shown: string, marked: string) => boolean | "unverified",
): Ruling | null {
  let restsOnRevision = 0;
  const old = step.olderDict(field.key);
  const refilled = old === null || !step.equal(old.get("V"), field.dict.get("V"));
  for (const { key, dict } of step.widgetsOf(field)) {
    const shows = widgetShows(step, step.newer, dict);
    if (shows === null) continue;
    const value = textOfValue(step.newer, field.dict.get("V"));
    if ("obscurity" in shows) return ruling("appearance-unverified", "other", { field: field.name, after: value });
    const after = shows.text.trim().slice(0, MAX_SHOWN);
    const agreement = agrees(squeeze(shows.text), squeeze(shows.marked));
    if (agreement === "unverified")
      return ruling("appearance-unverified", "other", { field: field.name, after: value });
    if (!agreement) return ruling("appearance-mismatch", "other", { field: field.name, before: value, after });
    restsOnRevision = Math.max(restsOnRevision, shows.fontsFrom);
    // With the value as it was, another picture of it shows the signer's document otherwise than the signer saw it.
    const oldDict = refilled ? null : step.olderDict(key);
    const before = oldDict === null ? null : widgetShows(step, step.older, oldDict);
    if (before === null) continue;
    if ("obscurity" in before) return ruling("appearance-unverified", "other", { field: field.name, after });
    if (squeeze(before.text) !== squeeze(shows.text)) {
      return ruling("appearance-changed", "other", {
        field: field.name,
        before: before.text.trim().slice(0, MAX_SHOWN),
        after,
      });
    }
  }
  return filled(step, field, restsOnRevision);
}

function squeeze(text: string): string {
  return text.normalize("NFC").replace(/[\s\u00a0\u200b\ufeff]+/g, "");
}

/** A check box or radio button is in one of the states that its appearance has, and the field's value says so. */
function judgeButton(step: Step, field: FieldFacts): Ruling | null {
  if ((field.flags & PUSH_BUTTON) !== 0) return null;
  const value = step.newer.resolve(field.dict.get("V"));
  if (value !== null && !(value instanceof PdfName)) return null;
  const on = value === null ? "Off" : value.value;
  for (const { dict } of step.widgetsOf(field)) {
    const appearance = step.newer.resolve(dict.get("AP"));
    const normal = appearance instanceof PdfDict ? step.newer.resolve(appearance.get("N")) : null;
    const state = step.newer.resolve(dict.get("AS"));
    const name = state instanceof PdfName ? state.value : "Off";
    if (name !== "Off" && (!(normal instanceof PdfDict) || !normal.entries.has(name))) return null;
    if (name !== "Off" && name !== on)
      return ruling("appearance-mismatch", "other", { field: field.name, before: on, after: name });
    if (name === "Off" && normal instanceof PdfDict && on !== "Off" && normal.entries.has(on)) {
      return ruling("appearance-mismatch", "other", { field: field.name, before: on, after: name });
    }
  }
  return filled(step, field, 0);
}
