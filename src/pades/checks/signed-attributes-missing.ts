import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Are there signed attributes? ETSI EN 319 122-1, clause 5.1, requires them: without, nothing signed names the
 * signer's certificate, and octets that are attributes elsewhere could pass for content.
 */
export const checkSignedAttributesMissing: CmsCheck = ({ signerInfo, policy }) =>
  signerInfo !== null && signerInfo.signedAttributes === null && !policy.acceptWithoutSignedAttributes
    ? [finding("signed-attributes-missing", {})]
    : [];
