import { FINDING_EFFECTS, type Finding, type FindingCode } from "../findings.ts";
import type { DossierQuestion, DossierReason } from "./dossier-verification.ts";

/**
 * The question that each finding bears on. What a file holds or shows, and what was done to it after signing, is a
 * matter of "clean"; whether status and algorithms still carry, of "live"; what makes a signature somebody's, of
 * "correct".
 */
const QUESTIONS: { readonly [Code in FindingCode]: DossierQuestion } = {
  "not-a-pdf": "correct",
  "pdf-damaged": "correct",
  "pdf-encrypted": "correct",
  "encryption-dictionary-missing": "clean",
  "encryption-partial": "clean",
  "pdf-mac-unsupported": "correct",
  "limit-exceeded": "correct",
  "source-changed": "correct",
  "not-signed": "correct",
  "empty-signature-field": "correct",
  "internal-error": "correct",

  "bytes-before-header": "clean",
  "structure-irregular": "clean",
  "structure-ambiguous": "clean",

  "external-stream": "clean",
  "reference-xobject": "clean",
  "xfa-form": "clean",
  "object-unreadable": "clean",
  javascript: "clean",
  "calculated-fields": "clean",
  "launch-action": "clean",
  "uri-to-file": "clean",
  "embedded-executable": "clean",
  "fonts-not-embedded": "clean",
  "layers-print-or-view": "clean",
  "layers-hidden": "clean",
  "text-covered": "clean",
  "need-appearances": "clean",
  "signature-widget-hidden": "clean",
  "signature-widget-off-page": "clean",

  "signature-dictionary-ambiguous": "correct",
  "signature-dictionary-indirect": "correct",
  "signature-dictionary-malformed": "correct",
  "signature-shared-by-fields": "correct",
  "signature-value-inherited": "correct",
  "signature-several-widgets": "correct",
  "field-name-duplicate": "correct",
  "field-irregular": "correct",
  "subfilter-unsupported": "correct",
  "seed-value-not-met": "correct",
  "seed-value-not-followed": "correct",
  "appearance-text-differs": "correct",

  "byte-range-malformed": "correct",
  "byte-range-starts-late": "correct",
  "byte-range-out-of-file": "correct",
  "byte-range-gap-mismatch": "correct",
  "byte-range-ends-mid-revision": "correct",
  "contents-not-hex": "correct",
  "contents-trailing-bytes": "correct",

  "changed-after-signing": "clean",
  "changes-beyond-policy": "clean",
  "bytes-after-revision": "clean",
  "unaccounted-bytes": "clean",
  "unnamed-object": "clean",
  "section-outside-chain": "clean",
  "objects-overlap": "clean",
  "xref-entry-mismatch": "clean",
  "xref-entry-repointed": "clean",
  "xref-entry-beyond-revision": "clean",
  "xref-section-repointed": "clean",

  "cms-malformed": "correct",
  "cms-not-der": "correct",
  "cms-several-signers": "correct",
  "cms-embedded-content": "correct",
  "cms-content-missing": "correct",
  "cms-extra-certificates-malformed": "correct",
  "signed-attributes-missing": "correct",
  "signed-attributes-not-required": "correct",
  "signed-attributes-not-der": "correct",
  "signed-attribute-count": "correct",
  "content-type-mismatch": "correct",
  "signing-time-attribute": "correct",
  "signing-certificate-missing": "correct",
  "signing-certificate-mismatch": "correct",
  "signer-certificate-not-found": "correct",
  "signer-certificate-ambiguous": "correct",

  "digest-algorithm-unsupported": "correct",
  "signature-algorithm-unsupported": "correct",
  "algorithm-parameters-inconsistent": "correct",
  "digest-mismatch": "correct",
  "signature-value-mismatch": "correct",
  "algorithm-weak": "live",
  "integrity-not-established": "correct",
  "rsa-pkcs1-v15": "live",

  "no-trust-anchors": "correct",
  "certificate-malformed": "correct",
  "certificate-irregular": "correct",
  "no-path-to-anchor": "correct",
  "certificate-expired": "live",
  "certificate-expired-not-revoked": "live",
  "certificate-not-yet-valid": "correct",
  "key-usage-not-signing": "correct",
  "extended-key-usage-not-signing": "correct",
  "signer-is-ca": "correct",
  "path-constraints-violated": "correct",
  "certificate-revoked": "correct",
  "signed-after-revocation": "correct",
  "signed-after-expiry": "correct",
  "ca-certificate-revoked": "correct",
  "certificate-on-hold": "correct",
  "revocation-not-fresh": "live",
  "revocation-unknown": "live",
  "revocation-not-checked": "live",
  "level-too-low": "correct",
  "timestamp-not-valid": "live",
  "document-timestamp-failed": "live",
  "document-timestamp-untrusted": "live",
  "document-timestamp-undecided": "live",
  "document-timestamp-mistyped": "live",

  "manifest-missing": "complete",
  "manifest-malformed": "complete",
  "manifest-not-sealed": "complete",
  "manifest-seal-invalid": "complete",
  "manifest-seal-undecided": "complete",
  "manifest-sealer-not-named": "complete",
  "manifest-sealer-not-authorised": "complete",
  "component-missing": "complete",
  "file-extra": "complete",
  "component-altered": "complete",
  "components-swapped": "complete",
  "component-duplicated": "complete",
  "component-of-other-dossier": "complete",
  "component-unbound": "complete",
  "component-renamed": "complete",
  "component-not-pdf": "correct",
  "required-signature-missing": "correct",
  "signer-not-authorised": "correct",
  "signer-authority-unproven": "correct",
  "signatures-out-of-order": "correct",
  "signature-late": "correct",
  "signature-time-unproven": "correct",
  "signature-below-level": "correct",
  "signature-reused": "correct",
  "file-executable": "clean",
  "desktop-leftover": "complete",
  "file-archive": "clean",
  "archive-unreadable": "complete",
  "archive-entry-refused": "complete",
  "archive-ambiguous": "complete",
  "archive-name-guessed": "complete",
};

/**
 * Findings that answer their question with "no" although they are less than a proven fault of a signature: a file that
 * acts by itself is not clean, however it came to; evidence known to be old, or an algorithm known to be weak, is not
 * live.
 */
const SAYS_NO: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "external-stream",
  "reference-xobject",
  "xfa-form",
  "javascript",
  "launch-action",
  "uri-to-file",
  "embedded-executable",
  "algorithm-weak",
  "certificate-expired",
  "revocation-not-fresh",
]);

export function questionOf({ code }: Finding): DossierQuestion {
  return QUESTIONS[code];
}

/** What a finding says to the question that it bears on. */
export function answerOf({ code }: Finding): DossierReason["answer"] {
  if (SAYS_NO.has(code)) return "no";
  const { indication } = FINDING_EFFECTS[code];
  if (indication === null) return "note";
  return indication === "INDETERMINATE" ? "unknown" : "no";
}

/** Both: what a finding about the dossier itself comes to. */
export function weigh(finding: Finding): {
  readonly question: DossierQuestion;
  readonly answer: DossierReason["answer"];
} {
  return { question: questionOf(finding), answer: answerOf(finding) };
}
