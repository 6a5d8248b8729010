import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignatureDictionaryAmbiguous } from "../../../src/pades/checks/signature-dictionary-ambiguous.ts";
import { signatureEntries } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

it.each(["ByteRange", "Contents", "SubFilter", "Reason", "Reference"])("reports /%s that stands twice", async (key) => {
  const subject = await forgedSubject({
    dictionary: (byteRange, contents) =>
      signatureEntries(`/ByteRange ${byteRange} /${key} null /${key} null`, `/Contents ${contents}`),
  });
  expect(checkSignatureDictionaryAmbiguous(subject)).toContainEqual(finding("signature-dictionary-ambiguous", { key }));
});

it("reports a key that stands twice in the parameters of a reference", async () => {
  const subject = await forgedSubject({
    dictionary: (byteRange, contents) =>
      signatureEntries(
        `/ByteRange ${byteRange} /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 /P 3 >> >>]`,
        `/Contents ${contents}`,
      ),
  });
  expect(checkSignatureDictionaryAmbiguous(subject)).toEqual([
    finding("signature-dictionary-ambiguous", { key: "Reference/P" }),
  ]);
});

it("accepts keys that stand once", async () => {
  expect(checkSignatureDictionaryAmbiguous(await forgedSubject())).toEqual([]);
});
