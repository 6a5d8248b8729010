import { parseContentType } from "../../cms/attributes.ts";
import { CONTENT_TYPE, DATA, TST_INFO } from "../../cms/oids.ts";
import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";
import { signedValue } from "./signed-value.ts";

/**
 * Does the CMS say that it signs what it is used for? RFC 5652, section 11.1: the attribute equals eContentType;
 * ETSI EN 319 142-1, clause 6.3: id-data, and a timestamp token holds a TSTInfo. Otherwise a signature made for
 * another purpose could be carried over into a document.
 */
export const checkContentTypeMismatch: CmsCheck = ({ cms, signerInfo, format }) => {
  if (cms === null) return [];
  const expected = format.content === "timestamp-token" ? TST_INFO : DATA;
  const declared = cms.signedData.contentType;
  const signed = signedValue(signerInfo, CONTENT_TYPE, parseContentType);
  const wrong = [declared, ...(signed === null ? [] : [signed])].find((oid) => oid !== expected);
  return wrong === undefined ? [] : [finding("content-type-mismatch", { found: wrong })];
};
