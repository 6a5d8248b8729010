import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignerCertificateAmbiguous } from "../../../src/pades/checks/signer-certificate-ambiguous.ts";
import { demoChain } from "../../support/demo-certs.ts";
import { findLastText, overwrite } from "../../support/pdf-surgery.ts";
import { forgedSubject } from "./subject-of.ts";

const CHAIN = demoChain("cong-vu/person");
const [OWN = new Uint8Array()] = CHAIN;
// Another letter in the subject: the issuer and the serial number stay.
const TWIN = overwrite(OWN, findLastText(OWN, "DEMO").start, "d");

it("counts the certificates that the SignerInfo points to", async () => {
  const subject = await forgedSubject({ cms: { certificates: [...CHAIN, TWIN] } });
  expect(checkSignerCertificateAmbiguous(subject)).toEqual([finding("signer-certificate-ambiguous", { count: 2 })]);
});

it("counts the same certificate once, however often it is there", async () => {
  expect(checkSignerCertificateAmbiguous(await forgedSubject({ cms: { certificates: [...CHAIN, OWN] } }))).toEqual([]);
});
