import type { PathStop } from "../findings.ts";
import type { Certificate, CertificateProblem } from "./certificate.ts";
import { EXTENSION, KEY_PURPOSE } from "./oids.ts";

/** Rules on one certificate, wherever it stands on a path. */

/** Irregularities that make it doubtful what a certificate says. The others (a negative serial number, …) do not. */
const FATAL_PROBLEMS: ReadonlySet<CertificateProblem> = new Set([
  "version-unknown",
  "extensions-below-version-3",
  "unique-identifier-below-version-2",
  "extension-duplicate",
  "signature-algorithm-mismatch",
  "serial-number-not-minimal",
]);

/** Extensions that decide what a certificate may do: illegible, they cannot be kept to, critical or not. */
const DECISIVE: ReadonlySet<string> = new Set([
  EXTENSION.basicConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extendedKeyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.nameConstraints,
  EXTENSION.certificatePolicies,
  EXTENSION.policyMappings,
  EXTENSION.policyConstraints,
  EXTENSION.inhibitAnyPolicy,
]);

/** Why a certificate may stand on no path at all; null where it may. */
export function contentFault(certificate: Certificate): PathStop | null {
  const { malformed, unknownCritical } = certificate.standardExtensions;
  if (certificate.problems.some((problem) => FATAL_PROBLEMS.has(problem))) return "malformed";
  if (malformed.some(({ oid, critical }) => critical || DECISIVE.has(oid))) return "malformed";
  return unknownCritical.length > 0 ? "critical-extension" : null;
}

/** Validity has the resolution of a second: within the last one it still is (RFC 5280, 4.1.2.5). */
export function validityFault(certificate: Certificate, time: Date): "not-yet-valid" | "expired" | null {
  if (!(time >= certificate.notBefore)) return "not-yet-valid";
  return Math.floor(time.getTime() / 1000) * 1000 > certificate.notAfter.getTime() ? "expired" : null;
}

/** Why a certificate below an anchor may issue none itself (RFC 5280, 6.1.4 k and n); null where it may. */
export function issuerFault(certificate: Certificate, purposes: readonly string[] | null): PathStop | null {
  const { basicConstraints, keyUsage, extendedKeyUsage } = certificate.standardExtensions;
  // Before version 3 nothing in a certificate says that it is a CA's.
  if (certificate.version !== 3 || basicConstraints?.ca !== true) return "issuer-not-ca";
  if (keyUsage !== null && !keyUsage.has("keyCertSign")) return "key-usage";
  if (purposes === null || extendedKeyUsage === null) return null;
  return extendedKeyUsage.some((purpose) => purpose === KEY_PURPOSE.any || purposes.includes(purpose))
    ? null
    : "key-usage";
}

/**
 * Why an anchor may issue nothing; null where it may. Trust makes up for a version 1 root that cannot say what it is,
 * not for a certificate that says it is no CA's: a signer trusted by itself must not issue others.
 */
export function anchorIssuerFault(certificate: Certificate): PathStop | null {
  if (certificate.version < 3) return null;
  const { malformed } = certificate.standardExtensions;
  const constraints: readonly string[] = [EXTENSION.basicConstraints, EXTENSION.nameConstraints];
  if (malformed.some(({ oid }) => constraints.includes(oid))) return "malformed";
  return issuerFault(certificate, null);
}
