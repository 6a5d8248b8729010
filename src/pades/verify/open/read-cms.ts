import { Asn1Error } from "../../../asn1/asn1-error.ts";
import { readSignedDataPrefix } from "../../../cms/parse-signed-data.ts";
import { type Finding, finding } from "../../../findings.ts";
import { readCertificates } from "../../../x509/read-certificates.ts";
import type { CmsReading } from "../../checks/subject.ts";

/** The CMS at the start of `contents`, or what keeps it from being read. */
export function readCms(contents: Uint8Array): CmsReading | { readonly malformed: Finding } {
  try {
    const { signedData, length } = readSignedDataPrefix(contents);
    const { certificates, malformed } = readCertificates(signedData.certificates);
    return {
      signedData,
      trailingBytes: countBytesBehind(contents, length),
      certificates,
      malformedCertificates: malformed,
    };
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    return { malformed: finding("cms-malformed", { reason: error.message }) };
  }
}

/** Bytes behind the first `length`, up to the last that is not zero. */
export function countBytesBehind(contents: Uint8Array, length: number): number {
  let end = contents.length;
  while (end > length && contents[end - 1] === 0) end--;
  return end - length;
}
