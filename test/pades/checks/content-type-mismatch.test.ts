import { expect, it } from "vitest";
import { CONTENT_TYPE, TST_INFO } from "../../../src/cms/oids.ts";
import { finding } from "../../../src/findings.ts";
import { checkContentTypeMismatch } from "../../../src/pades/checks/content-type-mismatch.ts";
import { objectIdentifier, setOf } from "../../../src/testing/der.ts";
import { attribute } from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

it("reports a CMS that declares another content than data", async () => {
  const subject = await forgedSubject({ cms: { contentType: "2.999.1" } });
  expect(checkContentTypeMismatch(subject)).toEqual([finding("content-type-mismatch", { found: "2.999.1" })]);
});

it("reports a signed attribute that says another content than data", async () => {
  const subject = await forgedSubject({
    cms: {
      attributes: ({ messageDigest }) => setOf(attribute(CONTENT_TYPE, objectIdentifier(TST_INFO)), messageDigest),
    },
  });
  expect(checkContentTypeMismatch(subject)).toEqual([finding("content-type-mismatch", { found: TST_INFO })]);
});

it("reports data where a timestamp token should be", async () => {
  const subject = await forgedSubject({
    dictionary: (byteRange, contents) =>
      `<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange ${byteRange} /Contents ${contents} >>`,
  });
  expect(checkContentTypeMismatch(subject)).toMatchObject([{ code: "content-type-mismatch" }]);
});

it("accepts data in both places", async () => {
  expect(checkContentTypeMismatch(await forgedSubject())).toEqual([]);
});
