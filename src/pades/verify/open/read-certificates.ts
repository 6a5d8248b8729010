import { Asn1Error } from "../../../asn1/asn1-error.ts";
import { MAX_CERTIFICATES } from "../../../limits.ts";
import { type Certificate, parseCertificate } from "../../../x509/certificate.ts";

/** The first MAX_CERTIFICATES of these that can be read, and how many of them cannot. */
export function readCertificates(ders: readonly Uint8Array[]): {
  readonly certificates: readonly Certificate[];
  readonly malformed: number;
} {
  const certificates: Certificate[] = [];
  let malformed = 0;
  for (const der of ders.slice(0, MAX_CERTIFICATES)) {
    try {
      certificates.push(parseCertificate(der));
    } catch (thrown) {
      if (!(thrown instanceof Asn1Error)) throw thrown;
      malformed++;
    }
  }
  return { certificates, malformed };
}
