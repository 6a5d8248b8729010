import { describe, expect, it } from "vitest";
import { coveredRevision, describeByteRange } from "../../../src/pdf/read/byte-range.ts";
import { onePage } from "./pdf-text.ts";

// Two revisions; the first signature could end at 500 or 501, the second at 900 or 901.
const section = onePage().table().end().open().sections[0];
const revision = (index: number, eofEnd: number) => {
  if (section === undefined) throw new Error("expected a section");
  return {
    index,
    section,
    link: 1 - index,
    startXrefOffset: eofEnd - 20,
    xrefOffset: eofEnd - 80,
    eofEnd,
    end: eofEnd + 1,
  };
};
const revisions = [revision(0, 500), revision(1, 900)];
const contents = { start: 100, end: 200 };
const describeRange = (
  byteRange: number[] | null,
  more: { fileSize?: number; contents?: typeof contents | null } = {},
) => describeByteRange({ byteRange, contents, fileSize: 901, revisions, ...more });

describe("describeByteRange", () => {
  it("says whole-file where only the end of line after the last %%EOF is left out, or nothing", () => {
    expect(describeRange([0, 100, 200, 701])).toMatchObject({ coverage: "whole-file", endsAtRevision: revisions[1] });
    expect(describeRange([0, 100, 200, 700])).toMatchObject({ coverage: "whole-file", endsAtRevision: revisions[1] });
    expect(describeRange([0, 100, 200, 800], { fileSize: 1000 })).toMatchObject({
      coverage: "whole-file",
      endsAtRevision: null,
    });
  });

  it("says whole-revision where it ends at an earlier revision's end, or bytes follow the last", () => {
    expect(describeRange([0, 100, 200, 300])).toMatchObject({
      coverage: "whole-revision",
      endsAtRevision: revisions[0],
    });
    expect(describeRange([0, 100, 200, 301])).toMatchObject({
      coverage: "whole-revision",
      endsAtRevision: revisions[0],
    });
    expect(describeRange([0, 100, 200, 700], { fileSize: 1000 })).toMatchObject({ coverage: "whole-revision" });
  });

  it.each([299, 302, 0, 699])("says partial where it ends elsewhere: after %i more bytes", (length) => {
    expect(describeRange([0, 100, 200, length])).toMatchObject({
      coverage: "partial",
      endsAtRevision: null,
      gapMatchesContents: true,
    });
  });

  it.each<[string, number[] | null, string]>([
    ["starts late", [1, 99, 200, 701], "startsAtZero"],
    ["overlaps itself", [0, 300, 200, 701], "ordered"],
    ["ends after the file", [0, 100, 200, 702], "withinFile"],
    ["has a gap larger than /Contents", [0, 99, 200, 701], "gapMatchesContents"],
    ["has a gap smaller than /Contents", [0, 101, 200, 701], "gapMatchesContents"],
    ["has a gap as large as /Contents beside it", [0, 101, 201, 700], "gapMatchesContents"],
    ["has no gap", [0, 200, 200, 701], "gapMatchesContents"],
    ["is one part", [0, 901], "wellFormed"],
    ["is three parts", [0, 100, 200, 300, 500, 401], "wellFormed"],
    ["has a negative number", [0, 100, 200, -1], "wellFormed"],
    ["has a fraction", [0, 100.5, 200, 701], "wellFormed"],
    ["has a number beyond arithmetic", [0, 100, 200, 2 ** 53], "wellFormed"],
    ["is missing", null, "wellFormed"],
  ])("says anomalous where it %s", (_, byteRange, fact) => {
    expect(describeRange(byteRange)).toMatchObject({ coverage: "anomalous", [fact]: false });
  });

  it.each([
    ["one part", [0, 901]],
    ["missing", null],
  ])("says nothing good of a range that is %s", (_, byteRange) => {
    expect(describeRange(byteRange)).toEqual({
      wellFormed: false,
      startsAtZero: false,
      ordered: false,
      withinFile: false,
      gap: null,
      gapMatchesContents: false,
      end: null,
      endsAtRevision: null,
      coverage: "anomalous",
    });
  });

  it("tells the facts of a range that covers the file", () => {
    expect(describeRange([0, 100, 200, 701])).toEqual({
      wellFormed: true,
      startsAtZero: true,
      ordered: true,
      withinFile: true,
      gap: contents,
      gapMatchesContents: true,
      end: 901,
      endsAtRevision: revisions[1],
      coverage: "whole-file",
    });
  });

  it("says that a range leaves the file where its first part does, though its second part does not", () => {
    expect(describeRange([0, 902, 200, 701])).toMatchObject({ withinFile: false, ordered: false, gap: null });
    expect(describeRange([0, 901, 901, 0])).toMatchObject({ withinFile: true, gap: { start: 901, end: 901 } });
  });

  it("says that the gap is not /Contents where it goes on after it", () => {
    expect(describeRange([0, 100, 201, 700])).toMatchObject({ gapMatchesContents: false, coverage: "anomalous" });
  });

  it("says anomalous where /Contents does not stand in the file itself", () => {
    expect(describeRange([0, 100, 200, 701], { contents: null })).toMatchObject({
      coverage: "anomalous",
      gapMatchesContents: false,
    });
  });

  it("says partial at best where /Contents stands in a later revision than it covers", () => {
    const later = describeRange([0, 100, 200, 300], { contents: { start: 600, end: 700 } });
    expect(later).toMatchObject({ coverage: "partial", gapMatchesContents: false, endsAtRevision: revisions[0] });
  });

  it("says anomalous where the parts overlap and /Contents stands behind both", () => {
    expect(describeRange([0, 300, 200, 100], { contents: { start: 600, end: 700 } }).coverage).toBe("anomalous");
  });

  it("says anomalous where the gap has no room for the /Contents of that later revision, or would reach into it", () => {
    const at = (start: number, end: number) => describeRange([0, 100, 200, 300], { contents: { start, end } });
    expect(at(500, 600).coverage).toBe("partial");
    expect(at(499, 599).coverage).toBe("anomalous");
    expect(at(600, 699).coverage).toBe("anomalous");
    expect(at(600, 701).coverage).toBe("anomalous");
  });
});

describe("coveredRevision", () => {
  const covered = (byteRange: number[], more?: Parameters<typeof describeRange>[1]) =>
    coveredRevision(describeRange(byteRange, more));

  it("is the revision that a range covers but for its gap", () => {
    expect(covered([0, 100, 200, 701])).toBe(revisions[1]);
    expect(covered([0, 100, 200, 300])).toBe(revisions[0]);
  });

  it("is none where the range ends at a revision but leaves out something else than its /Contents", () => {
    expect(covered([1, 99, 200, 701])).toBeNull();
    expect(covered([0, 99, 200, 701])).toBeNull();
    expect(covered([0, 100, 200, 300], { contents: { start: 600, end: 700 } })).toBeNull();
  });

  it("is none where the range ends elsewhere", () => {
    expect(covered([0, 100, 200, 299])).toBeNull();
  });
});
