import type { PdfDocument } from "../document.ts";
import { type Claim, collectClaims } from "./claims.ts";
import { lexGap } from "./lex-gap.ts";
import type { ByteAnomaly, Segment } from "./segment.ts";

export interface ByteAccount {
  /** In order; together they are the bytes from where the account starts to the end of the file, each once. */
  readonly segments: readonly Segment[];
  /** In order of where they start. */
  readonly anomalies: readonly ByteAnomaly[];
}

/**
 * Says of every byte from `from` on what it is and which revision it came with. Objects are measured, by their entry,
 * syntax and /Length; only what is between them is looked at. Linear in the number of objects and the bytes between.
 * @throws Suspension where bytes have to be fetched first; it may be called again
 */
export function accountBytes(document: PdfDocument, from = 0): ByteAccount {
  const { claims, mismatches } = collectClaims(document, from);
  const { view } = document;
  const segments: Segment[] = [];
  const anomalies: ByteAnomaly[] = [...mismatches];
  const revisionAt = revisionFinder(document);
  const parseAt = (offset: number) => document.parseAt(offset);
  let at = from;
  const fillTo = (end: number) => {
    for (const segment of lexGap({ view, parseAt }, { start: at, end })) {
      segments.push({ ...segment, revision: revisionAt(segment.start) });
      const { kind, start, object } = segment;
      if (kind === "garbage" || kind === "unnamed-object" || kind === "stray-section") {
        anomalies.push({ code: kind, start, end: segment.end, object });
      }
    }
  };
  for (const claim of claims) {
    if (claim.start > at) fillTo(claim.start);
    else if (claim.start < at)
      anomalies.push({ code: "overlap", start: claim.start, end: claim.end, object: claim.object });
    const start = Math.max(at, claim.start);
    if (claim.end <= start) continue;
    segments.push(segmentOf(claim, start, revisionAt(start)));
    at = claim.end;
  }
  if (at < view.size) fillTo(view.size);
  return { segments, anomalies: anomalies.sort((a, b) => a.start - b.start) };
}

function segmentOf({ kind, end, object }: Claim, start: number, revision: number | null): Segment {
  return { kind, start, end, object, revision };
}

/** Asked in ascending order of offsets. */
function revisionFinder({ revisions }: PdfDocument): (offset: number) => number | null {
  let index = 0;
  return (offset) => {
    while (index < revisions.length && offset >= (revisions[index]?.end ?? 0)) index++;
    return index < revisions.length ? index : null;
  };
}
