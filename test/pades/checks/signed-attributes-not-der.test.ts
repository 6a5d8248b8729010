import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignedAttributesNotDer } from "../../../src/pades/checks/signed-attributes-not-der.ts";
import { setOf } from "../../../src/testing/der.ts";
import { indefiniteFrame, unsortedSet } from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

it("reports attributes in another order", async () => {
  const subject = await forgedSubject({
    cms: {
      attributes: ({ contentType, messageDigest, signingCertificate }) =>
        unsortedSet(messageDigest, contentType, signingCertificate),
    },
  });
  expect(checkSignedAttributesNotDer(subject)).toEqual([finding("signed-attributes-not-der", {})]);
});

it("reports a length that is not in its shortest form", async () => {
  const subject = await forgedSubject({
    cms: {
      attributes: ({ contentType: [tag = 0, length = 0, ...rest], messageDigest }) =>
        setOf(Uint8Array.of(tag, 0x81, length, ...rest), messageDigest),
    },
  });
  expect(checkSignedAttributesNotDer(subject)).toEqual([finding("signed-attributes-not-der", {})]);
});

it("accepts DER, inside a frame of BER too", async () => {
  expect(checkSignedAttributesNotDer(await forgedSubject())).toEqual([]);
  expect(checkSignedAttributesNotDer(await forgedSubject({ cms: { frame: indefiniteFrame } }))).toEqual([]);
});
