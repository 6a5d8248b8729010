import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignatureDictionaryMalformed } from "../../../src/pades/checks/signature-dictionary-malformed.ts";
import { signatureDictionary } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

it.each(["Filter", "SubFilter", "ByteRange", "Contents"])("reports that /%s is missing", async (key) => {
  const subject = await forgedSubject({
    dictionary: (byteRange, contents) => signatureDictionary(byteRange, contents).replace(`/${key} `, `/X${key} `),
  });
  expect(checkSignatureDictionaryMalformed(subject)).toEqual([finding("signature-dictionary-malformed", { key })]);
});

it.each([
  ["Filter", "/Filter /Adobe.PPKLite", "/Filter (Adobe.PPKLite)"],
  ["M", "/M (D:20260115030000Z)", "/M 2026"],
  ["Type", "/Type /Sig", "/Type /DocTimeStamp"],
  ["Reason", "/Type /Sig", "/Reason /Approval"],
  ["Reference", "/Type /Sig", "/Reference 5"],
])("reports /%s of another type", async (key, before, after) => {
  const subject = await forgedSubject({
    dictionary: (byteRange, contents) => signatureDictionary(byteRange, contents).replace(before, after),
  });
  expect(checkSignatureDictionaryMalformed(subject)).toEqual([finding("signature-dictionary-malformed", { key })]);
});

it("accepts a dictionary without /Type", async () => {
  const subject = await forgedSubject({
    dictionary: (byteRange, contents) => signatureDictionary(byteRange, contents).replace("/Type /Sig", ""),
  });
  expect(checkSignatureDictionaryMalformed(subject)).toEqual([]);
});

it("accepts a dictionary with all it needs", async () => {
  expect(checkSignatureDictionaryMalformed(await forgedSubject())).toEqual([]);
});
