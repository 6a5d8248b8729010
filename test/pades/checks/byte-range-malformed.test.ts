import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkByteRangeMalformed } from "../../../src/pades/checks/byte-range-malformed.ts";
import { signatureEntries } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

it.each([
  "[]",
  "[0]",
  "[0 1 2]",
  "[0 1 2 3 4]",
  "[0 1 2 3 4 5]",
  "[0 -1 2 3]",
  "[-1 2 3 4]",
  "[0 99 50 9]",
  "[0 1.5 2 3]",
])("reports %s", async (byteRange) => {
  const [only] = checkByteRangeMalformed(await forgedSubject({ byteRange: () => byteRange }));
  expect(only).toMatchObject({ code: "byte-range-malformed", severity: "fail" });
});

it("names the numbers that it found, and not more than eight of them", async () => {
  const subject = await forgedSubject({ byteRange: () => "[1 2 3 4 5 6 7 8 9 10]" });
  expect(checkByteRangeMalformed(subject)).toEqual([finding("byte-range-malformed", { byteRange: "1 2 3 4 5 6 7 8" })]);
});

it("reports that there is none", async () => {
  const subject = await forgedSubject({
    dictionary: (_, contents) => signatureEntries("", `/Contents ${contents}`),
  });
  expect(checkByteRangeMalformed(subject)).toEqual([finding("byte-range-malformed", { byteRange: "" })]);
});

it("accepts two pairs, the second after the first", async () => {
  expect(checkByteRangeMalformed(await forgedSubject())).toEqual([]);
});
