import { Asn1Error } from "../../asn1/asn1-error.ts";
import { encodeHex } from "../../bytes/hex.ts";
import { timestampTokens } from "../../cms/attributes.ts";
import { findByEssId, findBySignerIdentifier } from "../../cms/find-signer.ts";
import { CONTENT_TIMESTAMP, SIGNATURE_TIMESTAMP, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 } from "../../cms/oids.ts";
import { readSignedDataPrefix } from "../../cms/parse-signed-data.ts";
import { attributesOf, type SignedData, type SignerInfo } from "../../cms/signed-data.ts";
import { parseSigningCertificate, parseSigningCertificateV2 } from "../../cms/signing-certificate.ts";
import { digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { readSignatureFields } from "../../pdf/read/form.ts";
import { readSignatureDictionary, type SignatureDictionary } from "../../pdf/read/signature-dictionary.ts";
import { parseTimestampToken, readTimestampToken, type TimestampToken } from "../../tsp/token.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { readCertificates } from "../../x509/read-certificates.ts";
import { EMPTY_STORE, readSecurityStore, type SecurityStore, StoreBudget } from "./security-store.ts";

/** What long-term validation has to preserve: a signature with its timestamps, or a document timestamp. */
export type StoredSignature = StoredDocumentSignature | StoredDocumentTimestamp;

interface Stored {
  readonly field: string;
  /** The name of its entry among /VRI: SHA-1 over /Contents with its padding, upper-case hex (EN 319 142-1, 5.4.2.3). */
  readonly vriKey: string;
  /** Bytes [start, end) of the file that it covers, two ranges. */
  readonly ranges: readonly [number, number, number, number];
  /** Certificates in it. */
  readonly certificates: readonly Certificate[];
  readonly signedData: SignedData;
}

export interface StoredDocumentSignature extends Stored {
  readonly kind: "signature";
  readonly signerInfo: SignerInfo;
  readonly signer: Certificate;
  /** Those of its unsigned attributes that can be read. */
  readonly timestamps: readonly TimestampToken[];
  /** Those of its signed attributes that can be read: they are over what it signs. */
  readonly contentTimestamps: readonly TimestampToken[];
}

export interface StoredDocumentTimestamp extends Stored {
  readonly kind: "document-timestamp";
  readonly token: TimestampToken;
  /** The document security store in what it covers. */
  readonly coveredStore: SecurityStore;
}

/** id-aa-er-internal and id-aa-er-external (RFC 5276): evidence records, which adding to a file could break. */
const EVIDENCE_RECORDS = ["1.2.840.113549.1.9.16.2.49", "1.2.840.113549.1.9.16.2.50"];

/**
 * Every signature and document timestamp of a document, by the ends of what they cover.
 *
 * @throws PadesError ERR_PDF_UNREADABLE, naming the field, where one cannot be read, so that nothing can be added for it;
 * ERR_PDF_UNSUPPORTED where one has an evidence record, which would not survive an update
 * @throws PdfReadError, PdfLimitError, Suspension as the reader does
 */
export function readStoredSignatures(document: PdfDocument): readonly StoredSignature[] {
  const budget = new StoreBudget();
  const stored = readSignatureFields(document).fields.flatMap(({ name, value }) => {
    if (!value?.dict) return [];
    try {
      const dictionary = readSignatureDictionary(document, { ref: value.ref, dict: value.dict });
      return [readStored(name, dictionary, (end) => storeAt(document, end, budget))];
    } catch (error) {
      if (!(error instanceof Asn1Error)) throw error;
      throw refusal(name, error.message, error);
    }
  });
  return stored.sort((a, b) => a.ranges[3] - b.ranges[3]);
}

/** The store of the revision that ends there. */
function storeAt(document: PdfDocument, end: number, budget: StoreBudget): SecurityStore {
  const revision = document.revisions.find((each) => each.eofEnd <= end && end <= each.end);
  return revision === undefined ? EMPTY_STORE : readSecurityStore(document.openRevision(revision), budget);
}

function readStored(
  field: string,
  { subFilter, contents, byteRange }: SignatureDictionary,
  storeUntil: (end: number) => SecurityStore,
): StoredSignature {
  const [a, b, c, d, ...more] = byteRange ?? [];
  if (
    contents === null ||
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    more.length > 0
  ) {
    throw refusal(field, "it has no /Contents or /ByteRange");
  }
  const { signedData, length } = readSignedDataPrefix(contents.bytes);
  const common = {
    field,
    vriKey: encodeHex(digestOf("SHA-1", contents.bytes)).toUpperCase(),
    ranges: [a, a + b, c, c + d] as const,
    certificates: readCertificates(signedData.certificates).certificates,
    signedData,
  };
  if (subFilter === "ETSI.RFC3161") {
    const token = parseTimestampToken(contents.bytes.subarray(0, length));
    return { ...common, kind: "document-timestamp", token, coveredStore: storeUntil(c + d) };
  }
  const [signerInfo, ...others] = signedData.signerInfos;
  if (signerInfo === undefined || others.length > 0) throw refusal(field, "it does not have exactly one signer");
  if (EVIDENCE_RECORDS.some((oid) => attributesOf(signerInfo.unsignedAttributes, oid).length > 0)) {
    const message = `the signature "${field}" has an evidence record (RFC 4998), which is not supported`;
    throw new PadesError("ERR_PDF_UNSUPPORTED", message);
  }
  // What is no token proves nothing, and needs nothing.
  const timestamps = timestampTokens(signerInfo.unsignedAttributes, SIGNATURE_TIMESTAMP).flatMap(
    (der) => readTimestampToken(der) ?? [],
  );
  const signed = signerInfo.signedAttributes?.attributes ?? [];
  const contentTimestamps = timestampTokens(signed, CONTENT_TIMESTAMP).flatMap((der) => readTimestampToken(der) ?? []);
  const signer = findSigner(signerInfo, common.certificates);
  if (signer === null) throw refusal(field, "its signer's certificate is not in it, or not to be told from others");
  return { ...common, kind: "signature", signerInfo, signer, timestamps, contentTimestamps };
}

/** By the sid, and where several fit, by the signed attribute that names it. */
function findSigner({ sid, signedAttributes }: SignerInfo, certificates: readonly Certificate[]): Certificate | null {
  const candidates = findBySignerIdentifier(certificates, sid);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  const attributes = signedAttributes?.attributes ?? [];
  const newer = attributesOf(attributes, SIGNING_CERTIFICATE_V2)[0]?.values[0];
  const older = attributesOf(attributes, SIGNING_CERTIFICATE)[0]?.values[0];
  const ids = newer ? parseSigningCertificateV2(newer) : older ? parseSigningCertificate(older) : [];
  const [first] = ids;
  const named = first === undefined ? [] : (findByEssId(candidates, first) ?? []);
  return named.length === 1 ? (named[0] ?? null) : null;
}

function refusal(field: string, reason: string, cause?: Error): PadesError {
  return new PadesError("ERR_PDF_UNREADABLE", `the signature "${field}" cannot be extended: ${reason}`, { cause });
}
