import type { CurveName, EdwardsCurveName } from "./algorithms.ts";
import type { PssParameters } from "./signature-algorithms.ts";

interface AnyPublicKey {
  /** SubjectPublicKeyInfo in DER, with nothing behind it. */
  readonly spki: Uint8Array;
  /** For reports: "RSA-2048", "P-256". */
  readonly name: string;
  /** Bits that key-size rules count: of the modulus, the field, or DSA's p. 0 where they are not known. */
  readonly bits: number;
}

interface AnyRsaPublicKey extends AnyPublicKey {
  /** RSAPublicKey in DER (RFC 8017, annex A.1.1). */
  readonly pkcs1: Uint8Array;
  /** Unsigned, big-endian, without leading zeros; odd. */
  readonly modulus: Uint8Array;
  /** Unsigned, big-endian, without leading zeros; odd, above 1, at most 64 bits. */
  readonly exponent: Uint8Array;
}

export interface RsaPublicKey extends AnyRsaPublicKey {
  readonly kind: "RSA";
}

/** A key for RSASSA-PSS only (RFC 4055, section 1.2). */
export interface RsaPssPublicKey extends AnyRsaPublicKey {
  readonly kind: "RSA-PSS";
  /** Signatures must have this digest, this mask, and at least this salt; null where any PSS parameters will do. */
  readonly restriction: PssParameters | null;
}

export interface EcPublicKey extends AnyPublicKey {
  readonly kind: "EC";
  readonly curve: CurveName;
  /** The point as it is encoded (SEC 1, section 2.3.3). That it is on the curve is checked when it is used. */
  readonly point: Uint8Array;
  readonly compressed: boolean;
}

export interface EdwardsPublicKey extends AnyPublicKey {
  readonly kind: EdwardsCurveName;
  readonly curve: EdwardsCurveName;
  /** RFC 8032: 32 or 57 octets. */
  readonly key: Uint8Array;
}

export interface DsaPublicKey extends AnyPublicKey {
  readonly kind: "DSA";
  /** Dss-Parms in DER (RFC 3279, section 2.3.2); null where they are inherited from the issuer's key. */
  readonly parameters: Uint8Array | null;
  /** Contents of the BIT STRING: y as an INTEGER in DER. */
  readonly value: Uint8Array;
  /** Octets of the subgroup's order q; 0 where parameters are inherited. */
  readonly orderBytes: number;
}

/** A key that no signature is verified with: another algorithm, explicit curve parameters, a size beyond all use. */
export interface UnknownPublicKey extends AnyPublicKey {
  readonly kind: "unknown";
}

/** What a SubjectPublicKeyInfo holds, checked to be well-formed (asn1/public-key.ts). */
export type PublicKey =
  | RsaPublicKey
  | RsaPssPublicKey
  | EcPublicKey
  | EdwardsPublicKey
  | DsaPublicKey
  | UnknownPublicKey;
