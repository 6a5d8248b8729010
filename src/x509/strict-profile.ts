import type { Certificate } from "./certificate.ts";
import { EXTENSION } from "./oids.ts";

/** Where a certificate stands on its path. */
export type PathPosition = "leaf" | "ca" | "anchor";

/**
 * Whether a certificate breaks a rule that RFC 5280, section 4, gives to those who issue. Verifiers need not care, and
 * by default we do not; PathSettings.strict asks for it.
 */
export function isOutsideProfile(certificate: Certificate, position: PathPosition): boolean {
  return RULES.some((rule) => rule(certificate, position));
}

type Rule = (certificate: Certificate, position: PathPosition) => boolean;

const isCritical = (certificate: Certificate, oid: string): boolean =>
  certificate.extensions.get(oid)?.critical === true;
const isNonCritical = (certificate: Certificate, oid: string): boolean =>
  certificate.extensions.get(oid)?.critical === false;

const MUST_BE_CRITICAL = [
  EXTENSION.nameConstraints, // 4.2.1.10
  EXTENSION.policyConstraints, // 4.2.1.11
  EXTENSION.inhibitAnyPolicy, // 4.2.1.14
];

const MUST_NOT_BE_CRITICAL = [
  EXTENSION.authorityKeyIdentifier, // 4.2.1.1
  EXTENSION.subjectKeyIdentifier, // 4.2.1.2
  EXTENSION.authorityInfoAccess, // 4.2.2.1
  EXTENSION.subjectInfoAccess, // 4.2.2.2
  EXTENSION.freshestCrl, // 4.2.1.15
];

const RULES: readonly Rule[] = [
  (certificate) => certificate.problems.length > 0,
  ({ standardExtensions }) => standardExtensions.malformed.length > 0,
  (certificate) => MUST_BE_CRITICAL.some((oid) => isNonCritical(certificate, oid)),
  (certificate) => MUST_NOT_BE_CRITICAL.some((oid) => isCritical(certificate, oid)),
  // 4.1.2.4 and 4.1.2.6: an issuer, and so a CA's subject, has a name.
  ({ issuer, subject }, position) => issuer.isEmpty || (position !== "leaf" && subject.isEmpty),
  // 4.2.1.6: without a subject, the alternative name is what the certificate is about.
  (certificate) => certificate.subject.isEmpty && !isCritical(certificate, EXTENSION.subjectAltName),
  // 4.2.1.1: a key identifier of the issuer everywhere but in a root.
  ({ standardExtensions, isSelfIssued }, position) =>
    (standardExtensions.authorityKeyIdentifier?.keyIdentifier ?? null) === null &&
    !(position === "anchor" && isSelfIssued),
  // 4.2.1.2, 4.2.1.9: what a CA certificate holds.
  ({ standardExtensions }, position) => position !== "leaf" && standardExtensions.subjectKeyIdentifier === null,
  (certificate, position) => position !== "leaf" && !isCritical(certificate, EXTENSION.basicConstraints),
  // 4.2.1.3, 4.2.1.9, 4.2.1.10: what only a CA certificate holds.
  ({ standardExtensions }) =>
    standardExtensions.basicConstraints?.ca !== true &&
    (standardExtensions.nameConstraints !== null ||
      standardExtensions.keyUsage?.has("keyCertSign") === true ||
      (standardExtensions.basicConstraints?.pathLength ?? null) !== null),
  // RFC 5480, 2.1.1: EC keys on named curves; here too any key that cannot be used.
  ({ publicKey }) => publicKey === null || publicKey.kind === "unknown",
];
