import type { PadesErrorCode } from "../errors.ts";
import type { Verdict } from "../pades/verify/verification.ts";

/** What `pades` exits with. From 64 on they are those of sysexits.h. */
export const EXIT = {
  ok: 0,
  invalid: 1,
  indeterminate: 2,
  unsigned: 3,
  usage: 64,
  inputNotFound: 66,
  internal: 70,
  stopped: 75,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_OF_VERDICT: { readonly [V in Verdict]: ExitCode } = {
  valid: EXIT.ok,
  invalid: EXIT.invalid,
  indeterminate: EXIT.indeterminate,
  unsigned: EXIT.unsigned,
  unreadable: EXIT.invalid,
};

/** What was asked for is wrong (64), the document or key does not allow it (1), or this is our fault (70). */
export const EXIT_OF_ERROR: { readonly [Code in PadesErrorCode]: ExitCode } = {
  ERR_INVALID_ARGUMENT: EXIT.usage,
  ERR_INSECURE_CONTEXT: EXIT.internal,
  ERR_UNSUPPORTED_BROWSER: EXIT.internal,
  ERR_WORKER: EXIT.internal,
  ERR_FILE_UNREADABLE: EXIT.inputNotFound,
  ERR_UNSUPPORTED_ALGORITHM: EXIT.invalid,
  ERR_PDF_UNREADABLE: EXIT.invalid,
  ERR_PDF_ENCRYPTED: EXIT.invalid,
  ERR_PDF_UNSUPPORTED: EXIT.invalid,
  ERR_SIGNING_NOT_PERMITTED: EXIT.invalid,
  ERR_SIGNATURE_FIELD: EXIT.usage,
  ERR_CONTENTS_TOO_SMALL: EXIT.internal,
  ERR_SIGNATURE_VALUE: EXIT.invalid,
  ERR_SOURCE_MISMATCH: EXIT.invalid,
  ERR_CERTIFICATE: EXIT.invalid,
  ERR_CERTIFICATE_EXPIRED: EXIT.invalid,
  ERR_CERTIFICATE_USAGE: EXIT.invalid,
  ERR_CERTIFICATE_REVOKED: EXIT.invalid,
  ERR_PKCS12_PASSWORD: EXIT.usage,
  ERR_PKCS12_INVALID: EXIT.invalid,
  ERR_PKCS11: EXIT.usage,
  ERR_TOKEN_NOT_FOUND: EXIT.inputNotFound,
  ERR_TOKEN_REMOVED: EXIT.invalid,
  ERR_KEY_NOT_FOUND: EXIT.inputNotFound,
  ERR_PIN_NEEDED: EXIT.usage,
  ERR_PIN_INCORRECT: EXIT.usage,
  ERR_PIN_FINAL_TRY: EXIT.usage,
  ERR_PIN_LOCKED: EXIT.invalid,
  ERR_SIGNING_SERVICE: EXIT.invalid,
  ERR_SIGNING_TIMEOUT: EXIT.invalid,
  ERR_TRUST_PROFILE: EXIT.usage,
  ERR_MANIFEST: EXIT.usage,
  ERR_FETCH: EXIT.invalid,
  ERR_TIMESTAMP: EXIT.invalid,
  ERR_EVIDENCE_MISSING: EXIT.invalid,
  ERR_EVIDENCE_BUNDLE: EXIT.usage,
  ERR_NOT_VALID: EXIT.invalid,
};
