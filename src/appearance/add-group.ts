import { isPdfArray, PdfDict, type PdfObject, PdfRef, PdfStream } from "../pdf/objects.ts";
import type { DocumentEditor } from "../pdf/write/document-editor.ts";
import type { ObjectGroup } from "./from-pdf-lib.ts";

/** Adds a group of objects to a file, under numbers of that file. @returns where its root is */
export function addGroup(editor: DocumentEditor, { objects, root }: ObjectGroup): PdfRef {
  const refs = new Map([...objects.keys()].sort((a, b) => a - b).map((num) => [num, editor.add(null)]));
  for (const [num, value] of objects) editor.object(renumbered(num, refs)).write(withNumbers(value, refs));
  return renumbered(root, refs);
}

function withNumbers(value: PdfObject, refs: ReadonlyMap<number, PdfRef>): PdfObject {
  if (value instanceof PdfRef) return renumbered(value.num, refs);
  if (isPdfArray(value)) return value.map((item) => withNumbers(item, refs));
  if (value instanceof PdfDict) return dictWithNumbers(value, refs);
  return value instanceof PdfStream ? new PdfStream(dictWithNumbers(value.dict, refs), value.data) : value;
}

function dictWithNumbers({ entries }: PdfDict, refs: ReadonlyMap<number, PdfRef>): PdfDict {
  return new PdfDict(new Map([...entries].map(([key, value]) => [key, withNumbers(value, refs)] as const)));
}

function renumbered(num: number, refs: ReadonlyMap<number, PdfRef>): PdfRef {
  const ref = refs.get(num);
  if (ref === undefined) throw new Error(`object ${num} is not in the group`);
  return ref;
}
