import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Are the signed attributes DER? RFC 5652, section 5.3: they must be. They are hashed as they stand, so that a
 * reader which sorts them first would hash something else.
 */
export const checkSignedAttributesNotDer: CmsCheck = ({ signerInfo }) =>
  signerInfo?.signedAttributes?.isDer === false ? [finding("signed-attributes-not-der", {})] : [];
