import { finding } from "../../findings.ts";
import { checkCertificateMalformed } from "./certificate-malformed.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Does the CMS hold the certificate that its SignerInfo points to (EN 319 102-1, clause 5.2.3), or /Cert that of a
 * bare signature value (ISO 32000-2, table 255)?
 */
export const checkSignerCertificateNotFound: CmsCheck = (subject) => {
  const { signerInfo, bare, signerCandidates } = subject;
  if ((signerInfo === null && bare === null) || signerCandidates.length > 0) return [];
  // One that is there and cannot be read is another matter.
  return checkCertificateMalformed(subject).length > 0 ? [] : [finding("signer-certificate-not-found", {})];
};
