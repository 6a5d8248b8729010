import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSigningCertificateMissing } from "../../../src/pades/checks/signing-certificate-missing.ts";
import { setOf } from "../../../src/testing/der.ts";
import type { AttributesOf } from "../../support/forged-cms.ts";
import { signatureDictionary } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

const NAMELESS: AttributesOf = ({ contentType, messageDigest }) => setOf(contentType, messageDigest);

it("reports a PAdES signature that names no certificate", async () => {
  const subject = await forgedSubject({ cms: { attributes: NAMELESS } });
  expect(checkSigningCertificateMissing(subject)).toEqual([finding("signing-certificate-missing", {})]);
});

it("asks nothing of the kind of an older signature", async () => {
  const subject = await forgedSubject({
    cms: { attributes: NAMELESS },
    dictionary: (byteRange, contents) =>
      signatureDictionary(byteRange, contents).replace("ETSI.CAdES.detached", "adbe.pkcs7.detached"),
  });
  expect(checkSigningCertificateMissing(subject)).toEqual([]);
});

it("accepts a signature that names one", async () => {
  expect(checkSigningCertificateMissing(await forgedSubject())).toEqual([]);
});
