import { equalBytes } from "../bytes/equal.ts";
import { encodeHex } from "../bytes/hex.ts";
import { MAX_INFLATED_BYTES } from "../limits.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfStream, PdfString } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { decodeStream, type Resolver } from "../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import { type ObjectKey, refKey } from "./object-key.ts";

/** A direct value as text that is equal where the values are: numbers and strings by value, entries sorted by key. */
export function canonicalText(value: PdfObject): string {
  if (value instanceof PdfRef) return `${value.num} ${value.gen} R`;
  if (value instanceof PdfName) return `/${JSON.stringify(value.value)}`;
  if (value instanceof PdfString) return `(${encodeHex(value.bytes)})`;
  if (value instanceof PdfDict) {
    const entries = [...value.entries].filter(([, entry]) => entry !== null).sort(([a], [b]) => (a < b ? -1 : 1));
    return `<<${entries.map(([key, entry]) => `${JSON.stringify(key)} ${canonicalText(entry)}`).join(" ")}>>`;
  }
  if (Array.isArray(value)) return `[${value.map((item: PdfObject) => canonicalText(item)).join(" ")}]`;
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  // A stream is always an object of its own (ISO 32000-2, 7.3.8), so no direct value is or holds one.
  return "stream";
}

/** Entries of a stream that say how its data is encoded, and change nothing about what it is. */
const ENCODING_KEYS = new Set(["Length", "Filter", "DecodeParms", "DL"]);

/** Decides whether two references, of which the first is not the second, stand for the same. */
type CompareRefs = (before: PdfObject, after: PdfObject) => boolean;

/**
 * Whether two values are the same: by what they say, not by how they are written. Numbers, strings and names compare
 * by value, an entry that is null as one that is absent (ISO 32000-2, 7.3.7), streams by their decoded data. Two
 * references are the same where they name the same object.
 */
export function sameValue(before: PdfObject, after: PdfObject, older: Resolver, newer: Resolver): boolean {
  return same(before, after, older, newer, () => false);
}

function same(
  before: PdfObject,
  after: PdfObject,
  older: Resolver,
  newer: Resolver,
  compareRefs: CompareRefs,
): boolean {
  if (before === after) return true;
  if (before instanceof PdfRef && after instanceof PdfRef && before.num === after.num && before.gen === after.gen)
    return true;
  if (before instanceof PdfRef || after instanceof PdfRef) return compareRefs(before, after);
  if (before instanceof PdfName) return after instanceof PdfName && before.value === after.value;
  if (before instanceof PdfString) return after instanceof PdfString && equalBytes(before.bytes, after.bytes);
  if (before instanceof PdfDict) return after instanceof PdfDict && sameDict(before, after, older, newer, compareRefs);
  if (before instanceof PdfStream)
    return after instanceof PdfStream && sameStream(before, after, older, newer, compareRefs);
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return false;
  const items: readonly PdfObject[] = after;
  return before.every((item: PdfObject, index) => same(item, items[index] ?? null, older, newer, compareRefs));
}

function sameDict(
  before: PdfDict,
  after: PdfDict,
  older: Resolver,
  newer: Resolver,
  compareRefs: CompareRefs,
  ignored: ReadonlySet<string> = new Set(),
): boolean {
  // Readers differ on which value of a repeated key counts, so that one added beside an equal one is a change.
  if (after.duplicateKeys.some((key) => !before.duplicateKeys.includes(key))) return false;
  if (before.duplicateKeys.length !== after.duplicateKeys.length) return false;
  for (const key of new Set([...before.entries.keys(), ...after.entries.keys()])) {
    if (ignored.has(key)) continue;
    if (!same(before.get(key) ?? null, after.get(key) ?? null, older, newer, compareRefs)) return false;
  }
  return true;
}

function sameStream(
  before: PdfStream,
  after: PdfStream,
  older: Resolver,
  newer: Resolver,
  compareRefs: CompareRefs,
): boolean {
  if (!sameDict(before.dict, after.dict, older, newer, compareRefs, ENCODING_KEYS)) return false;
  const encodedAlike = ["Filter", "DecodeParms"].every((key) =>
    same(before.dict.get(key) ?? null, after.dict.get(key) ?? null, older, newer, () => false),
  );
  if (encodedAlike && equalBytes(before.data(), after.data())) return true;
  try {
    const maxBytes = MAX_INFLATED_BYTES;
    return equalBytes(decodeStream(older, before, { maxBytes }), decodeStream(newer, after, { maxBytes }));
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return false;
    throw thrown;
  }
}

/** References followed while comparing what two revisions say; what needs more counts as different. */
const MAX_COMPARED_REFERENCES = 200_000;

/**
 * Compares values across two revisions through their references: an object that was written again under another
 * number is the same if all it says is. References to one and the same object count as equal here, since a change to
 * that object is judged by itself.
 */
export class DeepComparison {
  readonly #older: PdfDocument;
  readonly #newer: PdfDocument;
  /** Pairs found or assumed equal: what leads back to itself differs only if it differs elsewhere. */
  readonly #assumed = new Map<ObjectKey, Set<ObjectKey>>();
  /** Pairs assumed since the comparison began that is being made. */
  #journal: [ObjectKey, ObjectKey][] = [];
  #left = MAX_COMPARED_REFERENCES;

  constructor(older: PdfDocument, newer: PdfDocument) {
    this.#older = older;
    this.#newer = newer;
  }

  /** @throws PdfReadError or PdfLimitError where something to be compared cannot be read */
  equal(before: PdfObject | undefined, after: PdfObject | undefined): boolean {
    this.#journal = [];
    let equal = false;
    try {
      equal = this.#same(before ?? null, after ?? null);
    } finally {
      // Assumptions made on the way to "different" are void.
      if (!equal) for (const [one, other] of this.#journal) this.#assumed.get(one)?.delete(other);
    }
    return equal;
  }

  #same(before: PdfObject, after: PdfObject): boolean {
    return same(before, after, this.#older, this.#newer, (one, other) => this.#sameTargets(one, other));
  }

  #sameTargets(before: PdfObject, after: PdfObject): boolean {
    if (this.#left-- <= 0) return false;
    if (before instanceof PdfRef && after instanceof PdfRef) {
      const partners = this.#assumed.get(refKey(before)) ?? new Set();
      if (partners.has(refKey(after))) return true;
      partners.add(refKey(after));
      this.#assumed.set(refKey(before), partners);
      this.#journal.push([refKey(before), refKey(after)]);
    }
    return this.#same(this.#older.resolve(before), this.#newer.resolve(after));
  }
}
