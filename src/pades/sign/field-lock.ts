import { isPdfArray, type PdfDict, PdfName, type PdfObject, PdfString } from "../../pdf/objects.ts";
import { decodeTextString } from "../../pdf/read/text.ts";
import { textString } from "../../pdf/write/text-string.ts";

/** Which fields a signature closes: a field's /Lock or the parameters of FieldMDP (ISO 32000-2, tables 236 and 259). */
export interface FieldLock {
  readonly action: "All" | "Include" | "Exclude";
  readonly fields: readonly string[];
}

type Resolve = (value: PdfObject | undefined) => PdfObject;

/** @returns null where `dict` is not a lock that can be understood */
export function readFieldLock(dict: PdfDict, resolve: Resolve): FieldLock | null {
  const action = resolve(dict.get("Action"));
  if (!(action instanceof PdfName)) return null;
  if (action.value === "All") return { action: "All", fields: [] };
  if (action.value !== "Include" && action.value !== "Exclude") return null;
  const names = resolve(dict.get("Fields"));
  if (!isPdfArray(names)) return null;
  const fields: string[] = [];
  for (const item of names) {
    const name = resolve(item);
    if (!(name instanceof PdfString)) return null;
    fields.push(decodeTextString(name.bytes));
  }
  return { action: action.value, fields };
}

/** Whether `field` may no longer change. A name stands for the fields below it too. */
export function locksField(lock: FieldLock, field: string): boolean {
  const named = lock.fields.some((name) => field === name || field.startsWith(`${name}.`));
  return lock.action === "All" || (lock.action === "Include") === named;
}

/** A lock as the parameters of the FieldMDP that a signature in its field must have (12.7.5.5). */
export function fieldMdpParameters(lock: FieldLock): readonly (readonly [string, PdfObject])[] {
  const action = ["Action", new PdfName(lock.action)] as const;
  return lock.action === "All" ? [action] : [action, ["Fields", lock.fields.map(textString)]];
}
