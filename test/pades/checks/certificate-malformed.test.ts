import { expect, it } from "vitest";
import { digestOf } from "../../../src/crypto/digest.ts";
import { checkCertificateMalformed } from "../../../src/pades/checks/certificate-malformed.ts";
import { octetString, sequence, setOf } from "../../../src/testing/der.ts";
import { demoChain } from "../../support/demo-certs.ts";
import { attribute } from "../../support/forged-cms.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { verifyDemo } from "../../support/signed-samples.ts";
import { forgedSubject } from "./subject-of.ts";

const [OWN = new Uint8Array(), ...OTHERS] = demoChain("cong-vu/person");

/** With a tag in its validity that no time has (RFC 5280, 4.1.2.5): signed by nobody, as it can be read by nobody. */
const malformed = OWN.slice();
const validity = malformed.findIndex((octet, at) => octet === 0x17 && malformed[at + 1] === 0x0d);
malformed[validity] = 0x04;

/** The signer's certificate cannot be read, and is the one that the signed attributes name. */
const cms = {
  certificates: [malformed, ...OTHERS],
  attributes: (honest: { contentType: Uint8Array; messageDigest: Uint8Array }) =>
    setOf(
      honest.contentType,
      honest.messageDigest,
      attribute(
        "1.2.840.113549.1.9.16.2.47",
        sequence(sequence(sequence(octetString(digestOf("SHA-256", malformed))))),
      ),
    ),
};

it("reports that the certificate which the signer named cannot be read, and nothing takes its place", async () => {
  expect(checkCertificateMalformed(await forgedSubject({ cms }))).toMatchObject([{ code: "certificate-malformed" }]);
  const { verdict, signatures } = await verifyDemo(await forgePdf({ cms }));
  expect(verdict).toBe("indeterminate");
  const [signature] = signatures;
  expect(signature).toMatchObject({
    indication: "INDETERMINATE",
    subIndication: "NO_SIGNING_CERTIFICATE_FOUND",
    integrity: { digest: "ok", signature: "unknown" },
    signer: null,
  });
  const codes = signature?.findings.map(({ code }) => code) ?? [];
  expect(codes).toContain("certificate-malformed");
  expect(codes).not.toContain("signer-certificate-not-found");
});

it("says nothing of one that nobody named: there may be any number of those", async () => {
  const certificates = [malformed, ...OTHERS];
  expect(checkCertificateMalformed(await forgedSubject({ cms: { certificates } }))).toEqual([]);
});

it("accepts the honest certificate", async () => {
  expect(checkCertificateMalformed(await forgedSubject({}))).toEqual([]);
});
