import { type ChangeItem, type ChangeLevel, highestLevel, isWithin } from "./change-item.ts";
import { type ChangePermissions, changesField, type DocMdpPermission, isLocked } from "./permissions.ts";

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

/**
 * The changes as they are for this signature: filling a field that it closed is no form filling, whatever it looks like.
 * What closed it is told beside.
 */
export function applyLocks(
  items: readonly ChangeItem[],
  { fieldMdp, lock }: ChangePermissions,
): { readonly items: readonly ChangeItem[]; readonly lockedBy: "fieldmdp" | "lock" | null } {
  const lockerOf = (item: ChangeItem): "fieldmdp" | "lock" | null => {
    const { field } = item;
    if (field === null || !changesField(item)) return null;
    if (fieldMdp.some((one) => isLocked(one, field))) return "fieldmdp";
    return lock !== null && isLocked(lock, field) ? "lock" : null;
  };
  return {
    items: items.map((item) => (lockerOf(item) === null ? item : { ...item, level: "other" })),
    lockedBy: items.map(lockerOf).find((locker) => locker !== null) ?? null,
  };
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
