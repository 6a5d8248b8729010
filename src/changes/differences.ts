import { PdfDict, type PdfObject, PdfRef } from "../pdf/objects.ts";
import { canonicalText } from "./equal-values.ts";
import { type ObjectKey, refKey } from "./object-key.ts";
import { type Child, entryRole, type Role } from "./roles.ts";
import type { Step } from "./step.ts";

/**
 * One place at which two revisions differ, as a rule sees it: an entry of something with a known role that was added,
 * removed or given another value; or an item of a list.
 */
export interface Difference {
  /** Of what holds the entry or item. */
  readonly role: Role;
  /** The entry; ITEM for an item of a list, ORDER for a list in another order, WHOLE for the value itself. */
  readonly key: string;
  /** As it stands, a reference unresolved; undefined where it is absent. */
  readonly before: PdfObject | undefined;
  readonly after: PdfObject | undefined;
  /** The changed object, or the trailer, in which the difference was found. */
  readonly object: ObjectKey;
  /** The annotation or page that it belongs to, where the role is one of their parts; null otherwise. */
  readonly owner: ObjectKey | null;
}

export const ITEM = "[item]";
export const ORDER = "[order]";
export const WHOLE = "[whole]";

/** Lists whose items have no order that matters: evidence. */
const UNORDERED = new Set<Role>(["dss-array"]);

/** How a value of each role is compared: by its entries, by its items, or as one. */
const BY_ENTRY = new Set<Role>([
  "trailer",
  "catalog",
  "page-node",
  "annotation",
  "form",
  "form-resources",
  "form-fonts",
  "form-xobjects",
  "appearance",
  "appearance-state",
  "dss",
  "vri",
  "vri-entry",
  "info",
  "perms",
  "struct-root",
  "struct-node",
]);
const BY_ITEM = new Set<Role>(["additional-streams", "annots", "fields", "page-kids", "dss-array", "struct-node"]);

/** Dictionaries in which an entry that should not be there tells something even where its value is null. */
const CLOSED = new Set<Role>(["dss", "vri", "vri-entry"]);

/** Where the differences of a changed object are found. */
export interface Place {
  readonly object: ObjectKey;
  readonly owner: ObjectKey | null;
}

/** The differences between two values in a role, each at the innermost place that has a role of its own. */
export function findDifferences(
  step: Step,
  role: Role,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  place: Place,
): Difference[] {
  const found: Difference[] = [];
  compareValues(step, role, before, after, place, found);
  return found;
}

function compareValues(
  step: Step,
  role: Role,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  place: Place,
  found: Difference[],
): void {
  const one = step.older.resolve(before);
  const other = step.newer.resolve(after);
  if (one === null && other === null) return;
  if (one instanceof PdfDict && other instanceof PdfDict && BY_ENTRY.has(role))
    compareEntries(step, role, one, other, place, found);
  else if (Array.isArray(one) && Array.isArray(other) && BY_ITEM.has(role))
    compareItems(step, role, one, other, place, found);
  else if (role === "parent-tree-list" || !step.equal(before, after))
    found.push({ role, key: WHOLE, before, after, ...place });
}

function compareEntries(
  step: Step,
  role: Role,
  before: PdfDict,
  after: PdfDict,
  place: Place,
  found: Difference[],
): void {
  for (const key of new Set([...before.entries.keys(), ...after.entries.keys()])) {
    compareEntry(
      step,
      { role, key, before: before.get(key), after: after.get(key), ...place },
      entryRole(role, after, key),
      found,
    );
  }
  const repeated = after.duplicateKeys.filter((key) => !before.duplicateKeys.includes(key));
  for (const key of repeated) found.push({ role, key, before: undefined, after: after.get(key), ...place });
}

function compareEntry(step: Step, difference: Difference, child: Child, found: Difference[]): void {
  const { before, after, object, owner } = difference;
  if (child === "ignored" || (isSame(step, before, after) && !CLOSED.has(difference.role))) return;
  const one = step.older.resolve(before);
  const other = step.newer.resolve(after);
  if (one === null && other === null) {
    if (CLOSED.has(difference.role) && before === undefined && after !== undefined) found.push(difference);
    return;
  }
  if (one === null || other === null || child === "pointer" || child === "opaque") {
    if (!step.equal(before, after)) found.push(difference);
    return;
  }
  // One place may hold a list or the only item of it (a structure element's /K).
  compareValues(
    step,
    child,
    asList(child, one, other, before),
    asList(child, other, one, after),
    { object, owner },
    found,
  );
}

function asList(child: Role, value: PdfObject, partner: PdfObject, raw: PdfObject | undefined): PdfObject | undefined {
  return BY_ITEM.has(child) && Array.isArray(partner) && !Array.isArray(value) && raw !== undefined ? [raw] : raw;
}

/** Cheap, and without following references: one and the same reference, or equal plain values. */
function isSame(step: Step, before: PdfObject | undefined, after: PdfObject | undefined): boolean {
  return step.same(before ?? null, after ?? null);
}

function compareItems(
  step: Step,
  role: Role,
  before: readonly PdfObject[],
  after: readonly PdfObject[],
  place: Place,
  found: Difference[],
): void {
  const kept = partition(before, after);
  const come = partition(after, before);
  if (!UNORDERED.has(role) && kept.common.some((item, index) => item !== come.common[index])) {
    found.push({ role, key: ORDER, before, after, ...place });
  }
  const gone = UNORDERED.has(role) ? withoutTwins(step, kept.others, come.others) : kept.others;
  const report = (one: PdfObject | undefined, other: PdfObject | undefined) =>
    found.push({ role, key: ITEM, before: one, after: other, ...place });
  for (const item of gone) if (step.older.resolve(item) !== null) report(item, undefined);
  for (const item of come.others) if (step.newer.resolve(item) !== null) report(undefined, item);
}

/** The items that the other list has too, as often as it has them, by what identifies them; and all other items. */
function partition(
  items: readonly PdfObject[],
  elsewhere: readonly PdfObject[],
): { common: (ObjectKey | string)[]; others: PdfObject[] } {
  const counts = new Map<ObjectKey | string, number>();
  for (const item of elsewhere) counts.set(identity(item), (counts.get(identity(item)) ?? 0) + 1);
  const common: (ObjectKey | string)[] = [];
  const others: PdfObject[] = [];
  for (const item of items) {
    const key = identity(item);
    const count = counts.get(key) ?? 0;
    if (count === 0) {
      others.push(item);
    } else {
      counts.set(key, count - 1);
      common.push(key);
    }
  }
  return { common, others };
}

/** Pages, fields and annotations are who they are: a copy of one is another one. */
function identity(item: PdfObject): ObjectKey | string {
  return item instanceof PdfRef ? refKey(item) : canonicalText(item);
}

/** Comparisons of removed with added items of one list; more would be a list rewritten to cost time. */
const MAX_TWIN_COMPARISONS = 100_000;

/** The removed items that no added item equals, as one does that was written again under another number. */
function withoutTwins(step: Step, gone: readonly PdfObject[], come: readonly PdfObject[]): readonly PdfObject[] {
  if (gone.length * come.length > MAX_TWIN_COMPARISONS) return gone;
  return gone.filter((item) => !come.some((candidate) => step.equal(item, candidate)));
}
