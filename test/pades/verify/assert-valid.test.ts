import { expect, it } from "vitest";
import { PadesError } from "../../../src/errors.ts";
import { finding } from "../../../src/findings.ts";
import { assertValid } from "../../../src/pades/verify/assert-valid.ts";
import type { PdfVerification } from "../../../src/pades/verify/verification.ts";
import { signatureOf, verificationOf, verificationWith } from "../../support/verifications.ts";

function refusal(verification: PdfVerification): string {
  try {
    assertValid(verification);
  } catch (error) {
    if (error instanceof PadesError && error.code === "ERR_NOT_VALID") return error.message;
    throw error;
  }
  return "valid";
}

it("lets a valid verification pass, remarks and all", () => {
  expect(refusal(verificationWith(finding("rsa-pkcs1-v15", {})))).toBe("valid");
});

it("names the verdict and the first fault, not what was merely undecided before it", () => {
  const verification = verificationWith(
    finding("revocation-not-checked", { certificate: "CN=DEMO" }),
    finding("digest-mismatch", { algorithm: "SHA-256" }),
  );
  expect(refusal(verification)).toBe('verdict invalid, expected valid: digest-mismatch {"algorithm":"SHA-256"}');
});

it("names what is undecided where there is no fault, and not a remark", () => {
  const verification = verificationWith(finding("rsa-pkcs1-v15", {}), finding("no-trust-anchors", {}));
  expect(refusal(verification)).toBe("verdict indeterminate, expected valid: no-trust-anchors {}");
});

it("names that nothing is signed", () => {
  expect(refusal(verificationOf([]))).toBe("verdict unsigned, expected valid: not-signed {}");
});

it("refuses an invalid verification for which nobody gave a reason", () => {
  expect(refusal(verificationOf([signatureOf()], { verdict: "invalid" }))).toBe("verdict invalid, expected valid");
});
