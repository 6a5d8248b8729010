import type { SignatureVerification } from "../pades/verify/verification.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { personOf } from "../x509/person.ts";

/** Numbers with their kind, such as CCCD. */
export type PersonalNumbers = readonly (readonly [kind: string, number: string])[];

type Signer = Pick<SignatureVerification, "signer" | "signerCertificate">;

/**
 * The numbers that a signer's certificate names them by, in full: for whoever makes the report and asks for that on purpose.
 * Reading the certificate anew is more than a page loads, so that what shows reports is handed this and does not import it.
 */
export function fullPersonalNumbers({ signer, signerCertificate }: Signer): PersonalNumbers {
  if (signerCertificate === null) return Object.entries(signer?.masked ?? {});
  return personOf(parseCertificate(signerCertificate).subject).identifiers.map(({ kind, value }) => [kind, value]);
}
