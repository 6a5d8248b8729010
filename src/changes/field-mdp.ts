import { PdfDict, type PdfObject, PdfString } from "../pdf/objects.ts";
import type { Resolver } from "../pdf/read/filters.ts";
import type { SignatureReference } from "../pdf/read/signature-dictionary.ts";
import { decodeTextString } from "../pdf/read/text.ts";
import { nameOf, type Reading, readDocMdp, readPermission } from "./doc-mdp.ts";
import type { ChangePermissions, FieldLock } from "./permissions.ts";

/** Everything that a signature itself says about later changes: its transforms, and its field's lock. */
export function readPermissions(
  resolver: Resolver,
  field: PdfDict,
  references: readonly SignatureReference[],
): ChangePermissions {
  const docMdp = readDocMdp(resolver, references);
  const fieldMdp = references
    .filter(({ transformMethod }) => transformMethod === "FieldMDP")
    .map(({ transformParams }) => readFieldLock(resolver, transformParams));
  const dict = resolver.resolve(field.get("Lock"));
  const lockDict = dict instanceof PdfDict ? dict : null;
  const lock = dict === null ? { value: null, malformed: false } : readFieldLock(resolver, lockDict);
  const lockPermission = readPermission(resolver, lockDict, null);
  return {
    docMdp: docMdp.value,
    lockPermission: lockPermission.value,
    fieldMdp: fieldMdp.flatMap(({ value }) => (value === null ? [] : [value])),
    lock: lock.value,
    malformed: [docMdp, lock, lockPermission, ...fieldMdp].some(({ malformed }) => malformed),
  };
}

/** /Action and /Fields, as FieldMDP parameters (ISO 32000-2, table 259) and a field's /Lock (table 236) have them. */
function readFieldLock(resolver: Resolver, dict: PdfDict | null): Reading<FieldLock> {
  const broken = { value: { action: "all" }, malformed: true } as const;
  if (dict === null || dict.duplicateKeys.length > 0) return broken;
  const action = nameOf(resolver, dict, "Action");
  if (action === "All") return { value: { action: "all" }, malformed: false };
  if (action !== "Include" && action !== "Exclude") return broken;
  const names = resolver.resolve(dict.get("Fields"));
  if (!Array.isArray(names)) return broken;
  const fields = names
    .map((name: PdfObject) => resolver.resolve(name))
    .flatMap((name) => (name instanceof PdfString ? [decodeTextString(name.bytes)] : []));
  if (fields.length !== names.length) return broken;
  return { value: { action: action === "Include" ? "include" : "exclude", fields }, malformed: false };
}
