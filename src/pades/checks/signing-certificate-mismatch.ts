import { findByEssId } from "../../cms/find-signer.ts";
import { SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 } from "../../cms/oids.ts";
import { parseSigningCertificate, parseSigningCertificateV2 } from "../../cms/signing-certificate.ts";
import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";
import { signedValue } from "./signed-value.ts";

/**
 * Is the certificate that the SignerInfo points to the one that was signed? EN 319 102-1, clause 5.2.3.4: the first
 * reference must match it, by digest and, where given, by issuer and serial number. A reference whose digest
 * algorithm is unknown matches nothing.
 */
export const checkSigningCertificateMismatch: CmsCheck = ({ signerInfo, signer }) => {
  const attributes = signerInfo?.signedAttributes ?? null;
  if (attributes === null || signer === null) return [];
  const references = [
    { oid: SIGNING_CERTIFICATE, parse: parseSigningCertificate },
    { oid: SIGNING_CERTIFICATE_V2, parse: parseSigningCertificateV2 },
  ];
  const matches = references
    .filter(({ oid }) => attributes.all(oid).length > 0)
    .every(({ oid, parse }) => {
      const [own] = signedValue(signerInfo, oid, parse) ?? [];
      return own !== undefined && findByEssId([signer], own)?.length === 1;
    });
  return matches ? [] : [finding("signing-certificate-mismatch", {})];
};
