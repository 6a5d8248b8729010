import type { Extent } from "../../objects.ts";
import type { PdfDocument } from "../document.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";
import { readTailAfter } from "../startxref.ts";
import type { XrefSection } from "../xref-section.ts";
import type { ByteAnomaly, SegmentKind } from "./segment.ts";

/** Bytes that the file says are something. */
export interface Claim extends Extent {
  readonly kind: SegmentKind;
  readonly object: number | null;
}

export interface Claims {
  readonly claims: readonly Claim[];
  readonly mismatches: readonly ByteAnomaly[];
}

/**
 * What the header and the chain say of the bytes from `from` on. The extent of an object is that of its syntax and of
 * its /Length: stream data is passed over unread. Superseded objects count like any other.
 * @throws Suspension
 */
export function collectClaims(document: PdfDocument, from: number): Claims {
  const collector = new ClaimCollector(document, from);
  if (from <= document.headerOffset) collector.claimHeader();
  const { revisions, links } = document;
  let position = 0;
  for (const revision of revisions.toReversed()) {
    const older = revisions[revision.index - 1]?.link ?? links.length;
    // A /Length is looked up in the revision that its stream came with, as whoever wrote it did.
    const opened = document.openRevision(revision);
    collector.claim({ kind: "revision-tail", start: revision.startXrefOffset, end: revision.eofEnd, object: null });
    for (; position < older; position++) {
      const link = links[position];
      if (link === undefined) break;
      collector.claimSection(link.main, opened);
      if (link.hidden !== null) collector.claimSection(link.hidden, opened);
    }
  }
  return collector.finish();
}

class ClaimCollector {
  readonly #document: PdfDocument;
  readonly #from: number;
  /** By where they start. */
  readonly #claims = new Map<number, Claim>();
  readonly #objects: {
    readonly num: number;
    readonly gen: number;
    readonly offset: number;
    readonly opened: PdfDocument;
  }[] = [];
  readonly #mismatches: ByteAnomaly[] = [];

  constructor(document: PdfDocument, from: number) {
    this.#document = document;
    this.#from = from;
  }

  claim(claim: Claim): void {
    if (claim.start >= this.#from && !this.#claims.has(claim.start)) this.#claims.set(claim.start, claim);
  }

  claimHeader(): void {
    const { headerOffset, version } = this.#document;
    this.claim({
      kind: "header",
      start: headerOffset,
      end: headerOffset + "%PDF-".length + version.length,
      object: null,
    });
  }

  claimSection(section: XrefSection, opened: PdfDocument): void {
    const { offset, end, trailerOffset, objectNumber } = section;
    this.claim({ kind: "xref-section", start: offset, end: trailerOffset ?? end, object: objectNumber });
    if (trailerOffset !== null) this.claim({ kind: "trailer", start: trailerOffset, end, object: null });
    const tail = end < this.#from ? null : readTailAfter(this.#document.view, end);
    if (tail !== null)
      this.claim({ kind: "revision-tail", start: tail.startXrefOffset, end: tail.eofEnd, object: null });
    const { size } = opened.view;
    for (const [num, entry] of section.entries) {
      if (entry.kind !== "in-file") continue;
      const { offset, gen } = entry;
      // Byte 0 and the header stand for an object that is missing; what is behind its revision is none of it (entry-anomalies.ts).
      if (offset < this.#from || offset >= size || offset === 0 || offset === this.#document.headerOffset) continue;
      this.#objects.push({ num, gen, offset, opened });
    }
  }

  /** Objects last, since a cross-reference stream may also have an entry, and is a section all the same. */
  finish(): Claims {
    for (const { num, gen, offset, opened } of this.#objects) {
      const known = this.#claims.get(offset);
      if (known !== undefined) {
        if (known.object !== num) this.#mismatch(num, offset);
        continue;
      }
      const found = parse(opened, offset);
      if (found === null || found.num !== num || found.gen !== gen) this.#mismatch(num, offset);
      if (found === null) continue;
      this.claim({ kind: "object", ...found.extent, object: found.num });
    }
    return { claims: [...this.#claims.values()].sort((a, b) => a.start - b.start), mismatches: this.#mismatches };
  }

  #mismatch(num: number, offset: number): void {
    this.#mismatches.push({ code: "entry-mismatch", start: offset, end: offset, object: num });
  }
}

function parse(
  document: PdfDocument,
  offset: number,
): { readonly num: number; readonly gen: number; readonly extent: Extent } | null {
  try {
    return document.parseAt(offset);
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return null;
    throw thrown;
  }
}
