import type { Extent } from "../objects.ts";
import type { Revision } from "./revisions.ts";

/** What a signature's /ByteRange covers of the file it stands in (ISO 32000-2, 12.8.1). No judgment, only geometry. */
export interface ByteRangeFacts {
  /** Whether it is two pairs of an offset and a length. */
  readonly wellFormed: boolean;
  readonly startsAtZero: boolean;
  /** The second part starts after the first ends. */
  readonly ordered: boolean;
  readonly withinFile: boolean;
  /** Between the two parts; null where the range is not well formed and ordered. */
  readonly gap: Extent | null;
  /** The gap is the hexadecimal string token of /Contents with its < and >, to the byte. */
  readonly gapMatchesContents: boolean;
  /** Where the second part ends; null where the range is not well formed. */
  readonly end: number | null;
  /** The revision at whose end the range ends: after its %%EOF, with or without the end of line that follows. */
  readonly endsAtRevision: Revision | null;
  /**
   * whole-file: it starts at 0, has exactly that gap, and nothing follows it but the end of line after the last
   * %%EOF. whole-revision: the same, but it ends at the end of a revision that more bytes follow. partial: it is
   * contiguous from 0 but for its gap, and ends elsewhere. anomalous: anything else.
   */
  readonly coverage: "whole-file" | "whole-revision" | "partial" | "anomalous";
}

export interface ByteRangeInput {
  /** The numbers of /ByteRange as written. */
  readonly byteRange: readonly number[] | null;
  /** Of the /Contents token, delimiters included; null where it does not stand in the file itself. */
  readonly contents: Extent | null;
  readonly fileSize: number;
  readonly revisions: readonly Revision[];
}

const NOTHING: ByteRangeFacts = {
  wellFormed: false,
  startsAtZero: false,
  ordered: false,
  withinFile: false,
  gap: null,
  gapMatchesContents: false,
  end: null,
  endsAtRevision: null,
  coverage: "anomalous",
};

export function describeByteRange({ byteRange, contents, fileSize, revisions }: ByteRangeInput): ByteRangeFacts {
  if (byteRange === null || byteRange.length !== 4 || !byteRange.every(isOffset)) return NOTHING;
  const [start = 0, firstLength = 0, second = 0, secondLength = 0] = byteRange;
  const gapStart = start + firstLength;
  const end = second + secondLength;
  const ordered = gapStart <= second;
  const gap = ordered ? { start: gapStart, end: second } : null;
  const facts = {
    wellFormed: true,
    startsAtZero: start === 0,
    ordered,
    withinFile: end <= fileSize && gapStart <= fileSize,
    gap,
    gapMatchesContents: gap !== null && contents !== null && gap.start === contents.start && gap.end === contents.end,
    end,
    endsAtRevision: revisions.find((revision) => revision.eofEnd <= end && end <= revision.end) ?? null,
  };
  return { ...facts, coverage: coverageOf(facts, contents, fileSize) };
}

/** The revision that a range covers in full but for its gap, so that later ones can be compared with it; null: none. */
export function coveredRevision({ coverage, endsAtRevision }: ByteRangeFacts): Revision | null {
  return coverage === "whole-file" || coverage === "whole-revision" ? endsAtRevision : null;
}

function coverageOf(
  facts: Omit<ByteRangeFacts, "coverage" | "end"> & { readonly end: number },
  contents: Extent | null,
  fileSize: number,
): ByteRangeFacts["coverage"] {
  const { startsAtZero, withinFile, gap, gapMatchesContents, end, endsAtRevision } = facts;
  if (!startsAtZero || !withinFile || gap === null || contents === null) return "anomalous";
  // A signature dictionary written again in a later revision is not in the bytes it covers, but they may still be
  // one block from the start with room for its /Contents.
  if (!gapMatchesContents)
    return contents.start >= end && lengthOf(gap) === lengthOf(contents) ? "partial" : "anomalous";
  if (end === fileSize || endsAtRevision?.end === fileSize) return "whole-file";
  return endsAtRevision === null ? "partial" : "whole-revision";
}

function lengthOf({ start, end }: Extent): number {
  return end - start;
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
