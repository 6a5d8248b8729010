import { expect, it } from "vitest";
import { SIGNING_CERTIFICATE_V2 } from "../../../src/cms/oids.ts";
import { finding } from "../../../src/findings.ts";
import { checkSigningCertificateMismatch } from "../../../src/pades/checks/signing-certificate-mismatch.ts";
import { integer, setOf } from "../../../src/testing/der.ts";
import { demoCertificate } from "../../support/demo-certs.ts";
import { attribute, signingCertificateV1, signingCertificateV2 } from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

const OWN = demoCertificate("cong-vu/person");
const OTHER = demoCertificate("cong-vu/officer");
const named = async (...names: Uint8Array[]) =>
  checkSigningCertificateMismatch(
    await forgedSubject({
      cms: { attributes: ({ contentType, messageDigest }) => setOf(contentType, messageDigest, ...names) },
    }),
  );
const MISMATCH = [finding("signing-certificate-mismatch", {})];

it("reports that another certificate was signed", async () => {
  expect(await named(await signingCertificateV2(OTHER))).toEqual(MISMATCH);
  expect(await named(await signingCertificateV1(OTHER))).toEqual(MISMATCH);
});

it("reports that one of two names is another's", async () => {
  expect(await named(await signingCertificateV2(OWN), await signingCertificateV1(OTHER))).toEqual(MISMATCH);
  expect(await named(await signingCertificateV2(OTHER), await signingCertificateV1(OWN))).toEqual(MISMATCH);
});

it("reports a name that cannot be read, and one that stands twice", async () => {
  expect(await named(attribute(SIGNING_CERTIFICATE_V2, integer(1)))).toEqual(MISMATCH);
  const own = await signingCertificateV2(OWN);
  expect(await named(own, own)).toEqual(MISMATCH);
});

it("accepts the signer's certificate by either attribute and any digest", async () => {
  expect(await named(await signingCertificateV1(OWN))).toEqual([]);
  for (const hash of ["SHA-256", "SHA-384", "SHA-512"] as const) {
    expect(await named(await signingCertificateV2(OWN, hash))).toEqual([]);
  }
});

it("says nothing where no certificate is named, which is another matter", async () => {
  expect(await named()).toEqual([]);
});
