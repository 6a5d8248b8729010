import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/** Are there no signed attributes, and does the policy accept that (signed-attributes-missing)? A remark, so that it is said. */
export const checkSignedAttributesNotRequired: CmsCheck = ({ signerInfo, policy }) =>
  signerInfo !== null && signerInfo.signedAttributes === null && policy.acceptWithoutSignedAttributes
    ? [finding("signed-attributes-not-required", {})]
    : [];
