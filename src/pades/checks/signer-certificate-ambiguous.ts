import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Is there one certificate only that the SignerInfo points to? Of two, each verifier would choose its own. */
export const checkSignerCertificateAmbiguous: Check = ({ signerCandidates }) =>
  signerCandidates.length > 1 ? [finding("signer-certificate-ambiguous", { count: signerCandidates.length })] : [];
