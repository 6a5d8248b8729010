import type { PdfDocument } from "../document.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";
import type { Revision } from "../revisions.ts";
import { sectionsOfLink, type XrefLink } from "../xref-chain.ts";
import { sameEntry, type XrefEntry } from "../xref-section.ts";

/** What is wrong with where the sections of a revision point. */
export interface EntryAnomaly {
  readonly code: /** An entry leads into the bytes of earlier revisions, to an object that none of these had there. */
    | "entry-repointed"
    /** The revision's own entry leads behind its end, so that what it means was added by somebody later. */
    | "entry-beyond-revision"
    /** The revision is read by a section that stands in the bytes of earlier ones. */
    | "section-repointed";
  /** The revision whose section it is, counted from 0. */
  readonly revision: number;
  /** Where it leads. */
  readonly offset: number;
  readonly object: number | null;
}

/** Of one kind in one revision, more of them tell nothing new. */
const MAX_PER_REVISION = 10;

interface RevisionLinks {
  readonly revision: Revision;
  readonly older: Revision | null;
  readonly own: readonly XrefLink[];
}

/**
 * Compares the places that the sections of each revision give with those of the revision before: a later revision may
 * say where objects are that it brought, and repeat what was said. Linear in the entries of all sections.
 * @throws Suspension where bytes have to be fetched first; it may be called again
 */
export function findEntryAnomalies(document: PdfDocument): readonly EntryAnomaly[] {
  const { revisions, links } = document;
  const all = revisions.map((revision): RevisionLinks => {
    const older = revisions[revision.index - 1] ?? null;
    return { revision, older, own: links.slice(revision.link, older?.link ?? links.length) };
  });
  return [
    ...all.flatMap((one) => findBeyond(document, one)),
    ...all.flatMap((one) => findRepointedSections(document, one)),
    ...findRepointedEntries(document, all),
  ];
}

/** Where a later section of the file says where the object is, nothing is left of the matter. */
function findBeyond(document: PdfDocument, { revision, own }: RevisionLinks): EntryAnomaly[] {
  const found: EntryAnomaly[] = [];
  for (const section of own.flatMap(sectionsOfLink)) {
    for (const [object, entry] of section.entries) {
      if (entry.kind !== "in-file" || entry.offset < revision.end || entry.offset >= document.view.size) continue;
      if (document.entry(object) !== entry) continue;
      found.push({ code: "entry-beyond-revision", revision: revision.index, offset: entry.offset, object });
      if (found.length === MAX_PER_REVISION) return found;
    }
  }
  return found;
}

/** A stream beside a table may be that of an earlier revision, whose trailer was copied (xref-chain.ts). */
function findRepointedSections(document: PdfDocument, { revision, older, own }: RevisionLinks): EntryAnomaly[] {
  if (older === null) return [];
  const candidates = own.flatMap(sectionsOfLink).filter(({ offset }) => offset < older.end);
  if (candidates.length === 0) return [];
  const known = new Set(document.links.slice(older.link).flatMap(sectionsOfLink));
  return candidates
    .filter((section) => !known.has(section))
    .slice(0, MAX_PER_REVISION)
    .map(({ offset }) => ({ code: "section-repointed", revision: revision.index, offset, object: null }));
}

interface Candidate {
  readonly object: number;
  readonly entry: XrefEntry;
  readonly before: XrefEntry | undefined;
  readonly place: number;
  readonly revision: Revision;
  readonly older: Revision;
}

/** A place that the object once had is none of them: going back to it is a change of its value, and judged as such. */
function findRepointedEntries(document: PdfDocument, later: readonly RevisionLinks[]): EntryAnomaly[] {
  const candidates = later.flatMap((one) => candidatesOf(document, one));
  if (candidates.length === 0) return [];
  const lastNamed = lastNamings(document, new Set(candidates.map(({ object }) => object)));
  const counts = new Map<number, number>();
  const found: EntryAnomaly[] = [];
  for (const { object, entry, before, place, revision, older } of candidates) {
    const count = counts.get(revision.index) ?? 0;
    const oldest = lastNamed.get(object)?.get(keyOf(entry)) ?? -1;
    if (count === MAX_PER_REVISION || oldest >= older.link || isSameObject(document, before, entry)) continue;
    counts.set(revision.index, count + 1);
    found.push({ code: "entry-repointed", revision: revision.index, offset: place, object });
  }
  return found;
}

function candidatesOf(document: PdfDocument, { revision, older, own }: RevisionLinks): Candidate[] {
  if (older === null) return [];
  const newerDocument = document.openRevision(revision);
  const olderDocument = document.openRevision(older);
  const found: Candidate[] = [];
  for (const section of own.flatMap(sectionsOfLink)) {
    for (const [object, listed] of section.entries) {
      if (listed.kind === "free" || (listed.kind === "in-file" && listed.offset >= older.end)) continue;
      const entry = newerDocument.entry(object);
      const place = entry === undefined ? null : placeOf(newerDocument, entry);
      if (entry === undefined || place === null || place >= older.end) continue;
      const before = olderDocument.entry(object);
      if (before !== undefined && sameEntry(before, entry)) continue;
      found.push({ object, entry, before, place, revision, older });
    }
  }
  return found;
}

/** Where an object stands in the file, or the object stream that it is in. */
function placeOf(document: PdfDocument, entry: XrefEntry): number | null {
  const holder = entry.kind === "in-stream" ? document.entry(entry.container) : entry;
  // Byte 0 stands for an object that is missing.
  return holder?.kind === "in-file" && holder.offset > 0 ? holder.offset : null;
}

/** For each of these objects and each place given for it, the position of the oldest section that does. */
function lastNamings(
  document: PdfDocument,
  objects: ReadonlySet<number>,
): ReadonlyMap<number, ReadonlyMap<string, number>> {
  const namings = new Map<number, Map<string, number>>();
  document.links.forEach((link, position) => {
    for (const [object, entry] of sectionsOfLink(link).flatMap(({ entries }) => [...entries])) {
      if (!objects.has(object)) continue;
      const places = namings.get(object);
      if (places === undefined) namings.set(object, new Map([[keyOf(entry), position]]));
      else places.set(keyOf(entry), position);
    }
  });
  return namings;
}

function keyOf(entry: XrefEntry): string {
  if (entry.kind === "free") return "free";
  return entry.kind === "in-file" ? `${entry.offset} ${entry.gen}` : `${entry.container}/${entry.index}`;
}

/** Two offsets may lead to one object, over the white space before it. */
function isSameObject(document: PdfDocument, before: XrefEntry | undefined, entry: XrefEntry): boolean {
  if (before?.kind !== "in-file" || entry.kind !== "in-file" || before.gen !== entry.gen) return false;
  try {
    return document.parseAt(before.offset).extent.start === document.parseAt(entry.offset).extent.start;
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return false;
    throw thrown;
  }
}
