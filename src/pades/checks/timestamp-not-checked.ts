import { CONTENT_TIMESTAMP } from "../../cms/oids.ts";
import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Is there a content timestamp? It would prove that signing came after it, which nothing here makes use of: a remark. */
export const checkTimestampNotChecked: Check = ({ signerInfo }) =>
  (signerInfo?.signedAttributes?.all(CONTENT_TIMESTAMP).length ?? 0) > 0 ? [finding("timestamp-not-checked", {})] : [];
