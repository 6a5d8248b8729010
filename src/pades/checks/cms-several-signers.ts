import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Is there exactly one SignerInfo? ETSI EN 319 142-1, clause 6.3; with a second one, two verifiers may each judge
 * another signer.
 */
export const checkCmsSeveralSigners: CmsCheck = ({ cms }) =>
  cms !== null && cms.signedData.signerInfos.length !== 1
    ? [finding("cms-several-signers", { signers: cms.signedData.signerInfos.length })]
    : [];
