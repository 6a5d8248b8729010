import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignatureDictionaryIndirect } from "../../../src/pades/checks/signature-dictionary-indirect.ts";
import { FIELD, field, signatureEntries } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

it("reports /ByteRange and /Contents that are objects of their own", async () => {
  const subject = await forgedSubject({
    dictionary: () => signatureEntries("/ByteRange 10 0 R", "/Contents 11 0 R"),
    objects: [
      [10, "[0 1 2 3]"],
      [11, `<${"0".repeat(12_000)}>`],
    ],
  });
  expect(checkSignatureDictionaryIndirect(subject)).toEqual([
    finding("signature-dictionary-indirect", { key: "ByteRange" }),
    finding("signature-dictionary-indirect", { key: "Contents" }),
  ]);
});

it("reports a signature dictionary in an object stream", async () => {
  const subject = await forgedSubject({ layout: "stream", compressed: [7] });
  expect(checkSignatureDictionaryIndirect(subject)).toEqual([
    finding("signature-dictionary-indirect", { key: "ByteRange" }),
    finding("signature-dictionary-indirect", { key: "Contents" }),
  ]);
});

it("reports a /V that leads there by way of another object", async () => {
  const subject = await forgedSubject({
    objects: [
      [10, "7 0 R"],
      [FIELD, field("/FT /Sig /T (a) /V 10 0 R")],
    ],
  });
  expect(checkSignatureDictionaryIndirect(subject)).toEqual([finding("signature-dictionary-indirect", { key: "V" })]);
});

it("accepts both in the dictionary, in the file itself", async () => {
  expect(
    checkSignatureDictionaryIndirect(await forgedSubject({ layout: "stream", compressed: [1, 2, 3, FIELD] })),
  ).toEqual([]);
});
