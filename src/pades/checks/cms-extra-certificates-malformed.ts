import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/** Can every certificate of the CMS, or of /Cert, be read? One that cannot is not used, so that it is a remark. */
export const checkCmsExtraCertificatesMalformed: CmsCheck = ({ cms, bare }) => {
  const count = (cms ?? bare)?.malformedCertificates ?? 0;
  return count > 0 ? [finding("cms-extra-certificates-malformed", { count })] : [];
};
