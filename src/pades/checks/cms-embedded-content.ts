import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Is the CMS detached? ISO 32000-2, 12.8.3.3.1: no data is encapsulated. A verifier that prefers embedded content
 * would check that instead of the document.
 */
export const checkCmsEmbeddedContent: CmsCheck = ({ cms, format }) =>
  cms !== null && format.content === "detached" && cms.signedData.content !== null
    ? [finding("cms-embedded-content", {})]
    : [];
