/**
 * All that is known of each algorithm, in one place. Whoever meets an identifier resolves it here (or, with its
 * parameters, in asn1/signature-algorithm.ts) and from then on holds an entry, not an identifier.
 */

export type DigestName =
  | "MD5"
  | "RIPEMD-160"
  | "SHA-1"
  | "SHA-224"
  | "SHA-256"
  | "SHA-384"
  | "SHA-512"
  | "SHA-512/224"
  | "SHA-512/256"
  | "SHA3-224"
  | "SHA3-256"
  | "SHA3-384"
  | "SHA3-512"
  | "SHAKE256";

/** A message digest. */
export interface DigestAlgorithm {
  readonly name: DigestName;
  readonly oid: string;
  /** Length of the digest. SHAKE256 has the 64 octets that CMS prescribes (RFC 8702, section 3; RFC 8419, section 2.3). */
  readonly bytes: number;
  /** The name in node:crypto. */
  readonly node: string;
  /** The name in Web Crypto; null where it has none. */
  readonly web: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512" | null;
}

const NIST_DIGEST = "2.16.840.1.101.3.4.2";

export const DIGESTS: { readonly [Name in DigestName]: DigestAlgorithm & { readonly name: Name } } = {
  // The first two are here so that a report can say what is wrong with a very old file.
  MD5: { name: "MD5", oid: "1.2.840.113549.2.5", bytes: 16, node: "md5", web: null },
  "RIPEMD-160": { name: "RIPEMD-160", oid: "1.3.36.3.2.1", bytes: 20, node: "ripemd160", web: null },
  "SHA-1": { name: "SHA-1", oid: "1.3.14.3.2.26", bytes: 20, node: "sha1", web: "SHA-1" },
  "SHA-224": { name: "SHA-224", oid: `${NIST_DIGEST}.4`, bytes: 28, node: "sha224", web: null },
  "SHA-256": { name: "SHA-256", oid: `${NIST_DIGEST}.1`, bytes: 32, node: "sha256", web: "SHA-256" },
  "SHA-384": { name: "SHA-384", oid: `${NIST_DIGEST}.2`, bytes: 48, node: "sha384", web: "SHA-384" },
  "SHA-512": { name: "SHA-512", oid: `${NIST_DIGEST}.3`, bytes: 64, node: "sha512", web: "SHA-512" },
  "SHA-512/224": { name: "SHA-512/224", oid: `${NIST_DIGEST}.5`, bytes: 28, node: "sha512-224", web: null },
  "SHA-512/256": { name: "SHA-512/256", oid: `${NIST_DIGEST}.6`, bytes: 32, node: "sha512-256", web: null },
  "SHA3-224": { name: "SHA3-224", oid: `${NIST_DIGEST}.7`, bytes: 28, node: "sha3-224", web: null },
  "SHA3-256": { name: "SHA3-256", oid: `${NIST_DIGEST}.8`, bytes: 32, node: "sha3-256", web: null },
  "SHA3-384": { name: "SHA3-384", oid: `${NIST_DIGEST}.9`, bytes: 48, node: "sha3-384", web: null },
  "SHA3-512": { name: "SHA3-512", oid: `${NIST_DIGEST}.10`, bytes: 64, node: "sha3-512", web: null },
  SHAKE256: { name: "SHAKE256", oid: `${NIST_DIGEST}.12`, bytes: 64, node: "shake256", web: null },
};

/** id-shake256-len (RFC 8419, section 2.3): SHAKE256 whose output length in bits is its parameter. */
export const SHAKE256_WITH_LENGTH = `${NIST_DIGEST}.18`;

export type CurveName =
  | "P-256"
  | "P-384"
  | "P-521"
  | "secp256k1"
  | "brainpoolP256r1"
  | "brainpoolP256t1"
  | "brainpoolP320r1"
  | "brainpoolP320t1"
  | "brainpoolP384r1"
  | "brainpoolP384t1"
  | "brainpoolP512r1"
  | "brainpoolP512t1";

/** A named curve y² = x³ + ax + b over a prime field, whose group has cofactor 1. */
export interface Curve {
  readonly name: CurveName;
  readonly oid: string;
  readonly bits: number;
  /** Octets of a coordinate, and of r and s. */
  readonly bytes: number;
  /** The name in node:crypto. */
  readonly node: string;
  /** The name in a JSON Web Key where node:crypto can import one. */
  readonly jwk: string | null;
  /** The name in Web Crypto; null where it has none. */
  readonly web: "P-256" | "P-384" | "P-521" | null;
}

const curve = (name: CurveName, oid: string, bits: number, node: string = name): Curve => ({
  name,
  oid,
  bits,
  bytes: Math.ceil(bits / 8),
  node,
  jwk: null,
  web: null,
});

/** ECC Brainpool (RFC 5639, annex A.2). */
const brainpool = (name: CurveName, arc: number, bits: number): Curve => curve(name, `1.3.36.3.3.2.8.1.1.${arc}`, bits);

export const CURVES: { readonly [Name in CurveName]: Curve } = {
  "P-256": { ...curve("P-256", "1.2.840.10045.3.1.7", 256, "prime256v1"), jwk: "P-256", web: "P-256" },
  "P-384": { ...curve("P-384", "1.3.132.0.34", 384, "secp384r1"), jwk: "P-384", web: "P-384" },
  "P-521": { ...curve("P-521", "1.3.132.0.35", 521, "secp521r1"), jwk: "P-521", web: "P-521" },
  secp256k1: { ...curve("secp256k1", "1.3.132.0.10", 256), jwk: "secp256k1" },
  brainpoolP256r1: brainpool("brainpoolP256r1", 7, 256),
  brainpoolP256t1: brainpool("brainpoolP256t1", 8, 256),
  brainpoolP320r1: brainpool("brainpoolP320r1", 9, 320),
  brainpoolP320t1: brainpool("brainpoolP320t1", 10, 320),
  brainpoolP384r1: brainpool("brainpoolP384r1", 11, 384),
  brainpoolP384t1: brainpool("brainpoolP384t1", 12, 384),
  brainpoolP512r1: brainpool("brainpoolP512r1", 13, 512),
  brainpoolP512t1: brainpool("brainpoolP512t1", 14, 512),
};

export type EdwardsCurveName = "Ed25519" | "Ed448";

/** EdDSA (RFC 8032, RFC 8410). */
export interface EdwardsCurve {
  readonly name: EdwardsCurveName;
  readonly oid: string;
  readonly bits: number;
  readonly keyBytes: number;
  readonly signatureBytes: number;
  /** The digest that a CMS with this signature uses elsewhere (RFC 8419, section 3.1). */
  readonly cmsDigest: DigestName;
}

export const EDWARDS_CURVES: { readonly [Name in EdwardsCurveName]: EdwardsCurve } = {
  Ed25519: { name: "Ed25519", oid: "1.3.101.112", bits: 255, keyBytes: 32, signatureBytes: 64, cmsDigest: "SHA-512" },
  Ed448: { name: "Ed448", oid: "1.3.101.113", bits: 448, keyBytes: 57, signatureBytes: 114, cmsDigest: "SHAKE256" },
};

/** Types of public keys (RFC 3279, RFC 4055, RFC 5480, RFC 8410). */
export const KEY_OIDS = {
  rsa: "1.2.840.113549.1.1.1",
  rsaPss: "1.2.840.113549.1.1.10",
  ec: "1.2.840.10045.2.1",
  dsa: "1.2.840.10040.4.1",
} as const;

/** id-mgf1 (RFC 4055, section 2.2). */
export const MGF1 = "1.2.840.113549.1.1.8";

const DIGESTS_BY_OID = new Map(Object.values(DIGESTS).map((digest) => [digest.oid, digest.name]));
const CURVES_BY_OID = new Map(Object.values(CURVES).map((entry) => [entry.oid, entry.name]));
const EDWARDS_BY_OID = new Map(Object.values(EDWARDS_CURVES).map((entry) => [entry.oid, entry.name]));

/** The digest of this OID; null where it is unknown. Its parameters: asn1/digest-algorithm.ts. */
export function digestByOid(oid: string): DigestName | null {
  return DIGESTS_BY_OID.get(oid) ?? null;
}

export function curveByOid(oid: string): CurveName | null {
  return CURVES_BY_OID.get(oid) ?? null;
}

export function edwardsCurveByOid(oid: string): EdwardsCurveName | null {
  return EDWARDS_BY_OID.get(oid) ?? null;
}
