import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignerCertificateNotFound } from "../../../src/pades/checks/signer-certificate-not-found.ts";
import { demoChain, demoIdentity } from "../../support/demo-certs.ts";
import { issuerAndSerial } from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

it("reports that the CMS lacks the signer's certificate", async () => {
  const [, ...others] = demoChain("cong-vu/person");
  const subject = await forgedSubject({ cms: { certificates: others } });
  expect(checkSignerCertificateNotFound(subject)).toEqual([finding("signer-certificate-not-found", {})]);
});

it("reports a SignerInfo that points to another certificate", async () => {
  const sid = issuerAndSerial(await demoIdentity("cong-vu/officer"));
  expect(checkSignerCertificateNotFound(await forgedSubject({ cms: { sid } }))).toEqual([
    finding("signer-certificate-not-found", {}),
  ]);
});

it("says nothing where there is no SignerInfo, which is another matter", async () => {
  expect(checkSignerCertificateNotFound(await forgedSubject({ cms: { signerInfos: () => [] } }))).toEqual([]);
});

it("accepts a CMS with the signer's certificate alone", async () => {
  const [own] = demoChain("cong-vu/person");
  expect(
    checkSignerCertificateNotFound(await forgedSubject({ cms: { certificates: own === undefined ? [] : [own] } })),
  ).toEqual([]);
});
