import { decodeLatin1 } from "../bytes/text.ts";
import { type PdfObject, PdfRef, PdfStream } from "../pdf/objects.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import type { ChangeItem, SignatureObligation } from "./change-item.ts";
import { codeOf, pageOf, subjectOf, textOfValue } from "./describe.ts";
import { type Difference, findDifferences, WHOLE } from "./differences.ts";
import { keyText, type ObjectKey, TRAILER_KEY } from "./object-key.ts";
import { repeatsKeys } from "./repeated-keys.ts";
import type { ObjectChange } from "./revision-diff.ts";
import { isContextual, type Role } from "./roles.ts";
import type { ChangeRule, Ruling } from "./rules/rule.ts";
import type { Step } from "./step.ts";

/** A change with what its verdict rests on beside the two revisions that were compared; see ChangeDraft. */
export interface JudgedItem extends ChangeItem {
  readonly fillsField: boolean;
  readonly concernsFrom: number;
  readonly restsOnRevision: number;
}

export interface StepJudgment {
  readonly items: readonly JudgedItem[];
  readonly obligations: readonly SignatureObligation[];
}

/** Puts every difference between two consecutive revisions to the rules. */
export function judgeStep(step: Step, changes: readonly ObjectChange[], rules: readonly ChangeRule[]): StepJudgment {
  return new Judge(step, rules).run(changes);
}

/**
 * Whether a stream whose /Length stands elsewhere holds the end of a stream in its data: who looks for that end instead
 * of following the reference, as readers do that repair files, comes upon other objects.
 */
function hidesObjects(value: PdfObject): boolean {
  if (!(value instanceof PdfStream) || !(value.dict.get("Length") instanceof PdfRef)) return false;
  return /endstream\s+endobj/.test(decodeLatin1(value.data()));
}

/** What happens to a widget because its field comes or goes is the same change: told once, as the field's. */
const ECHOES: ReadonlyMap<ChangeItem["code"], ChangeItem["code"]> = new Map([
  ["annotation-added", "field-added"],
  ["annotation-removed", "field-removed"],
]);

function withoutEchoes(items: readonly JudgedItem[]): JudgedItem[] {
  const name = (code: ChangeItem["code"], { field, level }: JudgedItem) => JSON.stringify([code, level, field]);
  const told = new Set(items.filter(({ field }) => field !== null).map((item) => name(item.code, item)));
  return items.filter((item) => {
    const original = ECHOES.get(item.code);
    return original === undefined || !told.has(name(original, item));
  });
}

class Judge {
  readonly #step: Step;
  readonly #rules: readonly ChangeRule[];
  readonly #items = new Map<string, JudgedItem>();
  readonly #obligations = new Map<string, SignatureObligation>();

  constructor(step: Step, rules: readonly ChangeRule[]) {
    this.#step = step;
    this.#rules = rules;
  }

  run(changes: readonly ObjectChange[]): StepJudgment {
    const { older, newer } = this.#step;
    const trailer = { object: TRAILER_KEY, owner: null };
    if (repeatsKeys(newer.rootTrailer) || repeatsKeys(newer.trailer)) {
      this.#addUncleared(
        { role: "trailer", key: WHOLE, before: older.rootTrailer, after: newer.rootTrailer, ...trailer },
        "object-ambiguous",
      );
    }
    this.#judgeAll("trailer", older.rootTrailer, newer.rootTrailer, trailer);
    if (older.trailer !== older.rootTrailer || newer.trailer !== newer.rootTrailer) {
      this.#judgeAll("trailer", older.trailer, newer.trailer, trailer);
    }
    for (const change of changes) {
      this.#guard(change.key, () => this.#judgeChange(change));
    }
    return { items: withoutEchoes([...this.#items.values()]), obligations: [...this.#obligations.values()] };
  }

  /** What nothing reached before is judged where it is reached from now. */
  #judgeChange(change: ObjectChange): void {
    const { key, before, after } = change;
    const step = this.#step;
    if (after !== undefined && (hidesObjects(after) || repeatsKeys(after))) {
      this.#addUncleared({ role: "opaque", key: WHOLE, before, after, object: key, owner: null }, "object-ambiguous");
    }
    if (!step.wasReached(key) || !step.isReached(key)) {
      if (before !== undefined && after === undefined && !change.unreadable) this.#remarkFreed(key);
      return;
    }
    if (change.unreadable) {
      this.#addUncleared({ role: "opaque", key: WHOLE, before, after, object: key, owner: null }, "object-unreadable");
      return;
    }
    for (const role of step.rolesBefore(key)) {
      const owners = isContextual(role) || role === "page-node" ? [...step.owners(key, role)] : [];
      for (const owner of owners.length === 0 ? [null] : owners)
        this.#judgeAll(role, before, after, { object: key, owner });
    }
  }

  #judgeAll(
    role: Role,
    before: ObjectChange["before"],
    after: ObjectChange["after"],
    place: { object: ObjectKey; owner: ObjectKey | null },
  ): void {
    this.#guard(place.object, () => {
      for (const difference of findDifferences(this.#step, role, before, after, place)) this.#judge(difference);
    });
  }

  /** What cannot be read cannot be cleared. */
  #guard(object: ObjectKey, judge: () => void): void {
    try {
      judge();
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError) && !(thrown instanceof PdfLimitError)) throw thrown;
      this.#addUncleared(
        { role: "opaque", key: WHOLE, before: undefined, after: undefined, object, owner: null },
        "object-unreadable",
      );
    }
  }

  #judge(difference: Difference): void {
    for (const rule of this.#rules) {
      const ruling = rule.clear(difference, this.#step);
      if (ruling !== null) {
        this.#addRuling(difference, ruling);
        return;
      }
    }
    this.#addUncleared(difference, codeOf(this.#step, difference));
  }

  #addRuling(difference: Difference, { items, obligations }: Ruling): void {
    for (const { code, level, field, before, after, fillsField, concernsFrom, restsOnRevision } of items) {
      this.#add({
        code,
        level,
        revision: this.#step.revision + 1,
        object: keyText(difference.object),
        page: pageOf(this.#step, difference),
        field: field ?? null,
        before: before ?? null,
        after: after ?? null,
        fillsField: fillsField ?? false,
        concernsFrom: concernsFrom ?? 0,
        restsOnRevision: restsOnRevision ?? 0,
      });
    }
    for (const obligation of obligations ?? []) {
      this.#obligations.set(obligation.field, { revision: this.#step.revision + 1, ...obligation });
    }
  }

  #addUncleared(difference: Difference, code: ChangeItem["code"]): void {
    const step = this.#step;
    const { before, after, object } = difference;
    const subject = subjectOf(difference);
    const field = subject === null ? null : (step.fieldOf(subject, step.older) ?? step.fieldOf(subject));
    this.#add({
      code,
      level: "other",
      revision: step.revision + 1,
      object: keyText(object),
      page: pageOf(step, difference),
      field: field?.name ?? null,
      before: textOfValue(step.older, before),
      after: textOfValue(step.newer, after),
      fillsField: false,
      concernsFrom: 0,
      restsOnRevision: 0,
    });
  }

  #remarkFreed(key: ObjectKey): void {
    this.#add({
      code: "object-freed",
      level: "none",
      revision: this.#step.revision + 1,
      object: keyText(key),
      page: null,
      field: null,
      before: null,
      after: null,
      fillsField: false,
      concernsFrom: 0,
      restsOnRevision: 0,
    });
  }

  /** A change that shows in several places is told once: by its field where it has one, otherwise by its object. */
  #add(item: JudgedItem): void {
    const subject = item.level === "none" ? "" : (item.field ?? item.object);
    const key = JSON.stringify([
      item.code,
      item.level,
      subject,
      item.level === "other" ? [item.object, item.before, item.after, item.concernsFrom, item.restsOnRevision] : null,
    ]);
    const known = this.#items.get(key);
    if (known === undefined || (known.page === null && item.page !== null)) this.#items.set(key, item);
  }
}
