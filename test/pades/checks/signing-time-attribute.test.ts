import { expect, it } from "vitest";
import { SIGNING_TIME } from "../../../src/cms/oids.ts";
import { finding } from "../../../src/findings.ts";
import { checkSigningTimeAttribute } from "../../../src/pades/checks/signing-time-attribute.ts";
import { setOf, time } from "../../../src/testing/der.ts";
import { DEMO_NOW } from "../../support/demo-certs.ts";
import { type AttributesOf, attribute } from "../../support/forged-cms.ts";
import { signatureDictionary } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

const TIMED: AttributesOf = ({ contentType, messageDigest, signingCertificate }) =>
  setOf(contentType, messageDigest, signingCertificate, attribute(SIGNING_TIME, time(DEMO_NOW)));

it("remarks on a signing time in the CMS", async () => {
  const subject = await forgedSubject({ cms: { attributes: TIMED } });
  expect(checkSigningTimeAttribute(subject)).toEqual([finding("signing-time-attribute", {})]);
});

it("says nothing of an older signature, in which it is usual", async () => {
  const subject = await forgedSubject({
    cms: { attributes: TIMED },
    dictionary: (byteRange, contents) =>
      signatureDictionary(byteRange, contents).replace("ETSI.CAdES.detached", "adbe.pkcs7.detached"),
  });
  expect(checkSigningTimeAttribute(subject)).toEqual([]);
});

it("says nothing where there is none", async () => {
  expect(checkSigningTimeAttribute(await forgedSubject())).toEqual([]);
});
