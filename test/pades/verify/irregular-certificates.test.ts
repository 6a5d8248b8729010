import { expect, it } from "vitest";
import { describeSigner } from "../../../src/pades/verify/describe-signature.ts";
import type { PdfVerification } from "../../../src/pades/verify/verification.ts";
import { keyUsage } from "../../../src/testing/extensions.ts";
import { type IssueOptions, issueIdentity } from "../../../src/testing/issue.ts";
import { parseCertificate } from "../../../src/x509/certificate.ts";
import { demoIdentity } from "../../support/demo-certs.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { verifyDemo } from "../../support/signed-samples.ts";

const issue = async (changes: Partial<IssueOptions> = {}) =>
  issueIdentity(await demoIdentity("public-ca/issuing-ca"), {
    subject: [["CN", "Người ký"]],
    profile: { use: "signer" },
    key: "P-256",
    notBefore: new Date("2025-01-01T00:00:00Z"),
    notAfter: new Date("2030-01-01T00:00:00Z"),
    ...changes,
  });

const irregularitiesOf = ({ signatures }: PdfVerification) =>
  signatures.flatMap(({ findings }) => findings).filter(({ code }) => code === "certificate-irregular");

it.each<[string, Partial<IssueOptions>, string, string]>([
  ["the serial number zero", { serialNumber: Uint8Array.of(0) }, "serial-number-zero", "valid"],
  ["a serial number of 21 octets", { serialNumber: new Uint8Array(21).fill(1) }, "serial-number-too-long", "valid"],
  ["an extension given twice", { extensions: [keyUsage("keyCertSign")] }, "extension-duplicate", "indeterminate"],
])("names %s, whatever it does to the verdict", async (_what, changes, problems, verdict) => {
  const verification = await verifyDemo(await forgePdf({ cms: { identity: await issue(changes) } }));
  expect(irregularitiesOf(verification)).toEqual([
    { code: "certificate-irregular", severity: "info", params: { certificate: "Người ký", problems } },
  ]);
  expect(verification.verdict).toBe(verdict);
});

it("has nothing to say of a certificate that keeps to its standard", async () => {
  const verification = await verifyDemo(await forgePdf({ cms: { identity: await issue() } }));
  expect([verification.verdict, irregularitiesOf(verification)]).toEqual(["valid", []]);
});

it("shows every personal number of a signer masked, several of one kind behind each other", async () => {
  const { certificate } = await issue({
    subject: [
      ["UID", "CCCD:001099012345"],
      ["UID", "CMND:123456789"],
      ["UID", "CCCD:001099054321"],
      ["UID", "HC:B1234567"],
      ["UID", "MST:0101234567"],
      ["CN", "Người ký"],
    ],
  });
  expect(describeSigner(parseCertificate(certificate)).masked).toEqual({
    CCCD: "*********345, *********321",
    CMND: "******789",
    HC: "*****567",
    MST: "0101234567",
  });
});
