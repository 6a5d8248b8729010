import type { Certificate } from "./certificate.ts";
import { EXTENSION, KEY_PURPOSE } from "./oids.ts";
import { SIGNER_PURPOSES } from "./path-settings.ts";
import type { TrustRole } from "./trust-anchor.ts";

/** Why a certificate must not be used in a role, whoever vouches for it. */
export type EndEntityFault =
  | { readonly kind: "is-ca" }
  /** keyUsage is there and grants neither digitalSignature nor nonRepudiation. */
  | { readonly kind: "key-usage" }
  /** The purposes, as OIDs, do not fit the role, or stand where the role needs them to be critical or alone. */
  | { readonly kind: "extended-key-usage"; readonly usages: readonly string[] };

/** What a leaf may be used for; empty where the role is one of its uses. Pure facts: a verifier makes findings of them. */
export function checkEndEntity(certificate: Certificate, role: TrustRole): readonly EndEntityFault[] {
  const faults: EndEntityFault[] = [];
  const { basicConstraints, keyUsage, extendedKeyUsage } = certificate.standardExtensions;
  // A CRL is signed by a CA, and an OCSP response may be; documents and timestamps are not.
  if (role !== "revocation" && basicConstraints?.ca === true) faults.push({ kind: "is-ca" });
  if (keyUsage !== null && !mayVerify(keyUsage, role)) faults.push({ kind: "key-usage" });
  if (!fitsRole(certificate, role)) faults.push({ kind: "extended-key-usage", usages: extendedKeyUsage ?? [] });
  return faults;
}

function mayVerify(keyUsage: ReadonlySet<string>, role: TrustRole): boolean {
  if (keyUsage.has("digitalSignature") || keyUsage.has("nonRepudiation")) return true;
  return role === "revocation" && keyUsage.has("cRLSign");
}

function fitsRole(certificate: Certificate, role: TrustRole): boolean {
  const purposes = certificate.standardExtensions.extendedKeyUsage;
  switch (role) {
    case "signer":
      return (
        purposes === null ||
        purposes.some((purpose) => purpose === KEY_PURPOSE.any || SIGNER_PURPOSES.includes(purpose))
      );
    case "tsa":
      // RFC 3161, 2.3: critical, and timeStamping alone.
      return isSolelyTimeStamping(certificate);
    case "revocation":
      // Who may sign status information is decided with the issuer at hand (RFC 6960, 4.2.2.2; RFC 5280, 6.3.3).
      return true;
  }
}

/** Whether a certificate is a timestamp authority's as RFC 3161, 2.3, wants it. */
function isSolelyTimeStamping(certificate: Certificate): boolean {
  const purposes = certificate.standardExtensions.extendedKeyUsage ?? [];
  const isCritical = certificate.extensions.get(EXTENSION.extendedKeyUsage)?.critical === true;
  return isCritical && purposes.length > 0 && purposes.every((purpose) => purpose === KEY_PURPOSE.timeStamping);
}
