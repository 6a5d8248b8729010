import { expect, it } from "vitest";
import { SIGNING_CERTIFICATE } from "../../../src/cms/oids.ts";
import { finding } from "../../../src/findings.ts";
import { checkSignedAttributeCount } from "../../../src/pades/checks/signed-attribute-count.ts";
import { octetString, setOf } from "../../../src/testing/der.ts";
import { demoCertificate } from "../../support/demo-certs.ts";
import {
  type AttributesOf,
  attribute,
  messageDigestAttribute,
  signingCertificateV1,
} from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

const counted = async (attributes: AttributesOf) =>
  checkSignedAttributeCount(await forgedSubject({ cms: { attributes } }));

it("reports what is missing", async () => {
  expect(await counted(({ messageDigest }) => setOf(messageDigest))).toEqual([
    finding("signed-attribute-count", { attribute: "content-type", count: 0 }),
  ]);
  expect(await counted(({ contentType }) => setOf(contentType))).toEqual([
    finding("signed-attribute-count", { attribute: "message-digest", count: 0 }),
  ]);
});

it("reports what stands twice, even with the same value", async () => {
  expect(await counted(({ contentType, messageDigest }) => setOf(contentType, messageDigest, messageDigest))).toEqual([
    finding("signed-attribute-count", { attribute: "message-digest", count: 2 }),
  ]);
  expect(
    await counted(({ contentType, messageDigest, signingCertificate }) =>
      setOf(contentType, messageDigest, signingCertificate, signingCertificate),
    ),
  ).toEqual([finding("signed-attribute-count", { attribute: "signing-certificate-v2", count: 2 })]);
});

it("reports an attribute with two values, and one with none", async () => {
  const value = octetString(new Uint8Array(32));
  expect(
    await counted(({ contentType }) => setOf(contentType, attribute("1.2.840.113549.1.9.4", value, value))),
  ).toEqual([finding("signed-attribute-count", { attribute: "message-digest", count: 2 })]);
  expect(
    await counted(({ contentType, messageDigest }) =>
      setOf(contentType, messageDigest, attribute(SIGNING_CERTIFICATE)),
    ),
  ).toEqual([finding("signed-attribute-count", { attribute: "signing-certificate", count: 2 })]);
});

it("accepts each once, the older and the newer name of the certificate together", async () => {
  const older = await signingCertificateV1(demoCertificate("cong-vu/person"));
  const findings = await counted(({ contentType, signingCertificate }) =>
    setOf(contentType, messageDigestAttribute(new Uint8Array(32)), signingCertificate, older),
  );
  expect(findings).toEqual([]);
});
