import { SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 } from "../../cms/oids.ts";
import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Does what was signed name the signer's certificate? ETSI EN 319 142-1, clause 6.3; without it the certificate
 * could be exchanged for another one of the same key.
 */
export const checkSigningCertificateMissing: CmsCheck = ({ signerInfo, format }) => {
  const attributes = signerInfo?.signedAttributes ?? null;
  if (attributes === null || !format.isEtsi) return [];
  const named = attributes.all(SIGNING_CERTIFICATE).length + attributes.all(SIGNING_CERTIFICATE_V2).length > 0;
  return named ? [] : [finding("signing-certificate-missing", {})];
};
