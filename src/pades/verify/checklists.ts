import type { Finding } from "../../findings.ts";
import { checkAppearanceTextDiffers } from "../checks/appearance-text-differs.ts";
import { checkByteRangeEndsMidRevision } from "../checks/byte-range-ends-mid-revision.ts";
import { checkByteRangeGapMismatch } from "../checks/byte-range-gap-mismatch.ts";
import { checkByteRangeMalformed } from "../checks/byte-range-malformed.ts";
import { checkByteRangeOutOfFile } from "../checks/byte-range-out-of-file.ts";
import { checkByteRangeStartsLate } from "../checks/byte-range-starts-late.ts";
import { checkBytesAfterRevision } from "../checks/bytes-after-revision.ts";
import { checkCertificateMalformed } from "../checks/certificate-malformed.ts";
import type { Check, CmsCheck } from "../checks/check.ts";
import { checkCmsContentMissing } from "../checks/cms-content-missing.ts";
import { checkCmsEmbeddedContent } from "../checks/cms-embedded-content.ts";
import { checkCmsExtraCertificatesMalformed } from "../checks/cms-extra-certificates-malformed.ts";
import { checkCmsNotDer } from "../checks/cms-not-der.ts";
import { checkCmsSeveralSigners } from "../checks/cms-several-signers.ts";
import { checkContentTypeMismatch } from "../checks/content-type-mismatch.ts";
import { checkContentsNotHex } from "../checks/contents-not-hex.ts";
import { checkContentsTrailingBytes } from "../checks/contents-trailing-bytes.ts";
import { checkDocumentTimestampMistyped } from "../checks/document-timestamp-mistyped.ts";
import { checkFieldIrregular } from "../checks/field-irregular.ts";
import { checkFieldNameDuplicate } from "../checks/field-name-duplicate.ts";
import { checkObjectsOverlap } from "../checks/objects-overlap.ts";
import { checkSectionOutsideChain } from "../checks/section-outside-chain.ts";
import { checkSeedValueNotFollowed } from "../checks/seed-value-not-followed.ts";
import { checkSeedValueNotMet } from "../checks/seed-value-not-met.ts";
import { checkSignatureDictionaryAmbiguous } from "../checks/signature-dictionary-ambiguous.ts";
import { checkSignatureDictionaryIndirect } from "../checks/signature-dictionary-indirect.ts";
import { checkSignatureDictionaryMalformed } from "../checks/signature-dictionary-malformed.ts";
import { checkSignatureSeveralWidgets } from "../checks/signature-several-widgets.ts";
import { checkSignatureSharedByFields } from "../checks/signature-shared-by-fields.ts";
import { checkSignatureValueInherited } from "../checks/signature-value-inherited.ts";
import { checkSignedAttributeCount } from "../checks/signed-attribute-count.ts";
import { checkSignedAttributesMissing } from "../checks/signed-attributes-missing.ts";
import { checkSignedAttributesNotDer } from "../checks/signed-attributes-not-der.ts";
import { checkSignedAttributesNotRequired } from "../checks/signed-attributes-not-required.ts";
import { checkSignerCertificateAmbiguous } from "../checks/signer-certificate-ambiguous.ts";
import { checkSignerCertificateNotFound } from "../checks/signer-certificate-not-found.ts";
import { checkSigningCertificateMismatch } from "../checks/signing-certificate-mismatch.ts";
import { checkSigningCertificateMissing } from "../checks/signing-certificate-missing.ts";
import { checkSigningTimeAttribute } from "../checks/signing-time-attribute.ts";
import { checkSubfilterUnsupported } from "../checks/subfilter-unsupported.ts";
import type { CmsSubject } from "../checks/subject.ts";
import { checkUnaccountedBytes } from "../checks/unaccounted-bytes.ts";
import { checkUnnamedObject } from "../checks/unnamed-object.ts";
import { checkXrefEntryBeyondRevision } from "../checks/xref-entry-beyond-revision.ts";
import { checkXrefEntryMismatch } from "../checks/xref-entry-mismatch.ts";
import { checkXrefEntryRepointed } from "../checks/xref-entry-repointed.ts";
import { checkXrefSectionRepointed } from "../checks/xref-section-repointed.ts";

/** Format checking of the CMS, as RFC 5652 and EN 319 122-1 lay it out. */
const CMS_FORMAT_CHECKS: readonly CmsCheck[] = [
  checkContentsTrailingBytes,
  checkCmsNotDer,
  checkCmsSeveralSigners,
  checkCmsEmbeddedContent,
  checkCmsContentMissing,
  checkCmsExtraCertificatesMalformed,
  checkSignedAttributesNotDer,
  checkSignedAttributeCount,
  checkContentTypeMismatch,
];

/** Format checking (EN 319 102-1, clause 5.2.2), as ISO 32000-2, 12.8, and EN 319 142-1, clause 6.3, lay signatures out. */
const FORMAT_CHECKS: readonly Check[] = [
  checkSignatureDictionaryAmbiguous,
  checkSignatureDictionaryIndirect,
  checkSignatureDictionaryMalformed,
  checkDocumentTimestampMistyped,
  checkSignatureSharedByFields,
  checkSignatureValueInherited,
  checkSignatureSeveralWidgets,
  checkFieldNameDuplicate,
  checkFieldIrregular,
  checkSubfilterUnsupported,
  checkByteRangeMalformed,
  checkByteRangeStartsLate,
  checkByteRangeOutOfFile,
  checkByteRangeGapMismatch,
  checkByteRangeEndsMidRevision,
  checkContentsNotHex,
  ...CMS_FORMAT_CHECKS,
  checkSigningTimeAttribute,
];

/** Identification of the signing certificate (clause 5.2.3). */
const IDENTIFICATION_CHECKS: readonly CmsCheck[] = [
  checkCertificateMalformed,
  checkSignerCertificateNotFound,
  checkSignerCertificateAmbiguous,
  checkSigningCertificateMismatch,
];

/** Signature acceptance validation of the CMS (clause 5.2.8). */
const CMS_ACCEPTANCE_CHECKS: readonly CmsCheck[] = [
  checkSignedAttributesMissing,
  checkSignedAttributesNotRequired,
  checkSigningCertificateMissing,
];

/** Signature acceptance validation (clause 5.2.8), and what may follow the signed revision. */
const ACCEPTANCE_CHECKS: readonly Check[] = [
  ...CMS_ACCEPTANCE_CHECKS,
  checkSeedValueNotMet,
  checkSeedValueNotFollowed,
  checkAppearanceTextDiffers,
  checkBytesAfterRevision,
  checkXrefEntryRepointed,
  checkXrefSectionRepointed,
  checkXrefEntryBeyondRevision,
  checkUnnamedObject,
  checkSectionOutsideChain,
  checkObjectsOverlap,
  checkXrefEntryMismatch,
  checkUnaccountedBytes,
];

export const checkFormat = asking(FORMAT_CHECKS);
export const checkIdentification = asking(IDENTIFICATION_CHECKS);
export const checkAcceptance = asking(ACCEPTANCE_CHECKS);

/** The same of a signature that stands in no PDF. */
export const checkCmsFormat = asking(CMS_FORMAT_CHECKS);
export const checkCmsAcceptance = asking(CMS_ACCEPTANCE_CHECKS);

function asking<Subject extends CmsSubject>(
  checks: readonly ((subject: Subject) => readonly Finding[])[],
): (subject: Subject) => Finding[] {
  return (subject) => checks.flatMap((check) => check(subject));
}
