import { encodeHex } from "../bytes/hex.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { DistributionPoint, DistributionPointName } from "../x509/distribution-points.ts";
import type { GeneralName } from "../x509/general-name.ts";
import type { DistinguishedName, RelativeName } from "../x509/name.ts";
import type { Crl } from "./crl.ts";
import type { CrlEntry } from "./crl-entries.ts";
import type { IssuingDistributionPoint } from "./issuing-distribution-point.ts";
import { ALL_REASONS, type ReasonMask, reasonMask } from "./revocation-reason.ts";

/**
 * The reasons for which a CRL speaks about a certificate, by names and scopes alone (RFC 5280, 6.3.3 b and d); 0
 * where it does not. Beside the distribution points that the certificate names there is always that of its issuer.
 */
export function crlScope(crl: Crl, certificate: Certificate): ReasonMask {
  const { issuingDistributionPoint: scope } = crl;
  if (scope !== null && !coversKind(scope, certificate)) return 0;
  const covered = scope?.reasons ?? ALL_REASONS;
  let reasons = 0;
  for (const point of [...(certificate.standardExtensions.crlDistributionPoints ?? []), ISSUERS_OWN]) {
    if (isPublishedAt(crl, point, certificate)) reasons |= covered & reasonMask(point.reasons);
  }
  return reasons;
}

/** Whose CRLs may speak about a certificate: its issuer, and whom its distribution points name (RFC 5280, 4.2.1.13). */
export function crlIssuers(certificate: Certificate): readonly DistinguishedName[] {
  const points = certificate.standardExtensions.crlDistributionPoints ?? [];
  return [certificate.issuer, ...points.flatMap(({ crlIssuer }) => directoryNames(crlIssuer))];
}

/** Whether an entry with the certificate's serial number is this certificate's (RFC 5280, 5.3.3). */
export function isEntryOf(entry: CrlEntry, crl: Crl, certificate: Certificate): boolean {
  return (entry.certificateIssuer ?? [crl.issuer]).some((issuer) => issuer.equals(certificate.issuer));
}

/** 6.3.3: the CRL that an issuer publishes for all its certificates, wherever it is found. */
const ISSUERS_OWN: DistributionPoint = { name: null, reasons: null, crlIssuer: null };

/** 6.3.3 b 2 ii to iv. */
function coversKind(scope: IssuingDistributionPoint, { version, standardExtensions }: Certificate): boolean {
  if (scope.onlyAttributeCertificates) return false;
  if (!scope.onlyUserCertificates && !scope.onlyCaCertificates) return true;
  // Below version 3 a certificate cannot say which of the two it is.
  if (version < 3) return false;
  return scope.onlyCaCertificates === (standardExtensions.basicConstraints?.ca === true);
}

/** 6.3.3 b 1 and b 2 i. */
function isPublishedAt(crl: Crl, point: DistributionPoint, certificate: Certificate): boolean {
  const { issuingDistributionPoint: scope } = crl;
  if (point.crlIssuer === null) {
    if (!crl.issuer.equals(certificate.issuer)) return false;
  } else {
    if (scope === null || !scope.isIndirect) return false;
    if (!directoryNames(point.crlIssuer).some((issuer) => issuer.equals(crl.issuer))) return false;
  }
  if (scope === null || scope.name === null) return true;
  const published = nameKeys(scope.name, crl.issuer);
  return wantedNames(point, crl, certificate).some((name) => published.includes(name));
}

function wantedNames({ name, crlIssuer }: DistributionPoint, crl: Crl, certificate: Certificate): readonly string[] {
  if (name !== null) return nameKeys(name, crlIssuer === null ? certificate.issuer : crl.issuer);
  if (crlIssuer !== null) return crlIssuer.flatMap((each) => keyOf(each) ?? []);
  return [directoryKey(certificate.issuer)];
}

/** Equal for names of distribution points that match, and for no others. */
function nameKeys(name: DistributionPointName, issuer: DistinguishedName): readonly string[] {
  if (name.kind === "full") return name.names.flatMap((each) => keyOf(each) ?? []);
  return [`directory:${[...issuer.comparisonKeys, relativeKey(name.rdn)].join(",")}`];
}

function keyOf(name: GeneralName): string | null {
  switch (name.form) {
    case "directory":
      return directoryKey(name.name);
    case "uri":
    case "dns":
    case "rfc822":
      return `${name.form}:${name.text}`;
    case "ip":
      return `ip:${encodeHex(name.octets)}`;
    case "registered-id":
      return `registered-id:${name.oid}`;
    default:
      // Forms whose contents are not read match nothing.
      return null;
  }
}

function directoryKey(name: DistinguishedName): string {
  return `directory:${name.comparisonKey}`;
}

/** As DistinguishedName.comparisonKeys has one for each level. */
function relativeKey(rdn: RelativeName): string {
  return rdn
    .map((attribute) => attribute.comparisonKey)
    .sort()
    .join("+");
}

function directoryNames(names: readonly GeneralName[] | null): DistinguishedName[] {
  return (names ?? []).flatMap((name) => (name.form === "directory" ? [name.name] : []));
}
