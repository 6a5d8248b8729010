import { PadesError } from "../../errors.ts";
import { MAX_FIELDS } from "../../limits.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, type PdfRef, PdfStream, PdfString } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { SignatureField, SignatureFieldReading } from "../../pdf/read/form.ts";
import { decodeTextString } from "../../pdf/read/text.ts";
import { type DocumentEditor, type Slot, withEntry } from "../../pdf/write/document-editor.ts";
import { textString } from "../../pdf/write/text-string.ts";
import { findPage } from "./find-page.ts";
import type { WidgetLook } from "./look.ts";
import type { SignatureFields } from "./options.ts";
import { tagWidget } from "./tag-widget.ts";

/** The field that will hold the signature: one that is there and unsigned, or one to be made. */
export type TargetField =
  | { readonly kind: "existing"; readonly name: string; readonly field: SignatureField; readonly ref: PdfRef }
  | { readonly kind: "new"; readonly name: string; readonly page: number };

/**
 * Finds the field that `options` ask for.
 * @param prefix what the name of a new field begins with where none is given
 * @throws PadesError ERR_SIGNATURE_FIELD where the name belongs to something that cannot be signed
 */
export function chooseField(
  document: PdfDocument,
  reading: SignatureFieldReading,
  options: Pick<SignatureFields, "field" | "page">,
  prefix = "Signature",
): TargetField {
  const page = options.page ?? 0;
  const taken = readRootNames(document);
  if (options.field === undefined) {
    let number = 1;
    while (taken.has(`${prefix}${number}`)) number++;
    return { kind: "new", name: `${prefix}${number}`, page };
  }
  const name = options.field;
  const field = reading.fields.find((one) => one.name === name);
  if (field !== undefined) return existingField(field, reading);
  if (taken.has(name)) throw refusal(name, "is there, but is not a signature field");
  // A period would make it a field below another (ISO 32000-2, 12.7.4.2).
  if (name.includes(".")) throw refusal(name, "is not there, and a new field's name cannot have a period");
  return { kind: "new", name, page };
}

function existingField(field: SignatureField, { duplicateNames, repeated }: SignatureFieldReading): TargetField {
  const { name, ref, value, widgets } = field;
  if (value !== null) throw refusal(name, "is signed already");
  if (ref === null) throw refusal(name, "is not an object of its own, so that it cannot be signed");
  if (duplicateNames.includes(name)) throw refusal(name, "is the name of several fields");
  if (widgets.length > 1) throw refusal(name, "has several widgets, which a signature must not have");
  if (repeated.some((node) => node.ref?.num === ref.num)) throw refusal(name, "is in the form more than once");
  if (field.dict.duplicateKeys.length > 0) throw refusal(name, `has /${field.dict.duplicateKeys[0]} twice`);
  return { kind: "existing", name, field, ref };
}

/** Partial names of the fields at the top of the form, of whatever type: what a new one must not be called. */
function readRootNames(document: PdfDocument): ReadonlySet<string> {
  const form = document.resolve(document.catalog.get("AcroForm"));
  const roots = form instanceof PdfDict ? document.resolve(form.get("Fields")) : null;
  const names = new Set<string>();
  if (!isPdfArray(roots) || roots.length > MAX_FIELDS) return names;
  for (const root of roots) {
    const dict = document.resolve(root);
    const title = dict instanceof PdfDict ? document.resolve(dict.get("T")) : null;
    if (title instanceof PdfString) names.add(decodeTextString(title.bytes));
  }
  return names;
}

/**
 * Makes the field hold the signature: /V, the form's /Fields and /SigFlags, and for a new field a widget among the
 * page's /Annots (ISO 32000-2, 12.7.3 and 12.7.5.5).
 *
 * @param look what its widget shows; null for nothing, and for a new widget without an area
 * @throws PadesError ERR_PDF_UNREADABLE where the form or page cannot be extended; ERR_INVALID_ARGUMENT for a page
 * that is not there
 */
export function placeSignature(
  editor: DocumentEditor,
  catalog: Slot,
  target: TargetField,
  signature: PdfRef,
  look: WidgetLook | null = null,
): void {
  const form = editor.entry(catalog, "AcroForm");
  if (form.read() === null)
    form.write(
      new PdfDict(
        new Map<string, PdfObject>([
          ["Fields", []],
          ["SigFlags", SIGNED],
        ]),
      ),
    );
  else raiseSigFlags(editor, form);
  if (target.kind === "existing") {
    const slot = editor.object(target.ref);
    slot.write(withEntry(slot.read(), "V", signature));
    for (const { ref } of target.field.widgets) {
      if (look === null) addEmptyAppearance(editor, ref ?? target.ref);
      else showIn(editor, ref ?? target.ref, look);
    }
    return;
  }
  const page = look?.page ?? findPage(catalog.read(), target.page, (value) => editor.resolve(value));
  const field = editor.add(newField(target.name, page, signature, look));
  if (look !== null) tagField(editor, catalog, field, page);
  append(editor.entry(form, "Fields"), field, "the form's /Fields");
  append(editor.entry(editor.object(page), "Annots"), field, "the page's /Annots");
}

/** SignaturesExist and AppendOnly (table 225). */
const SIGNED = 3;

function raiseSigFlags(editor: DocumentEditor, form: Slot): void {
  const slot = editor.entry(form, "SigFlags");
  const before = slot.read();
  const flags = typeof before === "number" && Number.isInteger(before) ? before : 0;
  if ((flags & SIGNED) !== SIGNED || before !== flags) slot.write(flags | SIGNED);
}

/** Field and widget in one dictionary; Print and Locked. Without an area it is not shown (12.7.5.5). */
function newField(name: string, page: PdfRef, signature: PdfRef, look: WidgetLook | null): PdfDict {
  const { left, bottom, right, top } = look?.rectangle ?? { left: 0, bottom: 0, right: 0, top: 0 };
  const entries: [string, PdfObject][] = [
    ["Type", new PdfName("Annot")],
    ["Subtype", new PdfName("Widget")],
    ["FT", new PdfName("Sig")],
    ["T", textString(name)],
    ["F", 132],
    ["Rect", [left, bottom, right, top]],
    ["P", page],
    ["V", signature],
  ];
  if (look !== null) entries.push(["AP", new PdfDict(new Map([["N", look.form]]))]);
  // Table 192: how the widget is turned on its page, for those who draw it anew.
  if (look !== null && look.label !== null) entries.push(["TU", textString(look.label)]);
  if (look !== null && look.rotation !== 0) entries.push(["MK", new PdfDict(new Map([["R", look.rotation]]))]);
  return new PdfDict(new Map(entries));
}

/** In a tagged document, what is shown is part of the structure, and annotations are reached in its order (14.8.4). */
function tagField(editor: DocumentEditor, catalog: Slot, field: PdfRef, page: PdfRef): void {
  const key = tagWidget(editor, catalog, field, page);
  if (key === null) return;
  const widget = editor.object(field);
  widget.write(withEntry(widget.read(), "StructParent", key));
  const tabs = editor.entry(editor.object(page), "Tabs");
  if (tabs.read() === null) tabs.write(new PdfName("S"));
}

/** Of a widget, only what it shows when nothing is done with it: a signature has no other state (table 170). */
function showIn(editor: DocumentEditor, widget: PdfRef, { form }: WidgetLook): void {
  const slot = editor.object(widget);
  slot.write(withEntry(slot.read(), "AP", new PdfDict(new Map([["N", form]]))));
}

/** A widget with an area must have an appearance (12.5.2); where it shows nothing, an empty one. */
function addEmptyAppearance(editor: DocumentEditor, widget: PdfRef): void {
  const slot = editor.object(widget);
  const dict = slot.read();
  if (!(dict instanceof PdfDict) || editor.resolve(dict.get("AP")) !== null) return;
  const rect = editor.resolve(dict.get("Rect"));
  const corners = isPdfArray(rect) ? rect.map((item) => editor.resolve(item)) : [];
  const [x1, y1, x2, y2] = corners.map((item) => (typeof item === "number" ? item : 0));
  const width = Math.abs((x2 ?? 0) - (x1 ?? 0));
  const height = Math.abs((y2 ?? 0) - (y1 ?? 0));
  if (width === 0 || height === 0) return;
  const form = new PdfDict(
    new Map<string, PdfObject>([
      ["Type", new PdfName("XObject")],
      ["Subtype", new PdfName("Form")],
      ["BBox", [0, 0, width, height]],
      ["Resources", new PdfDict(new Map())],
    ]),
  );
  const normal = editor.add(new PdfStream(form, () => new Uint8Array(0)));
  slot.write(withEntry(dict, "AP", new PdfDict(new Map([["N", normal]]))));
}

function append(slot: Slot, item: PdfObject, what: string): void {
  const items = slot.read();
  if (items !== null && !isPdfArray(items)) throw new PadesError("ERR_PDF_UNREADABLE", `${what} is not an array`);
  slot.write([...(items ?? []), item]);
}

function refusal(name: string, reason: string): PadesError {
  return new PadesError("ERR_SIGNATURE_FIELD", `the field "${name}" ${reason}`);
}
