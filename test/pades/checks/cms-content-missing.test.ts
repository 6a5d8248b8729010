import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkCmsContentMissing } from "../../../src/pades/checks/cms-content-missing.ts";
import { signatureDictionary } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

const dictionary = (byteRange: string, contents: string) =>
  signatureDictionary(byteRange, contents).replace("ETSI.CAdES.detached", "adbe.pkcs7.sha1");

it("reports an adbe.pkcs7.sha1 that holds nothing", async () => {
  expect(checkCmsContentMissing(await forgedSubject({ dictionary }))).toEqual([finding("cms-content-missing", {})]);
});

it("accepts one that holds something, whatever it is", async () => {
  for (const content of [new Uint8Array(20), new Uint8Array(0)]) {
    expect(checkCmsContentMissing(await forgedSubject({ dictionary, cms: { content } }))).toEqual([]);
  }
});

it("asks nothing of a detached CMS", async () => {
  expect(checkCmsContentMissing(await forgedSubject())).toEqual([]);
});
