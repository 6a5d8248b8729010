/**
 * What this library returns: judgments. One table maps each finding code to what it does to the verdict
 * (ETSI EN 319 102-1, clause 5.1.3), and every other place derives from it.
 */

import type { FindingParams } from "./finding-params.ts";

export type {
  ArchiveAmbiguity,
  ArchiveDamage,
  ArchiveEntryFault,
  FieldIrregularity,
  FindingParams,
  PathStop,
  PdfDamage,
  PlainPart,
  RevocationReason,
  ShownClaim,
  SignerAspect,
  StructureAmbiguity,
  StructureIrregularity,
} from "./finding-params.ts";

/** ETSI EN 319 102-1, table 4. */
export type Indication = "TOTAL-PASSED" | "TOTAL-FAILED" | "INDETERMINATE";

/** ETSI EN 319 102-1, table 5: those this library gives. */
export type SubIndication =
  | "FORMAT_FAILURE"
  | "HASH_FAILURE"
  | "SIG_CRYPTO_FAILURE"
  | "REVOKED"
  | "EXPIRED"
  | "SIG_CONSTRAINTS_FAILURE"
  | "CHAIN_CONSTRAINTS_FAILURE"
  | "CERTIFICATE_CHAIN_GENERAL_FAILURE"
  | "CRYPTO_CONSTRAINTS_FAILURE"
  | "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
  | "NOT_YET_VALID"
  | "NO_SIGNING_CERTIFICATE_FOUND"
  | "NO_CERTIFICATE_CHAIN_FOUND"
  | "REVOKED_NO_POE"
  | "REVOKED_CA_NO_POE"
  | "OUT_OF_BOUNDS_NO_POE"
  | "OUT_OF_BOUNDS_NOT_REVOKED"
  | "TRY_LATER"
  | "SIGNED_DATA_NOT_FOUND"
  | "GENERIC";

/** How a finding weighs: a proven fault, something that could not be established, a remark that lowers nothing. */
export type Severity = "fail" | "warn" | "info";

export type FindingCode = keyof FindingParams;

/** One judgment, discriminated by `code`. */
export type Finding = {
  readonly [Code in FindingCode]: {
    readonly code: Code;
    readonly severity: Severity;
    readonly params: FindingParams[Code];
  };
}[FindingCode];

/** What a finding does to a verdict. `unreadable` findings leave no signature to judge. */
export type FindingEffect =
  | { readonly severity: "fail"; readonly indication: "TOTAL-FAILED"; readonly subIndication: SubIndication | null }
  | { readonly severity: "fail"; readonly indication: "unreadable"; readonly subIndication: null }
  | { readonly severity: "warn"; readonly indication: "INDETERMINATE"; readonly subIndication: SubIndication | null }
  | { readonly severity: "info"; readonly indication: null; readonly subIndication: null };

const failed = (subIndication: SubIndication) =>
  ({ severity: "fail", indication: "TOTAL-FAILED", subIndication }) as const;
const undecided = (subIndication: SubIndication | null) =>
  ({ severity: "warn", indication: "INDETERMINATE", subIndication }) as const;
/** What a dossier's manifest asks for and the dossier does not have: EN 319 102-1 has no sub-indication for it. */
const contradicted = { severity: "fail", indication: "TOTAL-FAILED", subIndication: null } as const;
const unreadable = { severity: "fail", indication: "unreadable", subIndication: null } as const;
const remark = { severity: "info", indication: null, subIndication: null } as const;

/** The one table. Order within a group is the order in which a report shows equal weights. */
export const FINDING_EFFECTS: { readonly [Code in FindingCode]: FindingEffect } = {
  "not-a-pdf": unreadable,
  "pdf-damaged": unreadable,
  "pdf-encrypted": unreadable,
  // Readers that take the file for encrypted see another document, or none.
  "encryption-dictionary-missing": undecided("GENERIC"),
  // Endangers what is secret, and not what is signed: a signature covers the plain parts as it does the others, and
  // what is added to them later is judged as any change is.
  "encryption-partial": remark,
  "pdf-mac-unsupported": undecided("GENERIC"),
  "limit-exceeded": undecided("GENERIC"),
  "source-changed": unreadable,
  "not-signed": remark,
  "empty-signature-field": remark,
  "internal-error": undecided("GENERIC"),

  "bytes-before-header": remark,
  "structure-irregular": remark,
  "structure-ambiguous": undecided("SIG_CONSTRAINTS_FAILURE"),

  "external-stream": undecided("SIG_CONSTRAINTS_FAILURE"),
  "reference-xobject": undecided("SIG_CONSTRAINTS_FAILURE"),
  "xfa-form": undecided("SIG_CONSTRAINTS_FAILURE"),
  "object-unreadable": undecided("SIG_CONSTRAINTS_FAILURE"),
  javascript: remark,
  "calculated-fields": remark,
  "launch-action": remark,
  "uri-to-file": remark,
  "embedded-executable": remark,
  "fonts-not-embedded": remark,
  "layers-print-or-view": remark,
  "layers-hidden": remark,
  "text-covered": remark,
  "need-appearances": remark,
  "signature-widget-hidden": remark,
  "signature-widget-off-page": remark,

  "signature-dictionary-ambiguous": failed("FORMAT_FAILURE"),
  "signature-dictionary-indirect": failed("FORMAT_FAILURE"),
  "signature-dictionary-malformed": failed("FORMAT_FAILURE"),
  "signature-shared-by-fields": failed("FORMAT_FAILURE"),
  "signature-value-inherited": failed("FORMAT_FAILURE"),
  "signature-several-widgets": failed("FORMAT_FAILURE"),
  "field-name-duplicate": failed("FORMAT_FAILURE"),
  "field-irregular": remark,
  "subfilter-unsupported": undecided("GENERIC"),
  "seed-value-not-met": undecided("SIG_CONSTRAINTS_FAILURE"),
  "seed-value-not-followed": remark,
  "appearance-text-differs": undecided("SIG_CONSTRAINTS_FAILURE"),

  "byte-range-malformed": failed("FORMAT_FAILURE"),
  "byte-range-starts-late": failed("FORMAT_FAILURE"),
  "byte-range-out-of-file": failed("FORMAT_FAILURE"),
  "byte-range-gap-mismatch": failed("FORMAT_FAILURE"),
  "byte-range-ends-mid-revision": failed("FORMAT_FAILURE"),
  "contents-not-hex": failed("FORMAT_FAILURE"),
  "contents-trailing-bytes": failed("FORMAT_FAILURE"),

  "changed-after-signing": failed("FORMAT_FAILURE"),
  "changes-beyond-policy": undecided("SIG_CONSTRAINTS_FAILURE"),
  "bytes-after-revision": undecided("SIG_CONSTRAINTS_FAILURE"),
  "unaccounted-bytes": undecided("SIG_CONSTRAINTS_FAILURE"),
  "unnamed-object": failed("FORMAT_FAILURE"),
  "section-outside-chain": failed("FORMAT_FAILURE"),
  "objects-overlap": failed("FORMAT_FAILURE"),
  "xref-entry-mismatch": undecided("SIG_CONSTRAINTS_FAILURE"),
  "xref-entry-repointed": failed("FORMAT_FAILURE"),
  "xref-entry-beyond-revision": failed("FORMAT_FAILURE"),
  "xref-section-repointed": failed("FORMAT_FAILURE"),

  "cms-malformed": failed("FORMAT_FAILURE"),
  "cms-not-der": remark,
  "cms-several-signers": failed("FORMAT_FAILURE"),
  "cms-embedded-content": failed("FORMAT_FAILURE"),
  "cms-content-missing": failed("FORMAT_FAILURE"),
  "cms-extra-certificates-malformed": remark,
  "signed-attributes-missing": undecided("SIG_CONSTRAINTS_FAILURE"),
  "signed-attributes-not-required": remark,
  "signed-attributes-not-der": failed("FORMAT_FAILURE"),
  "signed-attribute-count": failed("FORMAT_FAILURE"),
  "content-type-mismatch": failed("FORMAT_FAILURE"),
  "signing-time-attribute": remark,
  "signing-certificate-missing": undecided("SIG_CONSTRAINTS_FAILURE"),
  "signing-certificate-mismatch": undecided("NO_SIGNING_CERTIFICATE_FOUND"),
  "signer-certificate-not-found": undecided("NO_SIGNING_CERTIFICATE_FOUND"),
  "signer-certificate-ambiguous": undecided("NO_SIGNING_CERTIFICATE_FOUND"),

  "digest-algorithm-unsupported": undecided("CRYPTO_CONSTRAINTS_FAILURE_NO_POE"),
  "signature-algorithm-unsupported": undecided("CRYPTO_CONSTRAINTS_FAILURE_NO_POE"),
  "algorithm-parameters-inconsistent": failed("SIG_CRYPTO_FAILURE"),
  "digest-mismatch": failed("HASH_FAILURE"),
  "signature-value-mismatch": failed("SIG_CRYPTO_FAILURE"),
  "algorithm-weak": undecided("CRYPTO_CONSTRAINTS_FAILURE_NO_POE"),
  "integrity-not-established": undecided("SIGNED_DATA_NOT_FOUND"),
  "rsa-pkcs1-v15": remark,

  "no-trust-anchors": undecided("NO_CERTIFICATE_CHAIN_FOUND"),
  "certificate-malformed": undecided("NO_SIGNING_CERTIFICATE_FOUND"),
  // Where it makes a certificate unfit for any path, the path says so.
  "certificate-irregular": remark,
  "no-path-to-anchor": undecided("NO_CERTIFICATE_CHAIN_FOUND"),
  "certificate-expired": undecided("OUT_OF_BOUNDS_NO_POE"),
  "certificate-expired-not-revoked": undecided("OUT_OF_BOUNDS_NOT_REVOKED"),
  "certificate-not-yet-valid": undecided("OUT_OF_BOUNDS_NO_POE"),
  "key-usage-not-signing": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "extended-key-usage-not-signing": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "signer-is-ca": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "path-constraints-violated": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "certificate-revoked": undecided("REVOKED_NO_POE"),
  "signed-after-revocation": failed("REVOKED"),
  "signed-after-expiry": failed("EXPIRED"),
  "ca-certificate-revoked": undecided("REVOKED_CA_NO_POE"),
  "certificate-on-hold": undecided("TRY_LATER"),
  "revocation-not-fresh": undecided("TRY_LATER"),
  "revocation-unknown": undecided("CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  "revocation-not-checked": undecided("CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  "level-too-low": undecided("SIG_CONSTRAINTS_FAILURE"),
  "timestamp-not-valid": remark,
  "document-timestamp-failed": failed("SIG_CRYPTO_FAILURE"),
  "document-timestamp-untrusted": undecided("NO_CERTIFICATE_CHAIN_FOUND"),
  "document-timestamp-undecided": undecided("CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  "document-timestamp-mistyped": remark,

  // What is said of a dossier: its four answers come from these and from the findings about its files.
  "manifest-missing": undecided(null),
  "manifest-malformed": undecided(null),
  "manifest-not-sealed": undecided(null),
  "manifest-seal-invalid": contradicted,
  "manifest-seal-undecided": undecided(null),
  "manifest-sealer-not-named": undecided(null),
  "manifest-sealer-not-authorised": contradicted,
  "component-missing": contradicted,
  "file-extra": contradicted,
  "component-altered": contradicted,
  "components-swapped": contradicted,
  "component-duplicated": contradicted,
  "component-of-other-dossier": contradicted,
  "component-unbound": undecided(null),
  "component-renamed": remark,
  "component-not-pdf": undecided(null),
  "required-signature-missing": contradicted,
  "signer-not-authorised": contradicted,
  "signer-authority-unproven": undecided(null),
  "signatures-out-of-order": contradicted,
  "signature-late": contradicted,
  "signature-time-unproven": undecided(null),
  "signature-below-level": contradicted,
  "signature-reused": contradicted,
  "file-executable": contradicted,
  "desktop-leftover": remark,
  // What is inside was not looked at.
  "file-archive": undecided(null),
  "archive-unreadable": unreadable,
  "archive-entry-refused": contradicted,
  "archive-ambiguous": contradicted,
  "archive-name-guessed": remark,
};

/** A finding with the severity that the table gives its code. */
export function finding<Code extends FindingCode>(code: Code, params: FindingParams[Code]): Finding {
  // The mapped union cannot be built from a generic code without this one assertion; the parameters are checked above.
  return { code, severity: FINDING_EFFECTS[code].severity, params } as Finding;
}
