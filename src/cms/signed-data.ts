import type { AlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import type { Asn1Element, EncodingRules } from "../asn1/cursor.ts";
import { SET } from "../asn1/tags.ts";

/** A ContentInfo of type signedData (RFC 5652, sections 3 and 5.1), read where it stands: nothing is copied. */
export interface SignedData {
  /** The exact octets of the ContentInfo. */
  readonly raw: Uint8Array;
  /** DER, or the looser BER that RFC 5652 allows for the framing. */
  readonly encoding: EncodingRules;
  readonly version: number;
  readonly digestAlgorithms: readonly AlgorithmIdentifier[];
  /** eContentType as a dotted OID. */
  readonly contentType: string;
  /** eContent; null where the signature is detached. */
  readonly content: Uint8Array | null;
  /** Each X.509 Certificate as it stands, in the order of the CMS; not checked to be well-formed. */
  readonly certificates: readonly Uint8Array[];
  /** Attribute certificates and certificates of other formats, which nothing here uses. */
  readonly otherCertificates: number;
  /** Each CertificateList as it stands. */
  readonly crls: readonly Uint8Array[];
  /** Each OCSPResponse of `crls` (RFC 5940, section 2.1). */
  readonly ocspResponses: readonly Uint8Array[];
  /** Revocation information of other formats, which nothing here uses. */
  readonly otherRevocation: number;
  readonly signerInfos: readonly SignerInfo[];
}

/** How a SignerInfo names its certificate (RFC 5652, section 5.3). */
export type SignerIdentifier =
  | {
      readonly kind: "issuerAndSerial";
      /** The Name as it stands. */
      readonly issuer: Uint8Array;
      /** Contents octets of the INTEGER. */
      readonly serialNumber: Uint8Array;
    }
  | { readonly kind: "keyIdentifier"; readonly keyIdentifier: Uint8Array };

/** RFC 5652, section 5.3. */
export interface SignerInfo {
  readonly version: number;
  readonly sid: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** Null where the signature value covers the content itself. */
  readonly signedAttributes: SignedAttributes | null;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
}

/** RFC 5652, section 5.3. */
export interface Attribute {
  readonly oid: string;
  readonly values: readonly Asn1Element[];
}

/** The attributes that the signature value covers. */
export class SignedAttributes {
  /** As it stands in the SignerInfo, with the identifier octet of [0] IMPLICIT. */
  readonly raw: Uint8Array;
  /**
   * Whether `raw` is DER, its attributes and their values sorted as SET OF demands. RFC 5652, section 5.3: they must
   * be; otherwise two readers may hash different octets.
   */
  readonly isDer: boolean;
  /** In the order in which they stand. */
  readonly attributes: readonly Attribute[];

  constructor(raw: Uint8Array, isDer: boolean, attributes: readonly Attribute[]) {
    this.raw = raw;
    this.isDer = isDer;
    this.attributes = attributes;
  }

  /** Every attribute of this type; an honest signer puts one or none. */
  all(oid: string): readonly Attribute[] {
    return attributesOf(this.attributes, oid);
  }

  /**
   * The octets that the signature value covers (RFC 5652, section 5.4): as they stand, with the identifier octet of
   * SET OF. Never sorted or encoded anew: that would let attributes be moved about without the signature noticing.
   */
  signedBytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.raw);
    bytes[0] = SET;
    return bytes;
  }
}

/** Every attribute of this type. */
export function attributesOf(attributes: readonly Attribute[], oid: string): readonly Attribute[] {
  return attributes.filter((attribute) => attribute.oid === oid);
}
