import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Can every certificate of the CMS be read? One that cannot is not used, so that it is a remark. */
export const checkCmsExtraCertificatesMalformed: Check = ({ cms }) =>
  cms !== null && cms.malformedCertificates > 0
    ? [finding("cms-extra-certificates-malformed", { count: cms.malformedCertificates })]
    : [];
