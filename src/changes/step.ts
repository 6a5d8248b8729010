import { MAX_FIELD_DEPTH } from "../limits.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import { decodeTextString } from "../pdf/read/text.ts";
import type { ContentBudget } from "./content-budget.ts";
import type { CoveredAreas } from "./covered-areas.ts";
import { DeepComparison, sameValue } from "./equal-values.ts";
import { keyRef, type ObjectKey, refKey } from "./object-key.ts";
import type { ObjectChange } from "./revision-diff.ts";
import type { RoleMap, Use } from "./role-map.ts";
import { isContextual, type Role, walkEdges } from "./roles.ts";
import type { Ruling } from "./rules/rule.ts";

/** Objects from which a field is reached as one: the form, the catalog it is written into, or the field above. */
const ABOVE_FIELDS = new Set<Role>(["form", "catalog", "annotation"]);

const NO_ROLES: ReadonlySet<Role> = new Set();

/** A form field as the tree has it, seen from one of its dictionaries. */
export interface FieldFacts {
  /** The dictionary that has the partial name: the field itself, also where a widget of it was asked for. */
  readonly key: ObjectKey;
  /** Fully qualified (ISO 32000-2, 12.7.4.2). */
  readonly name: string;
  /** /FT, inherited where it is not its own. */
  readonly type: string | null;
  /** /Ff, inherited where it is not its own. */
  readonly flags: number;
  readonly dict: PdfDict;
}

/** A revision and the one before it, with what rules ask about both. */
export class Step {
  readonly older: PdfDocument;
  readonly newer: PdfDocument;
  /** The later of the two, counted from 0. */
  readonly revision: number;
  readonly content: ContentBudget;
  readonly #roles: RoleMap;
  readonly #changes: ReadonlyMap<ObjectKey, ObjectChange>;
  readonly #rolesBefore: ReadonlyMap<ObjectKey, ReadonlySet<Role>>;
  readonly #comparison: DeepComparison;
  readonly #edges = new Map<string, ReadonlySet<ObjectKey>>();
  readonly #coverable = new Map<ObjectKey, CoveredAreas>();
  readonly #judgments = new Map<ObjectKey, Ruling | null>();
  readonly #births: ReadonlyMap<ObjectKey, number>;
  /** Page numbers are those of the file as it is now. */
  readonly #numbering: PdfDocument;

  constructor(input: {
    readonly older: PdfDocument;
    readonly newer: PdfDocument;
    readonly revision: number;
    /** For all steps of a file together. */
    readonly content: ContentBudget;
    readonly roles: RoleMap;
    readonly changes: ReadonlyMap<ObjectKey, ObjectChange>;
    /** Of the changed objects: the roles that they had, as far as anything referred to them. */
    readonly rolesBefore: ReadonlyMap<ObjectKey, ReadonlySet<Role>>;
    /** The revision that brought an object; for all others, one that is not asked about. */
    readonly births: ReadonlyMap<ObjectKey, number>;
    readonly numbering: PdfDocument;
  }) {
    this.older = input.older;
    this.newer = input.newer;
    this.revision = input.revision;
    this.content = input.content;
    this.#roles = input.roles;
    this.#changes = input.changes;
    this.#rolesBefore = input.rolesBefore;
    this.#births = input.births;
    this.#numbering = input.numbering;
    this.#comparison = new DeepComparison(input.older, input.newer);
  }

  /** Whether two values say the same, references followed; an object under one and the same number counts as equal. */
  equal(before: PdfObject | undefined, after: PdfObject | undefined): boolean {
    return this.#comparison.equal(before, after);
  }

  /** As `equal`, but without following references. */
  same(before: PdfObject, after: PdfObject): boolean {
    return sameValue(before, after, this.older, this.newer);
  }

  /** Whether the later revision brought this object, whose number nothing in the earlier one referred to. */
  isNew(value: PdfObject | undefined): value is PdfRef {
    if (!(value instanceof PdfRef)) return false;
    return this.#isNewObject(refKey(value));
  }

  /** Whether the later revision brought an object that has this role. */
  brings(role: Role): boolean {
    for (const key of this.#changes.keys()) {
      if (this.#isNewObject(key) && this.uses(key).some((use) => use.role === role)) return true;
    }
    return false;
  }

  /** The revision, counted from 0, before which nothing of a value can have been there: its objects came then or later. */
  bornIn(value: PdfObject | undefined): number {
    const born: number[] = [];
    walkEdges("opaque", value ?? null, (_, ref) => born.push(this.#births.get(refKey(ref)) ?? 0));
    return born.length === 0 ? 0 : Math.min(...born);
  }

  /** Whether anything in the earlier revision, or one before it, referred to this object. */
  wasReached(key: ObjectKey): boolean {
    return this.rolesBefore(key).size > 0;
  }

  rolesBefore(key: ObjectKey): ReadonlySet<Role> {
    return this.#rolesBefore.get(key) ?? NO_ROLES;
  }

  /**
   * Leftover references from the trailer to an office program's stream are not uses (rules/additional-streams.ts). What
   * had the number before and was used by nothing, as an older cross-reference stream, was no part of the document.
   */
  #isNewObject(key: ObjectKey): boolean {
    const change = this.#changes.get(key);
    const roles = this.rolesBefore(key);
    if (change === undefined || change.after === undefined || change.unreadable) return false;
    return (
      roles.size === 0 || (change.before === undefined && [...roles].every((role) => role === "additional-streams"))
    );
  }

  /**
   * Whether the later revision still refers to this object. Uses are kept after they were given up; for parts of
   * annotations, which are replaced often, it is worth asking.
   */
  isReached(key: ObjectKey): boolean {
    const pending = [key];
    const seen = new Set<ObjectKey>();
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      for (const { role, holder, holderRole } of this.uses(at)) {
        if (!isContextual(role) || !isContextual(holderRole)) return true;
        if (this.#edgesNow(holder, holderRole).has(at)) pending.push(holder);
      }
    }
    return false;
  }

  #edgesNow(holder: ObjectKey, role: Role): ReadonlySet<ObjectKey> {
    const name = `${holder} ${role}`;
    const known = this.#edges.get(name);
    if (known !== undefined) return known;
    const edges = new Set<ObjectKey>();
    walkEdges(role, this.newer.resolve(keyRef(holder)), (_, ref) => edges.add(refKey(ref)));
    this.#edges.set(name, edges);
    return edges;
  }

  /** Whether the later revision wrote this object, anew or again. */
  isChanged(key: ObjectKey): boolean {
    return this.#changes.has(key);
  }

  uses(key: ObjectKey): readonly Use[] {
    return this.#roles.uses(key);
  }

  /** The annotations or pages of which an object is a part in this role, by every use there has been. */
  owners(key: ObjectKey, role: Role): ReadonlySet<ObjectKey> {
    const owners = new Set<ObjectKey>();
    const pending: { key: ObjectKey; role: Role }[] = [{ key, role }];
    const seen = new Set<string>();
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { key: at, role: as } = next;
      if (as === "annotation" || as === "page-node") {
        owners.add(at);
        continue;
      }
      if (seen.has(`${at} ${as}`)) continue;
      seen.add(`${at} ${as}`);
      for (const use of this.uses(at)) if (use.role === as) pending.push({ key: use.holder, role: use.holderRole });
    }
    return owners;
  }

  /** The pages in whose /Annots an annotation stands. */
  pagesOf(annotation: ObjectKey): ObjectKey[] {
    const pages = new Set<ObjectKey>();
    for (const { role, holder, holderRole } of this.uses(annotation)) {
      if (role !== "annotation") continue;
      if (holderRole === "page-node") pages.add(holder);
      else if (holderRole === "annots") for (const owner of this.owners(holder, "annots")) pages.add(owner);
    }
    return [...pages];
  }

  /** The number of a page, counted from 1; null where neither the file as it is now nor the earlier revision has it. */
  pageNumber(page: ObjectKey | undefined): number | null {
    if (page === undefined) return null;
    for (const document of [this.#numbering, this.older]) {
      try {
        const index = document.pageIndex(keyRef(page));
        if (index !== null) return index + 1;
      } catch (thrown) {
        if (!(thrown instanceof PdfReadError) && !(thrown instanceof PdfLimitError)) throw thrown;
      }
    }
    return null;
  }

  /** The field or form above: where the tree leads to this dictionary from. Empty where it is in no form. */
  formParents(annotation: ObjectKey): ObjectKey[] {
    const parents = new Set<ObjectKey>();
    for (const { role, holder, holderRole } of this.uses(annotation)) {
      if (role !== "annotation") continue;
      if (ABOVE_FIELDS.has(holderRole)) parents.add(holder);
      else if (holderRole === "fields")
        for (const use of this.uses(holder)) if (use.role === "fields") parents.add(use.holder);
    }
    return [...parents];
  }

  /** The field that an annotation is, or is a widget of; null where it is in no form, or in it in more than one way. */
  fieldOf(annotation: ObjectKey, document: PdfDocument = this.newer): FieldFacts | null {
    const names: string[] = [];
    let field: { key: ObjectKey; dict: PdfDict } | null = null;
    let type: string | null = null;
    let flags: number | null = null;
    let at = annotation;
    for (let depth = 0; depth <= MAX_FIELD_DEPTH; depth++) {
      const dict = document.resolve(keyRef(at));
      const parents = this.formParents(at);
      const parent = parents[0];
      if (!(dict instanceof PdfDict) || parent === undefined || parents.length > 1) return null;
      const title = document.resolve(dict.get("T"));
      if (title instanceof PdfString) {
        names.unshift(decodeTextString(title.bytes));
        field ??= { key: at, dict };
      } else if (title !== null) return null;
      const ft = document.resolve(dict.get("FT"));
      type ??= ft instanceof PdfName ? ft.value : null;
      const ff = document.resolve(dict.get("Ff"));
      flags ??= typeof ff === "number" ? ff : null;
      if (!this.uses(parent).some(({ role }) => role === "annotation")) {
        return field === null ? null : { ...field, name: names.join("."), type, flags: flags ?? 0 };
      }
      at = parent;
    }
    return null;
  }

  /** A dictionary as it was in the earlier revision. */
  olderDict(key: ObjectKey): PdfDict | null {
    const value = this.older.resolve(keyRef(key));
    return value instanceof PdfDict ? value : null;
  }

  /** Runs `judge` once for a field, however many of its parts have changed. */
  judgeOnce(field: ObjectKey, judge: () => Ruling | null): Ruling | null {
    const known = this.#judgments.get(field);
    if (known !== undefined) return known;
    const judgment = judge();
    this.#judgments.set(field, judgment);
    return judgment;
  }

  /** What was on a page and must not be covered, read once. */
  coverable(page: ObjectKey, read: () => CoveredAreas): CoveredAreas {
    const known = this.#coverable.get(page);
    if (known !== undefined) return known;
    const covered = read();
    this.#coverable.set(page, covered);
    return covered;
  }

  /** The widgets of a field: itself, or those of its /Kids that are no fields. */
  widgetsOf(
    { key, dict }: FieldFacts,
    document: PdfDocument = this.newer,
  ): { readonly key: ObjectKey; readonly dict: PdfDict }[] {
    const kids = document.resolve(dict.get("Kids"));
    if (!Array.isArray(kids)) return [{ key, dict }];
    return kids.flatMap((kid: PdfObject) => {
      const widget = document.resolve(kid);
      return kid instanceof PdfRef && widget instanceof PdfDict && !widget.entries.has("T")
        ? [{ key: refKey(kid), dict: widget }]
        : [];
    });
  }
}
