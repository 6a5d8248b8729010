import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Is there a signature timestamp? Its token is not validated yet, so that it proves no time: a remark. */
export const checkTimestampNotChecked: Check = ({ signerInfo }) =>
  signerInfo?.unsignedAttributes.some(({ oid }) => oid === SIGNATURE_TIMESTAMP) === true
    ? [finding("timestamp-not-checked", {})]
    : [];
