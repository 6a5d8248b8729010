import { Asn1Error } from "../../asn1/asn1-error.ts";
import { equalBytes } from "../../bytes/equal.ts";
import { SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 } from "../../cms/oids.ts";
import { parseSigningCertificate, parseSigningCertificateV2 } from "../../cms/signing-certificate.ts";
import { digestByOid } from "../../crypto/algorithms.ts";
import { digestOf } from "../../crypto/digest.ts";
import { finding } from "../../findings.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import type { CmsCheck } from "./check.ts";
import { signedValue } from "./signed-value.ts";
import type { CmsSubject } from "./subject.ts";

/**
 * Can the certificate be read that the signed attributes name (EN 319 102-1, clause 5.2.3; RFC 5035, section 3), where
 * the SignerInfo points to none? Whose it is would be what each reader makes of it: none of the others takes its place.
 */
export const checkCertificateMalformed: CmsCheck = (subject) => {
  const der = namedByDigest(subject);
  const detail = der === null ? null : malformation(der);
  return detail === null ? [] : [finding("certificate-malformed", { detail })];
};

function namedByDigest({ cms, signerInfo, signerCandidates }: CmsSubject): Uint8Array | null {
  if (cms === null || signerInfo === null || signerCandidates.length > 0) return null;
  const [named] =
    signedValue(signerInfo, SIGNING_CERTIFICATE_V2, parseSigningCertificateV2) ??
    signedValue(signerInfo, SIGNING_CERTIFICATE, parseSigningCertificate) ??
    [];
  const digest = named === undefined ? null : digestByOid(named.digestOid);
  if (named === undefined || digest === null) return null;
  return cms.signedData.certificates.find((der) => equalBytes(digestOf(digest, der), named.hash)) ?? null;
}

/** What keeps it from being read; null where nothing does. */
function malformation(der: Uint8Array): string | null {
  try {
    parseCertificate(der);
    return null;
  } catch (error) {
    if (error instanceof Asn1Error) return error.message;
    throw error;
  }
}
