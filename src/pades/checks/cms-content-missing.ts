import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Does the CMS hold the digest of the document? ISO 32000-1, 12.8.3.3.1: for adbe.pkcs7.sha1 it is the encapsulated
 * content. A CMS without content signs something else, or the document in a way that its /SubFilter denies.
 */
export const checkCmsContentMissing: CmsCheck = ({ cms, format }) =>
  cms !== null && format.content === "sha1-digest" && cms.signedData.content === null
    ? [finding("cms-content-missing", {})]
    : [];
