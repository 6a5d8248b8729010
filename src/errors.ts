/**
 * What this library throws: misuse and a lacking environment. Judgments of documents are never thrown,
 * they are returned as findings (findings.ts).
 */
export type PadesErrorCode =
  /** An argument has the wrong type or value. */
  | "ERR_INVALID_ARGUMENT"
  /** Web Crypto is missing because the page is not a secure context; serve it over https or from localhost. */
  | "ERR_INSECURE_CONTEXT"
  /** The browser lacks something that verifying in it needs (docs/widget.md names the oldest versions). */
  | "ERR_UNSUPPORTED_BROWSER"
  /** The worker that verifies could not be started, is of another version, or stopped. */
  | "ERR_WORKER"
  /** A chosen file can no longer be read: it was moved, deleted or changed on the disk. */
  | "ERR_FILE_UNREADABLE"
  /** This runtime lacks an algorithm that signing asked for. */
  | "ERR_UNSUPPORTED_ALGORITHM"
  /** The PDF cannot be read, or is too damaged to be updated. */
  | "ERR_PDF_UNREADABLE"
  /** The PDF is encrypted, and stays closed: no password or a wrong one, or a handler that is not implemented. */
  | "ERR_PDF_ENCRYPTED"
  /** The PDF holds what an addition could break and nothing here can renew: an integrity code, an evidence record. */
  | "ERR_PDF_UNSUPPORTED"
  /** The PDF's certification, lock, field rules or access permissions forbid this signature. */
  | "ERR_SIGNING_NOT_PERMITTED"
  /** The named field is missing, already signed, or not a signature field. */
  | "ERR_SIGNATURE_FIELD"
  /** The CMS does not fit the room reserved in /Contents; names needed and available bytes. */
  | "ERR_CONTENTS_TOO_SMALL"
  /** A signature, new or to be extended, does not verify with the signer's certificate. */
  | "ERR_SIGNATURE_VALUE"
  /** The source given to completeSignature is not the one that was prepared. */
  | "ERR_SOURCE_MISMATCH"
  /** A certificate or chain is malformed, or does not fit the key. */
  | "ERR_CERTIFICATE"
  /** The signer's certificate has expired, or is not valid yet, at the time of signing. */
  | "ERR_CERTIFICATE_EXPIRED"
  /** The signer's certificate is not for signing documents; the message names the use. */
  | "ERR_CERTIFICATE_USAGE"
  /** A certificate was revoked or suspended before the signature is proven. */
  | "ERR_CERTIFICATE_REVOKED"
  /** The password of a PKCS#12 file is wrong. */
  | "ERR_PKCS12_PASSWORD"
  /** A PKCS#12 file is malformed or holds no usable key. */
  | "ERR_PKCS12_INVALID"
  /** PKCS#11 cannot be used: pkcs11js is not installed, or the token's library does not load or work. */
  | "ERR_PKCS11"
  /** No token is there as it was asked for, or several are. */
  | "ERR_TOKEN_NOT_FOUND"
  /** The token was taken out, or reset, while it was used. */
  | "ERR_TOKEN_REMOVED"
  /** A token or service has no key with a certificate as it was asked for, or several. */
  | "ERR_KEY_NOT_FOUND"
  /** A token or service needs a PIN, and none was given. */
  | "ERR_PIN_NEEDED"
  /** The PIN, or one-time password, is wrong. */
  | "ERR_PIN_INCORRECT"
  /** The PIN is wrong, or was withheld, and one more wrong one locks it. */
  | "ERR_PIN_FINAL_TRY"
  /** The PIN is locked, or must be changed before it can be used. */
  | "ERR_PIN_LOCKED"
  /** A signing service refused, or gave an answer that is none; SigningServiceError has its words. */
  | "ERR_SIGNING_SERVICE"
  /** A signing service did not answer in time. */
  | "ERR_SIGNING_TIMEOUT"
  /** A trust profile is malformed; the message names the path inside it. */
  | "ERR_TRUST_PROFILE"
  /** The manifest of a dossier is malformed; ManifestError lists every fault with its path. */
  | "ERR_MANIFEST"
  /** A fetcher got no answer; FetchError says why. */
  | "ERR_FETCH"
  /** The timestamp authority refused, or gave an answer that is no timestamp of what was asked. */
  | "ERR_TIMESTAMP"
  /** Evidence that long-term validation needs is missing; the message names the certificates. */
  | "ERR_EVIDENCE_MISSING"
  /** An evidence bundle is malformed, or something in it is not what it says; the message names it. */
  | "ERR_EVIDENCE_BUNDLE"
  /** assertValid was given a verification that is not valid. */
  | "ERR_NOT_VALID";

/** Thrown for misuse and environment, with a stable `code` for a `switch`. */
export class PadesError extends Error {
  override readonly name = "PadesError";
  readonly code: PadesErrorCode;

  constructor(code: PadesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
