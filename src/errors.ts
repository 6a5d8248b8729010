/**
 * What this library throws: misuse and a lacking environment. Judgments of documents are never thrown,
 * they are returned as findings (findings.ts).
 */
export type PadesErrorCode =
  /** An argument has the wrong type or value. */
  | "ERR_INVALID_ARGUMENT"
  /** Web Crypto is missing because the page is not a secure context; serve it over https or from localhost. */
  | "ERR_INSECURE_CONTEXT"
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
  /** A certificate or chain does not fit the key or the purpose. */
  | "ERR_CERTIFICATE"
  /** The password of a PKCS#12 file is wrong. */
  | "ERR_PKCS12_PASSWORD"
  /** A PKCS#12 file is malformed or holds no usable key. */
  | "ERR_PKCS12_INVALID"
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
