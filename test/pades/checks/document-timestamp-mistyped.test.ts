import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkDocumentTimestampMistyped } from "../../../src/pades/checks/document-timestamp-mistyped.ts";
import { checkSignatureDictionaryMalformed } from "../../../src/pades/checks/signature-dictionary-malformed.ts";
import { signatureDictionary } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

const typed = (type: string, subFilter: string) =>
  forgedSubject({
    dictionary: (byteRange, contents) =>
      signatureDictionary(byteRange, contents)
        .replace("/Type /Sig", `/Type /${type}`)
        .replace("ETSI.CAdES.detached", subFilter),
  });

it("remarks on a document timestamp that is marked as a signature", async () => {
  const subject = await typed("Sig", "ETSI.RFC3161");
  expect(checkDocumentTimestampMistyped(subject)).toEqual([finding("document-timestamp-mistyped", {})]);
  expect(checkSignatureDictionaryMalformed(subject)).toEqual([]);
});

it("says nothing of one that is marked as what it is", async () => {
  expect(checkDocumentTimestampMistyped(await typed("DocTimeStamp", "ETSI.RFC3161"))).toEqual([]);
});

it("leaves a signature that is marked as a document timestamp to another check: that one hides a signature", async () => {
  const subject = await typed("DocTimeStamp", "ETSI.CAdES.detached");
  expect(checkDocumentTimestampMistyped(subject)).toEqual([]);
  expect(checkSignatureDictionaryMalformed(subject)).toEqual([
    finding("signature-dictionary-malformed", { key: "Type" }),
  ]);
});
