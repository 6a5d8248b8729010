import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkByteRangeStartsLate } from "../../../src/pades/checks/byte-range-starts-late.ts";
import { forgedSubject } from "./subject-of.ts";

it("reports a byte range that leaves out the first byte", async () => {
  const subject = await forgedSubject({ byteRange: ([, b = 0, c, d]) => `[1 ${b - 1} ${c} ${d}]` });
  expect(checkByteRangeStartsLate(subject)).toEqual([finding("byte-range-starts-late", { start: 1 })]);
});

it("accepts a byte range that starts with the file", async () => {
  expect(checkByteRangeStartsLate(await forgedSubject())).toEqual([]);
});
