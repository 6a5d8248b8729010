import type { SignedData, SignerInfo } from "../../cms/signed-data.ts";
import type { LaterAnomalies } from "../../pdf/read/accounting/later-bytes.ts";
import type { ByteRangeFacts } from "../../pdf/read/byte-range.ts";
import type { SignatureField, SignatureFieldReading } from "../../pdf/read/form.ts";
import type { SignatureDictionary } from "../../pdf/read/signature-dictionary.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { SignatureFormat } from "./signature-format.ts";

/** The facts about one signature that checks ask, gathered before anything is judged. */
export interface SignatureSubject extends CmsSubject {
  readonly field: SignatureField;
  /** The whole form, where a check looks at more than this field. */
  readonly form: SignatureFieldReading;
  readonly dictionary: SignatureDictionary;
  readonly byteRange: ByteRangeFacts;
  /** Bytes. */
  readonly fileSize: number;
  readonly revisions: number;
  /** What does not add up after the signed revision; nothing where it ends at none, which is a fault of its own. */
  readonly later: LaterAnomalies;
  /** What its field asks for and it does not have. */
  readonly seedViolations: readonly SeedViolation[];
  /** What its widget says in the form of a preset; null for nothing. */
  readonly shown: ShownClaims | null;
}

/** Those of them that a signature has wherever it stands, in a PDF or beside what it signs. */
export interface CmsSubject {
  readonly format: SignatureFormat;
  readonly cms: CmsReading | null;
  /** What /Contents holds where it is a signature value by itself. */
  readonly bare: BareSignature | null;
  /** The only SignerInfo; null where there is none or several. */
  readonly signerInfo: SignerInfo | null;
  /** Certificates of the CMS that the SignerInfo points to; the first of /Cert where there is no CMS. */
  readonly signerCandidates: readonly Certificate[];
  /** The only candidate; null where there is none or several. */
  readonly signer: Certificate | null;
  readonly policy: { readonly acceptWithoutSignedAttributes: boolean };
}

/** What the text of a signature's widget says of the signature; null for what it says nothing of. */
export interface ShownClaims {
  readonly signer: string | null;
  readonly title: string | null;
  readonly organization: string | null;
  /** Milliseconds since 1970, to the second. */
  readonly time: number;
}

/** A seed value of the field (ISO 32000-2, table 237) that the signature does not have, or does not show that it has. */
export interface SeedViolation {
  /** The entry: "/SubFilter", "/Cert /Subject". */
  readonly key: string;
  readonly isRequired: boolean;
}

export interface CmsReading {
  readonly signedData: SignedData;
  /** Bytes of /Contents that follow the CMS, up to the last that is not zero. */
  readonly trailingBytes: number;
  readonly certificates: readonly Certificate[];
  /** Certificates of the CMS that could not be read. */
  readonly malformedCertificates: number;
}

/** ISO 32000-2, 12.8.3.2: an RSA signature value in an OCTET STRING, with its certificates in /Cert. */
export interface BareSignature {
  readonly value: Uint8Array;
  /** As in a CMS. */
  readonly trailingBytes: number;
  /** Those of /Cert that could be read; the first of /Cert is the signer's. */
  readonly certificates: readonly Certificate[];
  readonly malformedCertificates: number;
}
