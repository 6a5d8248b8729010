import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkByteRangeOutOfFile } from "../../../src/pades/checks/byte-range-out-of-file.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { subjectOf } from "./subject-of.ts";

it("reports a byte range that ends one byte after the file", async () => {
  const file = await forgePdf({ byteRange: ([, b, c, d = 0]) => `[0 ${b} ${c} ${d + 1}]` });
  expect(checkByteRangeOutOfFile(subjectOf(file))).toEqual([
    finding("byte-range-out-of-file", { end: file.length + 1, size: file.length }),
  ]);
});

it("reports lengths that only together lead out of the file", async () => {
  const file = await forgePdf({ byteRange: () => "[0 10 9007199254740000 10]" });
  expect(checkByteRangeOutOfFile(subjectOf(file))).toMatchObject([{ code: "byte-range-out-of-file" }]);
});

it("accepts a byte range that ends with the file", async () => {
  expect(checkByteRangeOutOfFile(subjectOf(await forgePdf()))).toEqual([]);
});
