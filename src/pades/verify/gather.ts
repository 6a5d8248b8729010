import { Asn1Error } from "../../asn1/asn1-error.ts";
import { findBySignerIdentifier } from "../../cms/find-signer.ts";
import { readSignedDataPrefix } from "../../cms/parse-signed-data.ts";
import { type Finding, finding } from "../../findings.ts";
import { type Extent, PdfDict } from "../../pdf/objects.ts";
import { describeByteRange } from "../../pdf/read/byte-range.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { SignatureField, SignatureFieldReading } from "../../pdf/read/form.ts";
import { readSignatureDictionary } from "../../pdf/read/signature-dictionary.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { signatureFormat } from "../checks/signature-format.ts";
import type { CmsReading, SignatureSubject } from "../checks/subject.ts";
import { type ContentBinding, contentBinding } from "./content-binding.ts";
import type { DigestRequest } from "./digest-ranges.ts";
import { signedRanges } from "./signed-ranges.ts";

export interface GatheredSignature {
  readonly subject: SignatureSubject;
  /** How the CMS is bound to the bytes of the document; null where it is not. */
  readonly binding: ContentBinding | null;
  /** What has to be hashed; null where there is nothing to compare it with. */
  readonly digestRequest: DigestRequest | null;
  /** What kept it from being read further. */
  readonly findings: readonly Finding[];
}

/** Reads all there is about the signature that is the value of `field`, which is signed. */
export function gatherSignature(
  document: PdfDocument,
  form: SignatureFieldReading,
  field: SignatureField,
  policy: SignatureSubject["policy"],
): GatheredSignature {
  const value = { ref: field.value?.ref ?? null, dict: field.value?.dict ?? new PdfDict(new Map()) };
  const dictionary = readSignatureDictionary(document, value);
  const format = signatureFormat(dictionary.subFilter);
  const byteRange = describeByteRange({
    byteRange: dictionary.byteRange,
    contents: dictionary.contents?.extent ?? null,
    fileSize: document.view.size,
    revisions: document.revisions,
  });
  const reading = format.content === "none" ? null : readCms(dictionary.contents?.bytes ?? new Uint8Array(0));
  const cms = reading !== null && "signedData" in reading ? reading : null;
  const signerInfos = cms?.signedData.signerInfos ?? [];
  const signerInfo = signerInfos.length === 1 ? (signerInfos[0] ?? null) : null;
  const signerCandidates = signerInfo === null ? [] : findBySignerIdentifier(cms?.certificates ?? [], signerInfo.sid);
  const subject: SignatureSubject = {
    field,
    form,
    dictionary,
    format,
    byteRange,
    fileSize: document.view.size,
    revisions: document.revisions.length,
    cms,
    signerInfo,
    signerCandidates,
    signer: signerCandidates.length === 1 ? (signerCandidates[0] ?? null) : null,
    policy,
  };
  const binding = contentBinding(subject);
  return {
    subject,
    binding,
    digestRequest: digestRequest(binding, signedRanges(dictionary.byteRange, document.view.size)),
    findings: reading !== null && "malformed" in reading ? [reading.malformed] : [],
  };
}

function digestRequest(binding: ContentBinding | null, ranges: readonly Extent[] | null): DigestRequest | null {
  if (binding === null || binding.kind === "unsupported" || ranges === null) return null;
  return { algorithm: binding.algorithm, ranges };
}

function readCms(contents: Uint8Array): CmsReading | { readonly malformed: Finding } {
  try {
    const { signedData, length } = readSignedDataPrefix(contents);
    let end = contents.length;
    while (end > length && contents[end - 1] === 0) end--;
    const certificates = signedData.certificates.map(readCertificate);
    return {
      signedData,
      trailingBytes: end - length,
      certificates: certificates.filter((certificate) => certificate !== null),
      malformedCertificates: certificates.filter((certificate) => certificate === null).length,
    };
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    return { malformed: finding("cms-malformed", { reason: error.message }) };
  }
}

function readCertificate(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}
