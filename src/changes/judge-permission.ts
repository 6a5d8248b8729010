import { type ChangeItem, type ChangeLevel, highestLevel, isWithin } from "./change-item.ts";
import { type ChangePermissions, changesField, type DocMdpPermission, isLocked } from "./permissions.ts";

/** What forbids a change: a certification or other DocMDP transform, a FieldMDP transform, the field's /Lock. */
export type Forbidder = "docmdp" | "fieldmdp" | "lock";

export interface PermissionJudgment {
  /** Null where nothing forbids the changes, and only the policy's default does not allow them. */
  readonly permitted: boolean | null;
  readonly forbiddenBy: Forbidder | null;
}

const ALLOWED_BY: { readonly [P in DocMdpPermission]: ChangeLevel } = { 1: "lta-updates", 2: "form-filling", 3: "annotations" };

/** Holds changes against what the signature says of them, and where it says nothing, against the policy's default. */
export function judgePermission(
  items: readonly ChangeItem[],
  permissions: ChangePermissions,
  defaultPermission: 2 | 3,
): PermissionJudgment {
  const level = highestLevel(items.map((item) => item.level));
  const forbiddenBy = findForbidder(items, level, permissions);
  if (forbiddenBy !== null || level === "other") return { permitted: false, forbiddenBy };
  const says = permissions.docMdp !== null || permissions.lockPermission !== null;
  return { permitted: says || isWithin(level, ALLOWED_BY[defaultPermission]) ? true : null, forbiddenBy: null };
}

function findForbidder(items: readonly ChangeItem[], level: ChangeLevel, permissions: ChangePermissions): Forbidder | null {
  const { docMdp, lockPermission, fieldMdp, lock, malformed } = permissions;
  if (docMdp !== null && !isWithin(level, ALLOWED_BY[docMdp])) return "docmdp";
  if (lockPermission !== null && !isWithin(level, ALLOWED_BY[lockPermission])) return "lock";
  const changed = items.flatMap((item) => (changesField(item) && item.field !== null ? [item.field] : []));
  if (fieldMdp.some((one) => changed.some((field) => isLocked(one, field)))) return "fieldmdp";
  if (lock !== null && changed.some((field) => isLocked(lock, field))) return "lock";
  return malformed && !isWithin(level, "lta-updates") ? "docmdp" : null;
}
