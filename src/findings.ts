/**
 * What this library returns: judgments. One table maps each finding code to what it does to the verdict
 * (ETSI EN 319 102-1, clause 5.1.3), and every other place derives from it.
 */

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

/** Why a file cannot be read as a PDF. */
export type PdfDamage =
  | "startxref-missing"
  | "xref-malformed"
  | "xref-loop"
  | "xref-out-of-file"
  | "trailer-malformed"
  | "catalog-missing"
  | "page-tree-malformed"
  | "object-malformed"
  | "object-mismatch"
  | "object-stream-malformed"
  | "stream-length"
  | "filter-unsupported"
  | "filter-data"
  | "external-stream"
  | "encrypted-data"
  | "form-loop"
  | "form-malformed";

/** How a signature field deviates from what ISO 32000-2, 12.7.4, lays out. */
export type FieldIrregularity = "name-not-text" | "name-with-period" | "parent-mismatch" | "widget-with-field-keys";

/** What stands in the plain in an encrypted file: all strings, all streams, all attached files, or single streams. */
export type PlainPart = "strings" | "streams" | "attachments" | "single-streams";

/** Where the nearest path to a trust anchor stopped. */
export type PathStop =
  | "issuer-not-found"
  | "issuer-signature"
  | "issuer-not-ca"
  | "path-length"
  | "key-usage"
  | "critical-extension"
  | "not-yet-valid"
  | "expired"
  | "weak-algorithm"
  | "algorithm-unsupported"
  | "name-constraints"
  | "policy"
  | "anchor-role"
  | "anchor-period"
  | "malformed"
  | "limit";

/** One change that a later revision made: as in changes/change-item.ts, which says what each code means. */
export interface ChangeParams {
  readonly change: string;
  readonly revision: number;
  readonly object: string;
  readonly page: number | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Why a certificate was revoked (RFC 5280, 5.3.1). */
export type RevocationReason =
  | "unspecified"
  | "keyCompromise"
  | "cACompromise"
  | "affiliationChanged"
  | "superseded"
  | "cessationOfOperation"
  | "certificateHold"
  | "removeFromCRL"
  | "privilegeWithdrawn"
  | "aACompromise";

interface RevokedParams {
  readonly certificate: string;
  readonly revokedAt: string;
  readonly reason: RevocationReason | null;
}

/** What readers tolerate in a file's structure, and agree on what it means. */
export type StructureIrregularity =
  | "offsets-from-header"
  | "xref-offset-imprecise"
  | "eof-marker-missing"
  | "xref-numbered-from-one"
  | "xref-entry-format"
  | "xref-repeated-entry"
  | "xref-stream-surplus"
  | "prev-zero"
  | "hybrid-stream-stale"
  | "entry-offset-zero"
  | "object-offset-imprecise"
  | "stream-keyword-eol"
  | "stream-end-space";

/** What lets two readers see two documents in one file. */
export type StructureAmbiguity =
  | "offsets-count-both-ways"
  | "xref-duplicate-entry"
  | "xref-size-exceeded"
  | "trailer-without-root"
  | "hybrid-conflict";

/** Where something is met: the page, counted from 1, and the object; null where it is on none. */
interface ContentPlace {
  readonly page: number | null;
  readonly object: number | null;
}

interface CountedContent extends ContentPlace {
  readonly count: number;
}

/** The parameters of each finding: what its sentence names. Values are plain so that they survive JSON. */
export interface FindingParams {
  // The file as a whole
  "not-a-pdf": { readonly [key: string]: never };
  "pdf-damaged": { readonly reason: PdfDamage; readonly offset: number | null };
  "pdf-encrypted": { readonly handler: string; readonly reason: "password" | "unsupported" | "malformed" };
  "encryption-dictionary-missing": { readonly [key: string]: never };
  "encryption-partial": { readonly part: PlainPart };
  "pdf-mac-unsupported": { readonly [key: string]: never };
  "limit-exceeded": { readonly limit: string; readonly maximum: number };
  "source-changed": { readonly offset: number };
  "not-signed": { readonly [key: string]: never };
  "empty-signature-field": { readonly field: string };
  "internal-error": { readonly message: string };

  // How the file is put together (ISO 32000-2, 7.5)
  "bytes-before-header": { readonly bytes: number };
  "structure-irregular": { readonly irregularity: StructureIrregularity; readonly offset: number };
  "structure-ambiguous": { readonly ambiguity: StructureAmbiguity; readonly offset: number };

  // What the document holds that acts, comes from elsewhere or is not shown
  "external-stream": ContentPlace;
  "reference-xobject": ContentPlace;
  "xfa-form": { readonly [key: string]: never };
  "object-unreadable": ContentPlace & { readonly reason: PdfDamage };
  javascript: CountedContent;
  "calculated-fields": { readonly [key: string]: never };
  "launch-action": CountedContent;
  "uri-to-file": CountedContent;
  "embedded-executable": { readonly name: string };
  "fonts-not-embedded": { readonly fonts: string; readonly page: number | null };
  "layers-print-or-view": { readonly [key: string]: never };
  "layers-hidden": { readonly [key: string]: never };
  "need-appearances": { readonly [key: string]: never };
  "signature-widget-hidden": { readonly field: string };
  "signature-widget-off-page": { readonly field: string };

  // The signature field and its dictionary (ISO 32000-2, 12.7.5.5 and 12.8.1)
  "signature-dictionary-ambiguous": { readonly key: string };
  "signature-dictionary-indirect": { readonly key: string };
  "signature-dictionary-malformed": { readonly key: string };
  "signature-shared-by-fields": { readonly fields: string };
  "signature-value-inherited": { readonly field: string };
  "signature-several-widgets": { readonly field: string };
  "field-name-duplicate": { readonly field: string };
  "field-irregular": { readonly field: string; readonly irregularity: FieldIrregularity };
  "subfilter-unsupported": { readonly subFilter: string };

  // The byte range
  "byte-range-malformed": { readonly byteRange: string };
  "byte-range-starts-late": { readonly start: number };
  "byte-range-out-of-file": { readonly end: number; readonly size: number };
  "byte-range-gap-mismatch": {
    readonly gapStart: number;
    readonly gapEnd: number;
    readonly contentsStart: number;
    readonly contentsEnd: number;
  };
  "byte-range-ends-mid-revision": { readonly end: number };
  "contents-not-hex": { readonly offset: number };
  "contents-trailing-bytes": { readonly bytes: number };

  // Later revisions
  "changed-after-signing": ChangeParams & { readonly forbiddenBy: "docmdp" | "fieldmdp" | "lock" | null };
  "changes-beyond-policy": ChangeParams;
  "bytes-after-revision": { readonly bytes: number };
  "unaccounted-bytes": { readonly offset: number; readonly bytes: number };
  "unnamed-object": { readonly object: number; readonly offset: number; readonly count: number };
  "section-outside-chain": { readonly offset: number };
  "objects-overlap": { readonly object: number | null; readonly offset: number };
  "xref-entry-mismatch": { readonly object: number; readonly offset: number; readonly count: number };
  "xref-entry-repointed": { readonly object: number; readonly offset: number; readonly count: number };
  "xref-entry-beyond-revision": { readonly object: number; readonly offset: number; readonly count: number };
  "xref-section-repointed": { readonly offset: number };

  // The CMS (RFC 5652, ETSI EN 319 122-1)
  "cms-malformed": { readonly reason: string };
  "cms-not-der": { readonly [key: string]: never };
  "cms-several-signers": { readonly signers: number };
  "cms-embedded-content": { readonly [key: string]: never };
  "cms-content-missing": { readonly [key: string]: never };
  "cms-extra-certificates-malformed": { readonly count: number };
  "signed-attributes-missing": { readonly [key: string]: never };
  "signed-attributes-not-required": { readonly [key: string]: never };
  "signed-attributes-not-der": { readonly [key: string]: never };
  "signed-attribute-count": { readonly attribute: string; readonly count: number };
  "content-type-mismatch": { readonly found: string };
  "signing-time-attribute": { readonly [key: string]: never };
  "signing-certificate-missing": { readonly [key: string]: never };
  "signing-certificate-mismatch": { readonly [key: string]: never };
  "signer-certificate-not-found": { readonly [key: string]: never };
  "signer-certificate-ambiguous": { readonly count: number };

  // Cryptography
  "digest-algorithm-unsupported": { readonly algorithm: string };
  "signature-algorithm-unsupported": { readonly algorithm: string };
  "algorithm-parameters-inconsistent": { readonly detail: string };
  "digest-mismatch": { readonly algorithm: string };
  "signature-value-mismatch": { readonly algorithm: string };
  "algorithm-weak": { readonly algorithm: string };
  "integrity-not-established": { readonly [key: string]: never };
  "rsa-pkcs1-v15": { readonly [key: string]: never };

  // The certificate and its path (RFC 5280, section 6)
  "no-trust-anchors": { readonly [key: string]: never };
  "certificate-malformed": { readonly detail: string };
  "no-path-to-anchor": { readonly stop: PathStop; readonly certificate: string };
  "certificate-expired": { readonly certificate: string; readonly notAfter: string };
  "certificate-expired-not-revoked": { readonly certificate: string; readonly notAfter: string };
  "certificate-not-yet-valid": { readonly certificate: string; readonly notBefore: string };
  "key-usage-not-signing": { readonly [key: string]: never };
  "extended-key-usage-not-signing": { readonly usages: string };
  "signer-is-ca": { readonly [key: string]: never };
  "path-constraints-violated": { readonly stop: PathStop; readonly certificate: string };
  "certificate-revoked": RevokedParams;
  "ca-certificate-revoked": RevokedParams;
  "certificate-on-hold": { readonly certificate: string; readonly since: string };
  "revocation-not-fresh": { readonly certificate: string; readonly thisUpdate: string };
  "revocation-unknown": { readonly certificate: string; readonly thisUpdate: string };
  "revocation-not-checked": { readonly certificate: string };
  "level-too-low": { readonly required: string; readonly found: string };
  "timestamp-not-valid": { readonly fault: string; readonly time: string | null };
  "document-timestamp-failed": { readonly fault: string };
  "document-timestamp-undecided": { readonly fault: string };
  "timestamp-not-checked": { readonly [key: string]: never };
}

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
  "certificate-malformed": undecided("CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  "no-path-to-anchor": undecided("NO_CERTIFICATE_CHAIN_FOUND"),
  "certificate-expired": undecided("OUT_OF_BOUNDS_NO_POE"),
  "certificate-expired-not-revoked": undecided("OUT_OF_BOUNDS_NOT_REVOKED"),
  "certificate-not-yet-valid": undecided("OUT_OF_BOUNDS_NO_POE"),
  "key-usage-not-signing": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "extended-key-usage-not-signing": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "signer-is-ca": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "path-constraints-violated": undecided("CHAIN_CONSTRAINTS_FAILURE"),
  "certificate-revoked": undecided("REVOKED_NO_POE"),
  "ca-certificate-revoked": undecided("REVOKED_CA_NO_POE"),
  "certificate-on-hold": undecided("TRY_LATER"),
  "revocation-not-fresh": undecided("TRY_LATER"),
  "revocation-unknown": undecided("CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  "revocation-not-checked": undecided("CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  "level-too-low": undecided("SIG_CONSTRAINTS_FAILURE"),
  "timestamp-not-valid": remark,
  "document-timestamp-failed": failed("SIG_CRYPTO_FAILURE"),
  "document-timestamp-undecided": undecided("CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  "timestamp-not-checked": remark,
};

/** A finding with the severity that the table gives its code. */
export function finding<Code extends FindingCode>(code: Code, params: FindingParams[Code]): Finding {
  // The mapped union cannot be built from a generic code without this one assertion; the parameters are checked above.
  return { code, severity: FINDING_EFFECTS[code].severity, params } as Finding;
}
