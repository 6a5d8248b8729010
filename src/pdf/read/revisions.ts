import type { ByteView } from "../../bytes/view.ts";
import { type RevisionTail, readTailAfter } from "./startxref.ts";
import { findOffsetBase, IMPRECISION_BYTES, type XrefLink } from "./xref-chain.ts";
import type { XrefSection } from "./xref-section.ts";

/** A prefix of the file that is a file of its own: up to an %%EOF whose startxref leads into the chain. */
export interface Revision {
  /** From 0, the oldest. */
  readonly index: number;
  /** The section that its startxref leads to. */
  readonly section: XrefSection;
  /** Position of that section among the links of the chain, from the newest. */
  readonly link: number;
  /** Where the keyword startxref stands. */
  readonly startXrefOffset: number;
  /** The offset of its section. */
  readonly xrefOffset: number;
  /** Just after %%EOF. */
  readonly eofEnd: number;
  /** After the one end-of-line marker that may follow %%EOF. */
  readonly end: number;
}

/**
 * The revisions of a file, oldest first. The two sections of a linearized file (ISO 32000-2, annex F) are one
 * revision, since the end of the file leads to the section at its front; so is a section that no %%EOF closes.
 */
export function findRevisions(
  view: ByteView,
  links: readonly XrefLink[],
  base: number,
  last: RevisionTail,
): Revision[] {
  const reach = reachOf(links);
  const positions = new Map(links.map(({ main }, position) => [main.offset, position]));
  const tails = new Map<number, RevisionTail>();
  links.forEach(({ main }, position) => {
    if (position === 0) return;
    const tail = readTailAfter(view, main.end);
    if (tail === null) return;
    // Opened by itself, the prefix must count its offsets from the same place.
    if (base > 0 && findOffsetBase(view, tail.value, base) !== base) return;
    const given = tail.value + base;
    const target = positions.get(given) ?? (Math.abs(given - main.offset) <= IMPRECISION_BYTES ? position : undefined);
    if (target === undefined || target === 0) return;
    // Older sections behind the %%EOF would be missing from the prefix.
    if ((reach[target] ?? 0) > tail.eofEnd) return;
    if (tail.eofEnd > (tails.get(target)?.eofEnd ?? 0)) tails.set(target, tail);
  });
  tails.set(0, last);

  const found: Omit<Revision, "index">[] = [];
  let newerEnd = Number.POSITIVE_INFINITY;
  for (const position of [...tails.keys()].sort((a, b) => a - b)) {
    const tail = tails.get(position);
    const section = links[position]?.main;
    // A prefix that is no shorter than a newer revision's is none of its predecessors.
    if (tail === undefined || section === undefined || tail.eofEnd >= newerEnd) continue;
    newerEnd = tail.eofEnd;
    const { startXrefOffset, eofEnd, end } = tail;
    found.push({ section, link: position, startXrefOffset, xrefOffset: section.offset, eofEnd, end });
  }
  return found.reverse().map((revision, index) => ({ index, ...revision }));
}

/** For each link, where the last section that it or an older one needs ends. */
function reachOf(links: readonly XrefLink[]): number[] {
  const reach: number[] = new Array<number>(links.length).fill(0);
  let furthest = 0;
  for (let position = links.length - 1; position >= 0; position--) {
    const link = links[position];
    furthest = Math.max(furthest, link?.main.end ?? 0, link?.hidden?.end ?? 0);
    reach[position] = furthest;
  }
  return reach;
}
