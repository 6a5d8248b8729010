import type { PdfDocument } from "../pdf/read/document.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import type { Revision } from "../pdf/read/revisions.ts";
import { findLastTail } from "../pdf/read/startxref.ts";
import {
  type ChangeCode,
  type ChangeItem,
  type ChangeLevel,
  highestLevel,
  type SignatureObligation,
} from "./change-item.ts";
import { ContentBudget } from "./content-budget.ts";
import { type Forbidder, findLock, judgePermission } from "./judge-permission.ts";
import { type JudgedItem, judgeStep, type StepJudgment } from "./judge-step.ts";
import type { ObjectKey } from "./object-key.ts";
import type { ChangePermissions } from "./permissions.ts";
import {
  type ContainerIndex,
  diffRevisions,
  indexContainers,
  type ObjectChange,
  type RevisionDiff,
} from "./revision-diff.ts";
import { RoleMap } from "./role-map.ts";
import type { Role } from "./roles.ts";
import { ALL_RULES } from "./rules/all-rules.ts";
import type { ChangeRule } from "./rules/rule.ts";
import { Step } from "./step.ts";

export interface SinceOptions {
  readonly permissions: ChangePermissions;
  /** The policy's answer where the signature says nothing: 2 form filling and signing, 3 also annotations. */
  readonly defaultPermission: 2 | 3;
}

/** What happened to a document after a revision that was signed. */
export interface ChangesSince {
  readonly level: ChangeLevel;
  /** Null where nothing forbids the changes, and only the policy's default does not allow them. */
  readonly permitted: boolean | null;
  readonly forbiddenBy: Forbidder | null;
  /** The gravest first; of equal weight, those on a page or in a field first, in order of revisions. */
  readonly items: readonly ChangeItem[];
  /** Signatures that must be found good for all this to hold; where one is not, the change is `other`. */
  readonly obligations: readonly SignatureObligation[];
}

export interface AnalysisOptions {
  /** Those that clear changes; all of them unless a test leaves some out. */
  readonly rules?: readonly ChangeRule[];
}

const analyses = new WeakMap<PdfDocument, FileChanges>();

/** The changes between the revisions of a file. The same document gives the same analysis, and nothing is done twice. */
export function analyseChanges(document: PdfDocument, { rules = ALL_RULES }: AnalysisOptions = {}): FileChanges {
  if (rules !== ALL_RULES) return new FileChanges(document, rules);
  const known = analyses.get(document);
  if (known !== undefined) return known;
  const analysis = new FileChanges(document, rules);
  analyses.set(document, analysis);
  return analysis;
}

/** A step begun: what must not be found out again once the map of roles has moved on (bytes/suspend.ts). */
interface PendingStep {
  readonly revision: number;
  readonly diff: RevisionDiff;
  readonly rolesBefore: ReadonlyMap<ObjectKey, ReadonlySet<Role>>;
}

/**
 * Compares each revision with the one before it, once, and answers for every signature by what was found from its own
 * revision on. Ask in the order of revisions: an earlier one than before means that all is done again.
 */
export class FileChanges {
  readonly #document: PdfDocument;
  readonly #rules: readonly ChangeRule[];
  /** By the index of the later revision. */
  readonly #steps = new Map<number, StepJudgment>();
  readonly #content: ContentBudget;
  #roles = new RoleMap();
  /** The revision that brought an object into the document, for those that came after the first one looked at. */
  readonly #births = new Map<ObjectKey, number>();
  /** The revision that the map of roles was first made for, and the one it has reached. */
  #first: number | null = null;
  #reached = 0;
  #pending: PendingStep | null = null;
  /** By the index of the later revision, objects of a comparison that waits for bytes. */
  readonly #compared = new Map<number, Map<number, readonly ObjectChange[]>>();
  #pagesReadable: boolean | null = null;
  #containers: ContainerIndex | null = null;

  constructor(document: PdfDocument, rules: readonly ChangeRule[]) {
    this.#document = document;
    this.#rules = rules;
    this.#content = new ContentBudget(document.view.size);
  }

  /**
   * Everything that changed after the revision with that index, counted from 0.
   * @throws Suspension where bytes have to be fetched first; it may be called again
   */
  since(revisionIndex: number, options: SinceOptions): ChangesSince {
    return this.between(revisionIndex, this.#document.revisions.length - 1, options);
  }

  /** As `since`, but only up to the revision with index `last`. */
  between(revisionIndex: number, last: number, { permissions, defaultPermission }: SinceOptions): ChangesSince {
    const items: JudgedItem[] = [];
    const obligations: SignatureObligation[] = [];
    for (let revision = revisionIndex + 1; revision <= last; revision++) {
      const judgment = this.#step(revisionIndex, revision);
      items.push(...judgment.items);
      obligations.push(...judgment.obligations);
    }
    const signed = this.#document.revisions[revisionIndex];
    if (signed !== undefined && revisionIndex < last && !this.#endsWithItsChain(signed)) {
      items.unshift(wholeRevision("chain-broken", revisionIndex + 1));
    }
    const toNewest = last === this.#document.revisions.length - 1;
    if (revisionIndex < last && toNewest && !this.#hasPages()) items.push(wholeRevision("page-changed", last + 1));
    const lockedBy = items.map((item) => findLock(item, permissions)).find((locker) => locker !== null) ?? null;
    const graded = gravestFirst(items.map((item) => settle(item, revisionIndex, permissions)));
    const level = highestLevel(graded.map((item) => item.level));
    const { permitted, forbiddenBy } = judgePermission(graded, permissions, defaultPermission);
    return { level, permitted, forbiddenBy: lockedBy ?? forbiddenBy, items: graded, obligations };
  }

  /** The bytes that were signed, opened by themselves, must lead to the section from which later revisions go on. */
  #endsWithItsChain({ end, startXrefOffset }: Revision): boolean {
    try {
      return findLastTail(this.#document.view.prefix(end)).startXrefOffset === startXrefOffset;
    } catch (thrown) {
      if (thrown instanceof PdfReadError) return false;
      throw thrown;
    }
  }

  /** Changes to pages cannot be judged where it cannot be told which they are in the newest revision. */
  #hasPages(): boolean {
    if (this.#pagesReadable !== null) return this.#pagesReadable;
    try {
      this.#document.pages.length satisfies number;
      this.#pagesReadable = true;
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError) && !(thrown instanceof PdfLimitError)) throw thrown;
      this.#pagesReadable = false;
    }
    return this.#pagesReadable;
  }

  #step(from: number, revision: number): StepJudgment {
    const known = this.#steps.get(revision);
    if (known !== undefined && this.#first !== null && this.#first <= from) return known;
    try {
      return this.#judge(from, revision);
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError) && !(thrown instanceof PdfLimitError)) throw thrown;
      const judgment = { items: [wholeRevision("revision-unreadable", revision + 1)], obligations: [] };
      this.#steps.set(revision, judgment);
      this.#reached = Math.max(this.#reached, revision);
      this.#pending = null;
      return judgment;
    }
  }

  #judge(from: number, revision: number): StepJudgment {
    const older = this.#open(revision - 1);
    const newer = this.#open(revision);
    this.#mapRoles(from);
    if (this.#pending?.revision !== revision) {
      const alsoCompare = this.#roles.unreadable;
      const compared = this.#compared.get(revision) ?? new Map<number, readonly ObjectChange[]>();
      this.#compared.set(revision, compared);
      const diff = diffRevisions({ older, newer, containers: () => this.#indexContainers(), alsoCompare, compared });
      this.#compared.delete(revision);
      const rolesBefore = new Map(diff.changes.map(({ key }) => [key, this.#roles.roles(key)]));
      this.#pending = { revision, diff, rolesBefore };
    }
    const { diff, rolesBefore } = this.#pending;
    this.#roles.enterTrailer(newer);
    for (const { key } of diff.changes) this.#roles.enter(key);
    this.#roles.drain(newer);
    const changes = new Map(diff.changes.map((change) => [change.key, change]));
    for (const { key, before } of diff.changes) {
      // What nothing led to was not part of the document: its number was as good as free.
      if (before === undefined || (rolesBefore.get(key)?.size ?? 0) === 0) this.#births.set(key, revision);
    }
    const step = new Step({
      older,
      newer,
      revision,
      content: this.#content,
      roles: this.#roles,
      changes,
      rolesBefore,
      births: this.#births,
      numbering: this.#document,
    });
    const judgment = withRemark(judgeStep(step, diff.changes, this.#rules), revision);
    this.#steps.set(revision, judgment);
    this.#reached = revision;
    this.#pending = null;
    return judgment;
  }

  /** The reachability walk, once, for the earliest revision asked for. */
  #mapRoles(from: number): void {
    if (this.#first === null || this.#first > from) {
      this.#first = from;
      this.#reached = from;
      this.#roles = new RoleMap();
      this.#births.clear();
      this.#pending = null;
      this.#steps.clear();
    }
    if (this.#reached !== from || this.#pending !== null) return;
    const document = this.#open(from);
    this.#roles.enterTrailer(document);
    this.#roles.drain(document);
  }

  #open(index: number): PdfDocument {
    const revision = this.#document.revisions[index];
    if (revision === undefined) throw new PdfReadError("xref-malformed", "no such revision");
    return index === this.#document.revisions.length - 1 ? this.#document : this.#document.openRevision(revision);
  }

  #indexContainers(): ContainerIndex {
    this.#containers ??= indexContainers(this.#document.sections);
    return this.#containers;
  }
}

/**
 * What a change is for a signature: nothing to it, where it undid what came later; unproven, where it rests on that; and
 * no form filling, whatever it looks like, where it fills a field that the signature closed.
 */
function settle(judged: JudgedItem, signedRevision: number, permissions: ChangePermissions): ChangeItem {
  const { fillsField, concernsFrom, restsOnRevision, ...item } = judged;
  if (concernsFrom > signedRevision) return { ...item, code: "dss-updated", level: "lta-updates" };
  if (restsOnRevision > signedRevision) return { ...item, code: "appearance-unverified", level: "other" };
  return findLock({ field: item.field, fillsField }, permissions) === null ? item : { ...item, level: "other" };
}

/** A revision that changes nothing is still one: something wrote the file again. */
function withRemark(judgment: StepJudgment, revision: number): StepJudgment {
  if (judgment.items.some(({ level }) => level !== "none")) return judgment;
  return { ...judgment, items: [...judgment.items, wholeRevision("nothing-changed", revision + 1, "lta-updates")] };
}

function wholeRevision(code: ChangeCode, revision: number, level: ChangeLevel = "other"): JudgedItem {
  const unknown = { page: null, field: null, before: null, after: null };
  return {
    code,
    level,
    revision,
    object: "trailer",
    ...unknown,
    fillsField: false,
    concernsFrom: 0,
    restsOnRevision: 0,
  };
}

const ORDER: readonly ChangeLevel[] = ["other", "annotations", "form-filling", "lta-updates", "none"];

/** Of equal weight, what a reader can go and look at comes first. */
function gravestFirst(items: readonly ChangeItem[]): ChangeItem[] {
  const isPlaced = ({ page, field }: ChangeItem) => page !== null || field !== null;
  const sorted = [...items.filter(isPlaced), ...items.filter((item) => !isPlaced(item))];
  return ORDER.flatMap((level) => sorted.filter((item) => item.level === level));
}
