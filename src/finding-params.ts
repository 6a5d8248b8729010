/**
 * What each finding names: the parameters that its sentence needs, and the values that these may have. Plain values, so
 * that they survive JSON.
 */

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

export interface RevokedParams {
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
export interface ContentPlace {
  readonly page: number | null;
  readonly object: number | null;
}

export interface CountedContent extends ContentPlace {
  readonly count: number;
}

/** A component of a dossier, by its name for people. */
export interface ComponentParams {
  readonly component: string;
}

/** A signature that the manifest asks of a component, by the name of its role. */
export interface RequiredSignatureParams extends ComponentParams {
  readonly role: string;
}

/** Why an archive as a whole cannot be read. */
export type ArchiveDamage =
  | "no-end-record"
  | "several-disks"
  | "directory-outside"
  | "directory-malformed"
  | "too-many-entries"
  | "no-entries";

/** Why one entry is not read. */
export type ArchiveEntryFault =
  | "absolute"
  | "leaves-folder"
  | "empty-part"
  | "backslash"
  | "control-character"
  | "too-long"
  | "symbolic-link"
  | "special-file"
  | "encrypted"
  | "method-unsupported"
  | "local-header-missing"
  | "data-damaged"
  | "checksum-mismatch"
  | "size-mismatch"
  | "too-large"
  | "ratio";

/** What lets two programs unpack two dossiers from one archive. */
export type ArchiveAmbiguity =
  | "data-before"
  | "data-after"
  | "data-between"
  | "entries-overlap"
  | "headers-disagree"
  | "name-twice"
  | "names-disagree"
  | "directory-with-data"
  | "end-records-disagree";

/** What a signature's widget says of the signature. */
export type ShownClaim = "signer" | "title" | "organization" | "time";

/** By what a signer is known to have, or to lack, a role. */
export type SignerAspect =
  | "tag"
  | "certificate"
  | "organization"
  | "organizational-unit"
  | "title"
  | "common-name"
  | "identifier";

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
  /** The first page, counted from 1, and the kind of what covers text there; how often that is met in the file. */
  "text-covered": { readonly page: number; readonly by: string; readonly count: number };
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
  "seed-value-not-met": { readonly field: string; readonly key: string };
  "seed-value-not-followed": { readonly field: string; readonly key: string };
  "appearance-text-differs": {
    readonly field: string;
    readonly claim: ShownClaim;
    /** Times as ISO 8601 in UTC. */
    readonly shown: string;
    /** "" where the certificate does not say it. */
    readonly actual: string;
  };

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
  /** `problems` as x509/certificate.ts names them, separated by commas. */
  "certificate-irregular": { readonly certificate: string; readonly problems: string };
  "no-path-to-anchor": { readonly stop: PathStop; readonly certificate: string };
  "certificate-expired": { readonly certificate: string; readonly notAfter: string };
  "certificate-expired-not-revoked": { readonly certificate: string; readonly notAfter: string };
  "certificate-not-yet-valid": { readonly certificate: string; readonly notBefore: string };
  "key-usage-not-signing": { readonly [key: string]: never };
  "extended-key-usage-not-signing": { readonly usages: string };
  "signer-is-ca": { readonly [key: string]: never };
  "path-constraints-violated": { readonly stop: PathStop; readonly certificate: string };
  "certificate-revoked": RevokedParams;
  "signed-after-revocation": { readonly certificate: string; readonly revokedAt: string; readonly timestamp: string };
  "signed-after-expiry": { readonly certificate: string; readonly notAfter: string; readonly timestamp: string };
  "ca-certificate-revoked": RevokedParams;
  "certificate-on-hold": { readonly certificate: string; readonly since: string };
  "revocation-not-fresh": { readonly certificate: string; readonly thisUpdate: string };
  "revocation-unknown": { readonly certificate: string; readonly thisUpdate: string };
  "revocation-not-checked": { readonly certificate: string };
  "level-too-low": { readonly required: string; readonly found: string };
  "timestamp-not-valid": { readonly fault: string; readonly time: string | null };
  "document-timestamp-failed": { readonly fault: string };
  "document-timestamp-untrusted": { readonly [key: string]: never };
  "document-timestamp-undecided": { readonly fault: string };
  "document-timestamp-mistyped": { readonly [key: string]: never };

  // The dossier and its manifest
  "manifest-missing": { readonly [key: string]: never };
  "manifest-malformed": { readonly path: string; readonly expected: string; readonly found: string };
  "manifest-not-sealed": { readonly [key: string]: never };
  "manifest-seal-invalid": { readonly [key: string]: never };
  "manifest-seal-undecided": { readonly signer: string };
  "manifest-sealer-not-named": { readonly signer: string; readonly organization: string; readonly tag: string };
  "manifest-sealer-not-authorised": {
    readonly signer: string;
    readonly aspect: SignerAspect;
    readonly expected: string;
    readonly found: string;
  };
  "component-missing": ComponentParams & { readonly file: string };
  "file-extra": { readonly file: string };
  "component-altered": ComponentParams & { readonly file: string };
  "components-swapped": ComponentParams & { readonly other: string };
  "component-duplicated": ComponentParams & { readonly other: string };
  "component-of-other-dossier": ComponentParams & { readonly reason: string | null };
  "component-unbound": ComponentParams;
  "component-renamed": ComponentParams & { readonly expected: string; readonly found: string };
  "component-not-pdf": ComponentParams & { readonly file: string };
  "required-signature-missing": RequiredSignatureParams;
  "signer-not-authorised": RequiredSignatureParams & {
    readonly signer: string;
    readonly aspect: SignerAspect;
    readonly expected: string;
    readonly found: string;
  };
  "signer-authority-unproven": RequiredSignatureParams & { readonly signer: string; readonly organization: string };
  "signatures-out-of-order": ComponentParams & { readonly first: string; readonly second: string };
  "signature-late": RequiredSignatureParams & { readonly deadline: string; readonly time: string };
  "signature-time-unproven": RequiredSignatureParams & { readonly deadline: string };
  "signature-below-level": RequiredSignatureParams & { readonly required: string; readonly found: string };
  "signature-reused": RequiredSignatureParams & { readonly other: string };
  "file-executable": { readonly file: string };
  "desktop-leftover": { readonly file: string };
  "file-archive": { readonly file: string };
  "archive-unreadable": { readonly damage: ArchiveDamage };
  "archive-entry-refused": { readonly file: string; readonly fault: ArchiveEntryFault };
  "archive-ambiguous": { readonly file: string | null; readonly ambiguity: ArchiveAmbiguity };
  "archive-name-guessed": { readonly file: string };
}
