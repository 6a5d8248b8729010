import { MAX_FIELDS } from "../../limits.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef } from "../../pdf/objects.ts";
import { type DocumentEditor, type Slot, withEntry } from "../../pdf/write/document-editor.ts";

/** Levels of a number tree; balanced ones need three. */
const MAX_TREE_DEPTH = 16;

/**
 * Takes a new widget into the logical structure of a tagged document (ISO 32000-2, 14.7.5.3 and 14.8.4.8.4): an element
 * of type Form that stands for it, at the end of the document's structure, and its entry in the parent tree.
 *
 * @returns the widget's /StructParent; null where the document is not tagged, or its structure is none that could be
 * added to without doubt, and stays as it is
 */
export function tagWidget(editor: DocumentEditor, catalog: Slot, widget: PdfRef, page: PdfRef): number | null {
  const raw = catalog.read();
  const root = raw instanceof PdfDict ? raw.get("StructTreeRoot") : undefined;
  if (!(root instanceof PdfRef)) return null;
  const slot = editor.object(root);
  const dict = slot.read();
  if (!(dict instanceof PdfDict) || dict.duplicateKeys.length > 0) return null;
  const highest = highestKey(editor, dict.get("ParentTree"));
  if (highest === null) return null;
  const next = editor.resolve(dict.get("ParentTreeNextKey"));
  const key = Math.max(highest + 1, typeof next === "number" && Number.isSafeInteger(next) ? next : 0);

  const parent = documentElement(editor, dict.get("K")) ?? root;
  const reference = new PdfDict(
    new Map<string, PdfObject>([
      ["Type", new PdfName("OBJR")],
      ["Obj", widget],
      ["Pg", page],
    ]),
  );
  const element = editor.add(
    new PdfDict(
      new Map<string, PdfObject>([
        ["Type", new PdfName("StructElem")],
        ["S", new PdfName("Form")],
        ["P", parent],
        ["Pg", page],
        ["K", reference],
      ]),
    ),
  );
  appendKid(editor, editor.object(parent), element);
  addToTree(editor, editor.entry(slot, "ParentTree"), key, element);
  slot.write(withEntry(slot.read(), "ParentTreeNextKey", key + 1));
  return key;
}

/** The one element at the top, in which all others stand: of type Document most often. */
function documentElement(editor: DocumentEditor, kids: PdfObject | undefined): PdfRef | null {
  const value = editor.resolve(kids);
  const only = isPdfArray(value) ? (value.length === 1 ? value[0] : undefined) : kids;
  const dict = editor.resolve(only);
  return only instanceof PdfRef && dict instanceof PdfDict && editor.resolve(dict.get("S")) instanceof PdfName
    ? only
    : null;
}

function appendKid(editor: DocumentEditor, parent: Slot, kid: PdfRef): void {
  const dict = parent.read();
  const before = dict instanceof PdfDict ? dict.get("K") : undefined;
  const kids = editor.resolve(before);
  if (isPdfArray(kids)) editor.entry(parent, "K").write([...kids, kid]);
  else parent.write(withEntry(dict, "K", before === undefined || kids === null ? [kid] : [before, kid]));
}

/** -1 for a tree without entries; null where it is no number tree (7.9.7), or too large a one. */
function highestKey(editor: DocumentEditor, tree: PdfObject | undefined): number | null {
  let highest = -1;
  let left = MAX_FIELDS;
  const visit = (raw: PdfObject | undefined, depth: number): boolean => {
    const node = editor.resolve(raw);
    if (node === null) return true;
    if (!(node instanceof PdfDict) || depth > MAX_TREE_DEPTH || --left < 0) return false;
    const numbers = editor.resolve(node.get("Nums"));
    for (const [index, key] of (isPdfArray(numbers) ? numbers : []).entries()) {
      if (index % 2 === 1) continue;
      const value = editor.resolve(key);
      if (typeof value !== "number" || --left < 0) return false;
      highest = Math.max(highest, value);
    }
    const kids = editor.resolve(node.get("Kids"));
    return !isPdfArray(kids) || kids.every((kid) => visit(kid, depth + 1));
  };
  return visit(tree, 0) ? highest : null;
}

/** At the end of the tree: its key is above all others. */
function addToTree(editor: DocumentEditor, tree: Slot, key: number, element: PdfRef): void {
  const dict = tree.read();
  if (!(dict instanceof PdfDict)) {
    tree.write(new PdfDict(new Map<string, PdfObject>([["Nums", [key, element]]])));
    return;
  }
  const kids = editor.entry(tree, "Kids");
  const list = kids.read();
  if (isPdfArray(list)) {
    const leaf = new Map<string, PdfObject>([
      ["Limits", [key, key]],
      ["Nums", [key, element]],
    ]);
    kids.write([...list, editor.add(new PdfDict(leaf))]);
    return;
  }
  const numbers = editor.entry(tree, "Nums");
  const pairs = numbers.read();
  numbers.write([...(isPdfArray(pairs) ? pairs : []), key, element]);
}
