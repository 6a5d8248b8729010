import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/** Is there one certificate only that the SignerInfo points to? Of two, each verifier would choose its own. */
export const checkSignerCertificateAmbiguous: CmsCheck = ({ signerCandidates }) =>
  signerCandidates.length > 1 ? [finding("signer-certificate-ambiguous", { count: signerCandidates.length })] : [];
