import type { SignatureVerification } from "../pades/verify/verification.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { personOf } from "../x509/person.ts";

/**
 * The numbers that a signer's certificate names them by, with their kind: personal ones masked, but in full where whoever
 * makes the report asks for that on purpose.
 */
export function personalNumbers(
  { signer, signerCertificate }: Pick<SignatureVerification, "signer" | "signerCertificate">,
  unmask: boolean,
): readonly (readonly [kind: string, number: string])[] {
  if (!unmask || signerCertificate === null) return Object.entries(signer?.masked ?? {});
  return personOf(parseCertificate(signerCertificate).subject).identifiers.map(({ kind, value }) => [kind, value]);
}
