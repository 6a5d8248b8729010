import type { PdfObject } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import { sectionsOfLink } from "../pdf/read/xref-chain.ts";
import type { XrefSection } from "../pdf/read/xref-section.ts";
import { SECTION_KEYS } from "../pdf/section-keys.ts";
import { sameValue } from "./equal-values.ts";
import { keyOf, keyRef, type ObjectKey } from "./object-key.ts";

/** An object that two revisions have differently. A value is undefined where the object is not there or is free. */
export interface ObjectChange {
  readonly key: ObjectKey;
  readonly before: PdfObject | undefined;
  readonly after: PdfObject | undefined;
  /** Whether one of the two revisions names an object that cannot be read there. */
  readonly unreadable: boolean;
}

/** What the bytes that a later revision appended say anew. */
export interface RevisionDiff {
  readonly changes: readonly ObjectChange[];
  /** Entries of the trailer that differ, those that only describe a cross-reference section left out. */
  readonly trailerKeys: readonly string[];
}

/** Objects by the object stream they have ever stood in. */
export type ContainerIndex = ReadonlyMap<number, ReadonlySet<number>>;

export function indexContainers(sections: readonly XrefSection[]): ContainerIndex {
  const index = new Map<number, Set<number>>();
  for (const { entries } of sections) {
    for (const [num, entry] of entries) {
      if (entry.kind !== "in-stream") continue;
      const members = index.get(entry.container);
      if (members === undefined) index.set(entry.container, new Set([num]));
      else members.add(num);
    }
  }
  return index;
}

export interface DiffInput {
  readonly older: PdfDocument;
  /** A later revision of the same file, whose chain goes through the older one's newest section. */
  readonly newer: PdfDocument;
  /** Of the whole file. */
  readonly containers: () => ContainerIndex;
  /** Objects to compare although no later section names them. */
  readonly alsoCompare: Iterable<ObjectKey>;
  /** What has been compared of these two so far: all this is run again after each wait for bytes. */
  readonly compared: Map<number, readonly ObjectChange[]>;
}

/**
 * Compares two revisions of a file by their cross-reference sections: what no later section names is where it was,
 * except the objects in an object stream that was itself replaced. Linear in what the later sections name.
 */
export function diffRevisions({ older, newer, containers, alsoCompare, compared }: DiffInput): RevisionDiff {
  const numbers = new Set<number>();
  // Of each document only the list of links: what is in all of them is long to go through for every revision.
  const added = newer.links.slice(0, newer.links.length - older.links.length);
  for (const section of added.flatMap(sectionsOfLink)) {
    for (const num of section.entries.keys()) numbers.add(num);
    if (section.objectNumber !== null) numbers.add(section.objectNumber);
  }
  for (const num of [...numbers]) {
    for (const member of containers().get(num) ?? []) numbers.add(member);
  }
  for (const key of alsoCompare) numbers.add(keyRef(key).num);
  const compare = (num: number): readonly ObjectChange[] => {
    const changes = compared.get(num) ?? compareObject(older, newer, num);
    compared.set(num, changes);
    return changes;
  };
  return {
    changes: [...numbers].flatMap(compare),
    trailerKeys: changedTrailerKeys(older, newer),
  };
}

function compareObject(older: PdfDocument, newer: PdfDocument, num: number): ObjectChange[] {
  const before = read(older, num);
  const after = read(newer, num);
  if (before === after || (before === null && after === null)) return [];
  const unreadable = before === UNREADABLE || after === UNREADABLE;
  if (!unreadable && before !== null && after !== null && before.gen === after.gen) {
    if (before.value === after.value || sameValue(before.value, after.value, older, newer)) return [];
    return [{ key: keyOf(num, after.gen), before: before.value, after: after.value, unreadable }];
  }
  // Of two generations, one object went and another came.
  const changes = new Map<ObjectKey, ObjectChange>();
  if (before !== null) {
    const key = before === UNREADABLE ? entryKey(older, num) : keyOf(num, before.gen);
    changes.set(key, { key, before: before === UNREADABLE ? undefined : before.value, after: undefined, unreadable });
  }
  if (after !== null) {
    const key = after === UNREADABLE ? entryKey(newer, num) : keyOf(num, after.gen);
    const known = changes.get(key)?.before;
    changes.set(key, { key, before: known, after: after === UNREADABLE ? undefined : after.value, unreadable });
  }
  return [...changes.values()];
}

const UNREADABLE = Symbol("unreadable");

function read(
  document: PdfDocument,
  num: number,
): { readonly gen: number; readonly value: PdfObject } | typeof UNREADABLE | null {
  try {
    return document.load(num);
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return UNREADABLE;
    throw thrown;
  }
}

function entryKey(document: PdfDocument, num: number): ObjectKey {
  const entry = document.entry(num);
  return keyOf(num, entry?.kind === "in-file" ? entry.gen : 0);
}

function changedTrailerKeys(older: PdfDocument, newer: PdfDocument): string[] {
  const keys = new Set<string>();
  for (const document of [older, newer]) {
    for (const trailer of [document.trailer, document.rootTrailer])
      for (const key of trailer.entries.keys()) keys.add(key);
  }
  return [...keys].filter((key) => {
    if (SECTION_KEYS.has(key)) return false;
    // A trailer without /Root stands for the one below it, so that both readings must agree.
    return (
      !sameValue(older.trailer.get(key) ?? null, newer.trailer.get(key) ?? null, older, newer) ||
      !sameValue(older.rootTrailer.get(key) ?? null, newer.rootTrailer.get(key) ?? null, older, newer)
    );
  });
}
