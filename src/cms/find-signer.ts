import { Asn1Error } from "../asn1/asn1-error.ts";
import { readAsn1 } from "../asn1/cursor.ts";
import { equalBytes } from "../bytes/equal.ts";
import { digestByOid } from "../crypto/algorithms.ts";
import { digestOf } from "../crypto/digest.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type DistinguishedName, parseName } from "../x509/name.ts";
import type { SignerIdentifier } from "./signed-data.ts";
import type { EssCertificateId } from "./signing-certificate.ts";

/**
 * Every certificate that the SignerInfo's sid names (RFC 5652, section 5.3); one that is given several times counts
 * once. Whoever finds more than one cannot know who signed.
 */
export function findBySignerIdentifier(certificates: readonly Certificate[], sid: SignerIdentifier): Certificate[] {
  if (sid.kind === "keyIdentifier") {
    const named = certificates.filter(({ standardExtensions: { subjectKeyIdentifier } }) => {
      return subjectKeyIdentifier !== null && equalBytes(subjectKeyIdentifier, sid.keyIdentifier);
    });
    return distinct(named);
  }
  const issuer = createNameMatcher(sid.issuer);
  return distinct(
    certificates.filter(({ serialNumber, issuer: name }) => equalBytes(serialNumber, sid.serialNumber) && issuer(name)),
  );
}

/**
 * Every certificate that an ESSCertID or ESSCertIDv2 names: by digest, and by issuer and serial number where they are
 * there (RFC 5035, section 5). Null where the digest algorithm is not known, so that nothing can be said.
 */
export function findByEssId(certificates: readonly Certificate[], id: EssCertificateId): Certificate[] | null {
  const digest = digestByOid(id.digestOid);
  if (digest === null) return null;
  const { issuerSerial } = id;
  const issuer = issuerSerial?.issuer == null ? () => false : createNameMatcher(issuerSerial.issuer);
  const named = certificates.filter((certificate) => {
    if (!equalBytes(digestOf(digest, certificate.raw), id.hash)) return false;
    if (issuerSerial === null) return true;
    return equalBytes(certificate.serialNumber, issuerSerial.serialNumber) && issuer(certificate.issuer);
  });
  return distinct(named);
}

/** Whether a name is this one: octet for octet, or else as RFC 5280, section 7.1, compares names. */
function createNameMatcher(raw: Uint8Array): (name: DistinguishedName) => boolean {
  const parsed = tryParseName(raw);
  return (name) => equalBytes(name.raw, raw) || (parsed?.equals(name) ?? false);
}

function tryParseName(raw: Uint8Array): DistinguishedName | null {
  try {
    return parseName(readAsn1(raw));
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function distinct(certificates: readonly Certificate[]): Certificate[] {
  const seen = new Set<string>();
  return certificates.filter(({ sha256 }) => {
    if (seen.has(sha256)) return false;
    seen.add(sha256);
    return true;
  });
}
