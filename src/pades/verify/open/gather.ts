import { Asn1Error } from "../../../asn1/asn1-error.ts";
import { readAsn1Prefix } from "../../../asn1/cursor.ts";
import { OCTET_STRING } from "../../../asn1/tags.ts";
import { findBySignerIdentifier } from "../../../cms/find-signer.ts";
import { type Finding, finding } from "../../../findings.ts";
import { MAX_CERTIFICATES } from "../../../limits.ts";
import { type Extent, PdfDict } from "../../../pdf/objects.ts";
import { describeByteRange } from "../../../pdf/read/byte-range.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import type { SignatureField, SignatureFieldReading } from "../../../pdf/read/form.ts";
import { readSignatureDictionary } from "../../../pdf/read/signature-dictionary.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import { readCertificate } from "../../../x509/read-certificates.ts";
import { signatureFormat } from "../../checks/signature-format.ts";
import type { BareSignature, SignatureSubject } from "../../checks/subject.ts";
import { readSecurityStore, type SecurityStore, StoreBudget } from "../../ltv/security-store.ts";
import { contentDigestRequests } from "../time/content-timestamps.ts";
import { type ContentBinding, contentBinding } from "./content-binding.ts";
import type { DigestRequest } from "./digest-ranges.ts";
import { countBytesBehind, readCms } from "./read-cms.ts";
import { signedRanges } from "./signed-ranges.ts";

export interface GatheredSignature {
  readonly subject: SignatureSubject;
  /** How the CMS is bound to the bytes of the document; null where it is not. */
  readonly binding: ContentBinding | null;
  /** What has to be hashed; null where there is nothing to compare it with. */
  readonly digestRequest: DigestRequest | null;
  /** The same for content timestamps, where those need more. */
  readonly contentDigestRequests: readonly DigestRequest[];
  /** The document security store in what it covers, which a document timestamp archives; null otherwise. */
  readonly coveredStore: SecurityStore | null;
  /** What kept it from being read further. */
  readonly findings: readonly Finding[];
}

/** Reads all there is about the signature that is the value of `field`, which is signed. */
export function gatherSignature(
  document: PdfDocument,
  form: SignatureFieldReading,
  field: SignatureField,
  policy: SignatureSubject["policy"],
  budget = new StoreBudget(),
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
  const contents = dictionary.contents?.bytes ?? new Uint8Array(0);
  const isCms = format.content !== "none" && format.content !== "rsa-value";
  const reading = isCms ? readCms(contents) : null;
  const bareReading = format.content === "rsa-value" ? readBareSignature(contents, dictionary.certificates) : null;
  const cms = reading !== null && "signedData" in reading ? reading : null;
  const signerInfos = cms?.signedData.signerInfos ?? [];
  const signerInfo = signerInfos.length === 1 ? (signerInfos[0] ?? null) : null;
  const bare = bareReading !== null && "value" in bareReading ? bareReading : null;
  const signerCandidates =
    signerInfo === null
      ? (bare?.signerCandidates ?? [])
      : findBySignerIdentifier(cms?.certificates ?? [], signerInfo.sid);
  const subject: SignatureSubject = {
    field,
    form,
    dictionary,
    format,
    byteRange,
    fileSize: document.view.size,
    revisions: document.revisions.length,
    // Added by later-anomalies.ts, where there may be any.
    later: { bytes: [], entries: [] },
    // Added by with-seed-violations.ts, where there may be any.
    seedViolations: [],
    // Added by with-shown-claims.ts, where there are any.
    shown: null,
    cms,
    bare,
    signerInfo,
    signerCandidates,
    signer: signerCandidates.length === 1 ? (signerCandidates[0] ?? null) : null,
    policy,
  };
  const binding = contentBinding(subject);
  const ranges = signedRanges(dictionary.byteRange, document.view.size);
  return {
    subject,
    binding,
    coveredStore: coveredStore(document, subject, budget),
    digestRequest: digestRequest(binding, ranges),
    contentDigestRequests: contentDigestRequests(signerInfo, binding, ranges),
    findings: [reading, bareReading].flatMap((one) => (one !== null && "malformed" in one ? [one.malformed] : [])),
  };
}

function coveredStore(
  document: PdfDocument,
  { format, byteRange }: SignatureSubject,
  budget: StoreBudget,
): SecurityStore | null {
  const revision = byteRange.endsAtRevision;
  if (format.kind !== "document-timestamp" || revision === null) return null;
  const covered = document.openRevision(revision);
  return covered.resolve(covered.catalog.get("DSS")) === null ? null : readSecurityStore(covered, budget);
}

function digestRequest(binding: ContentBinding | null, ranges: readonly Extent[] | null): DigestRequest | null {
  if (binding === null || binding.kind === "unsupported" || ranges === null) return null;
  return { algorithm: binding.algorithm, ranges };
}

/**
 * An OCTET STRING at the start of /Contents, as readers before the CMS wrote it. The first certificate is the signer's
 * or nobody's: if it cannot be read, none of the others takes its place.
 */
function readBareSignature(
  contents: Uint8Array,
  encoded: readonly Uint8Array[],
): (BareSignature & { readonly signerCandidates: readonly Certificate[] }) | { readonly malformed: Finding } {
  try {
    const element = readAsn1Prefix(contents, "DER");
    if (element.tag !== OCTET_STRING) throw new Asn1Error("expected an OCTET STRING with the signature value");
    if (encoded.length > MAX_CERTIFICATES) throw new Asn1Error(`more than ${MAX_CERTIFICATES} certificates in /Cert`);
    const certificates = encoded.map(readCertificate);
    const [first = null] = certificates;
    return {
      value: element.content,
      trailingBytes: countBytesBehind(contents, element.raw.length),
      certificates: certificates.filter((certificate) => certificate !== null),
      malformedCertificates: certificates.filter((certificate) => certificate === null).length,
      signerCandidates: first === null ? [] : [first],
    };
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    return { malformed: finding("cms-malformed", { reason: error.message }) };
  }
}
