/** What a /SubFilter says about the signature value in /Contents (ISO 32000-2, table 255; EN 319 142-1, clause 6.3). */
export interface SignatureFormat {
  readonly kind: "signature" | "document-timestamp";
  /**
   * How /Contents is bound to the document's bytes: by a CMS that is detached, holds their SHA-1 digest, or is a
   * timestamp token; or as a bare RSA signature value over them.
   */
  readonly content: "detached" | "sha1-digest" | "timestamp-token" | "rsa-value" | "none";
  /** Whether ETSI EN 319 142-1 lays it out. */
  readonly isEtsi: boolean;
  /** Whether all its rules are checked; a format that is not can never be valid. */
  readonly isSupported: boolean;
}

const FORMATS: ReadonlyMap<string, SignatureFormat> = new Map([
  ["ETSI.CAdES.detached", { kind: "signature", content: "detached", isEtsi: true, isSupported: true }],
  ["ETSI.RFC3161", { kind: "document-timestamp", content: "timestamp-token", isEtsi: true, isSupported: true }],
  ["adbe.pkcs7.detached", { kind: "signature", content: "detached", isEtsi: false, isSupported: true }],
  ["adbe.pkcs7.sha1", { kind: "signature", content: "sha1-digest", isEtsi: false, isSupported: true }],
  ["adbe.x509.rsa_sha1", { kind: "signature", content: "rsa-value", isEtsi: false, isSupported: true }],
]);

const UNKNOWN: SignatureFormat = { kind: "signature", content: "none", isEtsi: false, isSupported: false };

export function signatureFormat(subFilter: string | null): SignatureFormat {
  return (subFilter === null ? undefined : FORMATS.get(subFilter)) ?? UNKNOWN;
}
