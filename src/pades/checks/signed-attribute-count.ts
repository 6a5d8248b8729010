import { countValues } from "../../cms/attributes.ts";
import { CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 } from "../../cms/oids.ts";
import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/** Attributes that stand once, with one value (RFC 5652, sections 11.1 and 11.2), or at most once (RFC 5035). */
const COUNTED = [
  { oid: CONTENT_TYPE, name: "content-type", required: true },
  { oid: MESSAGE_DIGEST, name: "message-digest", required: true },
  { oid: SIGNING_CERTIFICATE, name: "signing-certificate", required: false },
  { oid: SIGNING_CERTIFICATE_V2, name: "signing-certificate-v2", required: false },
] as const;

/**
 * Does each signed attribute stand as often as its standard says? Of two message digests one verifier would take
 * the first and another the last.
 */
export const checkSignedAttributeCount: CmsCheck = ({ signerInfo }) => {
  const attributes = signerInfo?.signedAttributes?.attributes;
  if (attributes === undefined) return [];
  return COUNTED.flatMap(({ oid, name, required }) => {
    const count = countValues(attributes, oid);
    return count === 1 || (count === 0 && !required)
      ? []
      : [finding("signed-attribute-count", { attribute: name, count })];
  });
};
