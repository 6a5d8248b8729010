import { SIGNING_TIME } from "../../cms/oids.ts";
import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Does the CMS leave the claimed time to the signature dictionary? ETSI EN 319 142-1, clause 6.3: signing-time shall
 * not be used. A claimed time proves nothing wherever it stands, so that it is a remark.
 */
export const checkSigningTimeAttribute: Check = ({ signerInfo, format }) =>
  format.isEtsi && (signerInfo?.signedAttributes?.all(SIGNING_TIME).length ?? 0) > 0
    ? [finding("signing-time-attribute", {})]
    : [];
