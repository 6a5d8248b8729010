import { isPdfArray, PdfDict, type PdfObject, PdfRef, PdfStream } from "../../objects.ts";
import type { PdfDocument } from "../document.ts";
import type { PdfPage } from "../pages.ts";
import { PdfReadError } from "../read-error.ts";
import type { AddFact, FactList, Place } from "./content-fact.ts";
import { addFactsOfDict, addFactsOfStream } from "./facts-of-dict.ts";
import { type Follow, followIn } from "./follow.ts";

/**
 * Entries of the catalog and of a page that lead to what is neither shown nor acts, structure, private and validation
 * data, whose size has nothing to do with that of the pages. Elsewhere such a key may be the name of anything.
 */
const NOT_FOLLOWED: ReadonlySet<string> = new Set([
  ...["Pages", "StructTreeRoot", "Dests", "PieceInfo", "Metadata", "DSS", "Perms"],
]);
const NOTHING: ReadonlySet<string> = new Set();

/**
 * What leads back up is followed last: by then all pages have been seen, and what is met is not taken for a part of the
 * page that it was met from.
 */
const FOLLOWED_LAST: ReadonlySet<string> = new Set(["Parent", "P"]);

interface Step {
  readonly ref: PdfRef;
  readonly page: number | null;
}

/**
 * Every object that the pages and the catalog lead to, each once, the pages first and in order, so that what is found
 * can be said to be on a page. Content streams are not read: what they can draw is in the resources beside them.
 *
 * The walk can be interrupted (a Suspension) at any point: what is left is queued, and `run` goes on with it.
 */
export class ContentWalk {
  readonly #document: PdfDocument;
  readonly #facts: FactList;
  readonly #follow: Follow;
  readonly #root: PdfRef | null;
  readonly #seen = new Set<number>();
  readonly #seenAncestors = new Set<PdfDict>();
  /** Objects that lead to each other on one page are taken before the next page is begun. */
  readonly #queue: Step[] = [];
  /** What the object that is being looked at has told so far; nothing counts before it is through. */
  #found: Parameters<AddFact>[] = [];
  #references: Step[] = [];
  #backward: Step[] = [];
  readonly #last: Step[] = [];
  #pages: readonly PdfPage[] | null = null;
  #nextPage = 0;
  #isCatalogQueued = false;

  constructor(document: PdfDocument, facts: FactList) {
    this.#document = document;
    this.#facts = facts;
    this.#follow = followIn(document);
    const root = document.rootTrailer.get("Root");
    this.#root = root instanceof PdfRef ? root : null;
  }

  /** @throws Suspension, PdfLimitError */
  run(): void {
    this.#pages ??= this.#readPages();
    for (;;) {
      for (let step = this.#queue.at(-1); step !== undefined; step = this.#queue.at(-1)) {
        const { ref, page } = step;
        this.#begin();
        const notFollowed = ref.num === this.#root?.num ? NOT_FOLLOWED : NOTHING;
        this.#visit(this.#load(step), { page, object: ref.num }, notFollowed);
        this.#queue.pop();
        this.#commit();
      }
      const page = this.#pages[this.#nextPage];
      if (page !== undefined) {
        this.#begin();
        this.#visitPage(page);
        this.#nextPage++;
        this.#commit();
      } else if (!this.#isCatalogQueued) {
        this.#isCatalogQueued = true;
        if (this.#root !== null) this.#queue.push({ ref: this.#root, page: null });
      } else {
        const step = this.#last.pop();
        if (step === undefined) return;
        this.#queueUnseen(step);
      }
    }
  }

  #begin(): void {
    this.#found = [];
    this.#references = [];
    this.#backward = [];
  }

  #commit(): void {
    for (const fact of this.#found) this.#facts.add(...fact);
    for (const step of this.#references) this.#queueUnseen(step);
    for (const step of this.#backward) if (!this.#seen.has(step.ref.num)) this.#last.push(step);
  }

  #queueUnseen(step: Step): void {
    if (this.#seen.has(step.ref.num)) return;
    this.#seen.add(step.ref.num);
    this.#queue.push(step);
  }

  #readPages(): readonly PdfPage[] {
    let pages: readonly PdfPage[] = [];
    try {
      pages = this.#document.pages;
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError)) throw thrown;
      this.#facts.add("object-unreadable", { page: null, object: null }, thrown.reason);
    }
    // Neither other pages nor the catalog are a part of a page that refers to them.
    if (this.#root !== null) this.#seen.add(this.#root.num);
    for (const { ref } of pages) if (ref !== null) this.#seen.add(ref.num);
    return pages;
  }

  #visitPage({ index, ref, dict, ancestors }: PdfPage): void {
    this.#visit(dict, { page: index, object: ref?.num ?? null }, NOT_FOLLOWED);
    // What pages inherit is said to be on the first one that does.
    for (const ancestor of ancestors) {
      if (this.#seenAncestors.has(ancestor)) continue;
      this.#visit(ancestor.get("Resources") ?? null, { page: index, object: null });
      this.#seenAncestors.add(ancestor);
    }
  }

  #load({ ref, page }: Step): PdfObject {
    try {
      const object = this.#document.load(ref.num);
      return object === null || object.gen !== ref.gen ? null : object.value;
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError)) throw thrown;
      this.#add("object-unreadable", { page, object: ref.num }, thrown.reason);
      return null;
    }
  }

  /** Recursion is as deep as an object is nested, which reading has limited. */
  #visit(value: PdfObject, place: Place, notFollowed = NOTHING): void {
    if (value instanceof PdfRef) this.#references.push({ ref: value, page: place.page });
    else if (isPdfArray(value)) for (const item of value) this.#visit(item, place);
    else if (value instanceof PdfDict) this.#visitDict(value, place, notFollowed);
    else if (value instanceof PdfStream) {
      addFactsOfStream(this.#add, value, place, this.#follow);
      this.#visitDict(value.dict, place, NOTHING);
    }
  }

  #visitDict(dict: PdfDict, place: Place, notFollowed: ReadonlySet<string>): void {
    addFactsOfDict(this.#add, dict, place, this.#follow);
    for (const [key, value] of dict.entries) {
      if (typeof value !== "object" || value === null || notFollowed.has(key)) continue;
      if (value instanceof PdfRef && FOLLOWED_LAST.has(key)) this.#backward.push({ ref: value, page: place.page });
      else this.#visit(value, place);
    }
  }

  readonly #add: AddFact = (...fact) => {
    this.#found.push(fact);
  };
}
