import type { ChangesSince } from "../../changes/analyse-changes.ts";
import { type ChangeItem, highestLevel, type SignatureObligation } from "../../changes/change-item.ts";
import { type Finding, finding } from "../../findings.ts";
import { MAX_REPORTED_CHANGES } from "../../limits.ts";
import type { ChangeSummary } from "./verification.ts";

export interface ChangesJudgment {
  readonly summary: ChangeSummary;
  readonly findings: readonly Finding[];
}

/**
 * What later revisions changed, and whether they may have. A revision that says it adds a signature or a document
 * timestamp may do so only where that one's own digest and value verify: otherwise anything could pass for one.
 *
 * @param changes null where what was signed is no revision of the file: anything may have changed, as the byte range
 *   checks say
 */
export function judgeChanges(
  changes: ChangesSince | null,
  isSound: (obligation: SignatureObligation) => boolean,
): ChangesJudgment {
  if (changes === null) return { summary: { level: "other", permitted: false, items: [] }, findings: [] };
  const broken = changes.obligations.filter((obligation) => !isSound(obligation));
  const items = gravestFirst(changes.items.map((item) => (breaks(item, broken) ? { ...item, level: "other" } : item)));
  const isBroken = broken.length > 0;
  const permitted = isBroken ? false : changes.permitted;
  const level = isBroken ? "other" : highestLevel(items.map((item) => item.level));
  return { summary: { level, permitted, items }, findings: describe(items, permitted, changes.forbiddenBy) };
}

function breaks({ revision, field }: ChangeItem, broken: readonly SignatureObligation[]): boolean {
  return broken.some((obligation) => obligation.revision === revision && obligation.field === field);
}

/** Of changes that may not be, those that weigh most. */
function describe(
  items: readonly ChangeItem[],
  permitted: boolean | null,
  forbiddenBy: ChangesSince["forbiddenBy"],
): Finding[] {
  if (permitted === true) return [];
  const gravest = items.filter(({ level }) => level === items[0]?.level).slice(0, MAX_REPORTED_CHANGES);
  return gravest.map(({ code: change, level: _, ...where }) =>
    permitted === null
      ? finding("changes-beyond-policy", { change, ...where })
      : finding("changed-after-signing", { change, ...where, forbiddenBy }),
  );
}

function gravestFirst(items: readonly ChangeItem[]): ChangeItem[] {
  return [...items.filter(({ level }) => level === "other"), ...items.filter(({ level }) => level !== "other")];
}
