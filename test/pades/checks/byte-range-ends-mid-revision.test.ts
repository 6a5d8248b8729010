import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkByteRangeEndsMidRevision } from "../../../src/pades/checks/byte-range-ends-mid-revision.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { subjectOf } from "./subject-of.ts";

it("reports a byte range that ends before the %%EOF of its revision", async () => {
  const file = await forgePdf({ byteRange: ([, b, c, d = 0]) => `[0 ${b} ${c} ${d - 10}]` });
  expect(checkByteRangeEndsMidRevision(subjectOf(file))).toEqual([
    finding("byte-range-ends-mid-revision", { end: file.length - 10 }),
  ]);
});

it("accepts a byte range that ends with %%EOF, with or without the end of its line", async () => {
  for (const less of [0, 1]) {
    const file = await forgePdf({ byteRange: ([, b, c, d = 0]) => `[0 ${b} ${c} ${d - less}]` });
    expect(checkByteRangeEndsMidRevision(subjectOf(file))).toEqual([]);
  }
});

it("leaves a byte range that ends after the file to another check", async () => {
  const file = await forgePdf({ byteRange: ([, b, c, d = 0]) => `[0 ${b} ${c} ${d + 10}]` });
  expect(checkByteRangeEndsMidRevision(subjectOf(file))).toEqual([]);
});
