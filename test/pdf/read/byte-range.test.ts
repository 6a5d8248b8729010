import { describe, expect, it } from "vitest";
import { describeByteRange } from "../../../src/pdf/read/byte-range.ts";
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
});
