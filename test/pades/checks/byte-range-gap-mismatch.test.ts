import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkByteRangeGapMismatch } from "../../../src/pades/checks/byte-range-gap-mismatch.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { findSignature } from "../../support/pdf-surgery.ts";
import { subjectOf } from "./subject-of.ts";

it.each([
  ["one byte wider at the front", -1, 0],
  ["one byte wider at the back", 0, 1],
  ["without the brackets of /Contents", 1, -1],
  ["moved by one byte", 1, 1],
])("reports a gap %s", async (_, front, back) => {
  const file = await forgePdf({
    byteRange: ([, b = 0, c = 0, d = 0]) => `[0 ${b + front} ${c + back} ${d - back}]`,
  });
  const { contents } = findSignature(file);
  expect(checkByteRangeGapMismatch(subjectOf(file))).toEqual([
    finding("byte-range-gap-mismatch", {
      gapStart: contents.start + front,
      gapEnd: contents.end + back,
      contentsStart: contents.start,
      contentsEnd: contents.end,
    }),
  ]);
});

it("reports any gap where there is no /Contents in the file", async () => {
  const file = await forgePdf({
    dictionary: (byteRange, contents) => `<< /Type /Sig /ByteRange ${byteRange} /Spare ${contents} >>`,
  });
  expect(checkByteRangeGapMismatch(subjectOf(file))).toMatchObject([{ params: { contentsStart: 0, contentsEnd: 0 } }]);
});

it("accepts a gap that is the string of /Contents to the byte", async () => {
  expect(checkByteRangeGapMismatch(subjectOf(await forgePdf()))).toEqual([]);
});
