import { type ChangeItem, type ChangeLevel, highestLevel, isWithin } from "./change-item.ts";
import { type ChangePermissions, type DocMdpPermission, isLocked } from "./permissions.ts";

/** What forbids a change: a certification or other DocMDP transform, a FieldMDP transform, the field's /Lock. */
export type Forbidder = "docmdp" | "fieldmdp" | "lock";

export interface PermissionJudgment {
  /** Null where nothing forbids the changes, and only the policy's default does not allow them. */
  readonly permitted: boolean | null;
  readonly forbiddenBy: Forbidder | null;
}

const ALLOWED_BY: { readonly [P in DocMdpPermission]: ChangeLevel } = {
  1: "lta-updates",
  2: "form-filling",
  3: "annotations",
};

/** What closed a field that a change filled; null where nothing did. */
export function findLock(
  { field, fillsField }: { readonly field: string | null; readonly fillsField: boolean },
  { fieldMdp, lock }: ChangePermissions,
): "fieldmdp" | "lock" | null {
  if (field === null || !fillsField) return null;
  if (fieldMdp.some((one) => isLocked(one, field))) return "fieldmdp";
  return lock !== null && isLocked(lock, field) ? "lock" : null;
}

/** Holds changes against what the signature says of them, and where it says nothing, against the policy's default. */
export function judgePermission(
  items: readonly ChangeItem[],
  permissions: ChangePermissions,
  defaultPermission: 2 | 3,
): PermissionJudgment {
  const { docMdp, lockPermission, malformed } = permissions;
  const level = highestLevel(items.map((item) => item.level));
  if (docMdp !== null && !isWithin(level, ALLOWED_BY[docMdp])) return { permitted: false, forbiddenBy: "docmdp" };
  if (lockPermission !== null && !isWithin(level, ALLOWED_BY[lockPermission]))
    return { permitted: false, forbiddenBy: "lock" };
  if (malformed && !isWithin(level, "lta-updates")) return { permitted: false, forbiddenBy: "docmdp" };
  if (level === "other") return { permitted: false, forbiddenBy: null };
  const says = docMdp !== null || lockPermission !== null;
  return { permitted: says || isWithin(level, ALLOWED_BY[defaultPermission]) ? true : null, forbiddenBy: null };
}
