import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Is the CMS in DER? ETSI EN 319 142-1, clause 6.3, wants it so, RFC 5652 allows BER for the framing, and many
 * producers use it; nothing signed depends on it, so that it is a remark.
 */
export const checkCmsNotDer: CmsCheck = ({ cms }) =>
  cms !== null && cms.signedData.encoding === "BER" ? [finding("cms-not-der", {})] : [];
