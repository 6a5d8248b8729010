import { type DigestName, EDWARDS_CURVES, type EdwardsCurveName, KEY_OIDS } from "./algorithms.ts";

/** RSASSA-PSS-params (RFC 4055, section 3.1), with MGF1 and the trailer BC, the only ones there are. */
export interface PssParameters {
  readonly digest: DigestName;
  readonly mgfDigest: DigestName;
  /** Bytes. */
  readonly saltLength: number;
}

/**
 * A signature algorithm with everything needed to verify it. `name` is for reports. `digest` is what is hashed
 * before the public-key operation; for EdDSA, which hashes by itself, what a CMS uses beside it.
 */
export type SignatureAlgorithm =
  | { readonly scheme: "RSASSA-PKCS1-v1_5"; readonly name: string; readonly digest: DigestName }
  | ({ readonly scheme: "RSASSA-PSS"; readonly name: string } & PssParameters)
  | { readonly scheme: "ECDSA"; readonly name: string; readonly digest: DigestName; readonly encoding: EcdsaEncoding }
  | { readonly scheme: "EdDSA"; readonly name: string; readonly digest: DigestName; readonly curve: EdwardsCurveName }
  | { readonly scheme: "DSA"; readonly name: string; readonly digest: DigestName };

export type SignatureScheme = SignatureAlgorithm["scheme"];

/** Ecdsa-Sig-Value in DER (RFC 3279, section 2.2.3), or r and s one after another (BSI TR-03111, section 5.2.1). */
export type EcdsaEncoding = "der" | "plain";

export function rsaPkcs1(digest: DigestName): SignatureAlgorithm {
  return { scheme: "RSASSA-PKCS1-v1_5", name: `RSASSA-PKCS1-v1_5 with ${digest}`, digest };
}

export function rsaPss(parameters: PssParameters): SignatureAlgorithm {
  const { digest, mgfDigest } = parameters;
  const mask = mgfDigest === digest ? "" : ` and MGF1 with ${mgfDigest}`;
  return { scheme: "RSASSA-PSS", name: `RSASSA-PSS with ${digest}${mask}`, ...parameters };
}

export function ecdsa(digest: DigestName, encoding: EcdsaEncoding = "der"): SignatureAlgorithm {
  const prefix = encoding === "plain" ? "plain " : "";
  return { scheme: "ECDSA", name: `${prefix}ECDSA with ${digest}`, digest, encoding };
}

export function edDsa(curve: EdwardsCurveName): SignatureAlgorithm {
  return { scheme: "EdDSA", name: curve, digest: EDWARDS_CURVES[curve].cmsDigest, curve };
}

export function dsa(digest: DigestName): SignatureAlgorithm {
  return { scheme: "DSA", name: `DSA with ${digest}`, digest };
}

/**
 * What the parameters of an AlgorithmIdentifier must be. `curve-null-or-absent`: RFC 5758 has ECDSA without any, yet
 * qualified CAs write NULL, and BSI TR-03111 signers the curve, which then must be the key's.
 */
export type ParameterRule = "absent" | "null-or-absent" | "curve-null-or-absent";

/** An algorithm whose OID says everything. */
export interface FixedSignatureAlgorithm {
  readonly algorithm: SignatureAlgorithm;
  readonly parameters: ParameterRule;
}

const PKCS1 = "1.2.840.113549.1.1";
const NIST_SIGNATURE = "2.16.840.1.101.3.4.3";
const ANSI_ECDSA = "1.2.840.10045.4";
const PLAIN_ECDSA = "0.4.0.127.0.7.1.1.4.1";

type Entry = readonly [oid: string, FixedSignatureAlgorithm];

const rsaEntry = (oid: string, digest: DigestName): Entry => [
  oid,
  { algorithm: rsaPkcs1(digest), parameters: "null-or-absent" },
];
const ecdsaEntry = (oid: string, digest: DigestName, encoding?: EcdsaEncoding): Entry => [
  oid,
  { algorithm: ecdsa(digest, encoding), parameters: "curve-null-or-absent" },
];
const entry = (oid: string, algorithm: SignatureAlgorithm): Entry => [oid, { algorithm, parameters: "absent" }];

/** OIDs that name the digest too. RSASSA-PSS needs its parameters, and CMS allows key OIDs (KEY_OIDS_AS_SIGNATURE). */
export const SIGNATURE_ALGORITHMS: ReadonlyMap<string, FixedSignatureAlgorithm> = new Map<
  string,
  FixedSignatureAlgorithm
>([
  // RFC 8017, annex A.2.4; RFC 4055, section 5: NULL, but absent must be accepted.
  rsaEntry(`${PKCS1}.4`, "MD5"),
  rsaEntry(`${PKCS1}.5`, "SHA-1"),
  rsaEntry("1.3.14.3.2.29", "SHA-1"),
  rsaEntry(`${PKCS1}.14`, "SHA-224"),
  rsaEntry(`${PKCS1}.11`, "SHA-256"),
  rsaEntry(`${PKCS1}.12`, "SHA-384"),
  rsaEntry(`${PKCS1}.13`, "SHA-512"),
  rsaEntry(`${PKCS1}.15`, "SHA-512/224"),
  rsaEntry(`${PKCS1}.16`, "SHA-512/256"),
  rsaEntry("1.3.36.3.3.1.2", "RIPEMD-160"),
  rsaEntry(`${NIST_SIGNATURE}.13`, "SHA3-224"),
  rsaEntry(`${NIST_SIGNATURE}.14`, "SHA3-256"),
  rsaEntry(`${NIST_SIGNATURE}.15`, "SHA3-384"),
  rsaEntry(`${NIST_SIGNATURE}.16`, "SHA3-512"),

  // RFC 5758, section 3.2.
  ecdsaEntry(`${ANSI_ECDSA}.1`, "SHA-1"),
  ecdsaEntry(`${ANSI_ECDSA}.3.1`, "SHA-224"),
  ecdsaEntry(`${ANSI_ECDSA}.3.2`, "SHA-256"),
  ecdsaEntry(`${ANSI_ECDSA}.3.3`, "SHA-384"),
  ecdsaEntry(`${ANSI_ECDSA}.3.4`, "SHA-512"),
  ecdsaEntry(`${NIST_SIGNATURE}.9`, "SHA3-224"),
  ecdsaEntry(`${NIST_SIGNATURE}.10`, "SHA3-256"),
  ecdsaEntry(`${NIST_SIGNATURE}.11`, "SHA3-384"),
  ecdsaEntry(`${NIST_SIGNATURE}.12`, "SHA3-512"),

  // BSI TR-03111, section 5.2.1.
  ecdsaEntry(`${PLAIN_ECDSA}.1`, "SHA-1", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.2`, "SHA-224", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.3`, "SHA-256", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.4`, "SHA-384", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.5`, "SHA-512", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.6`, "RIPEMD-160", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.8`, "SHA3-224", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.9`, "SHA3-256", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.10`, "SHA3-384", "plain"),
  ecdsaEntry(`${PLAIN_ECDSA}.11`, "SHA3-512", "plain"),

  // RFC 8410, section 3.
  entry(EDWARDS_CURVES.Ed25519.oid, edDsa("Ed25519")),
  entry(EDWARDS_CURVES.Ed448.oid, edDsa("Ed448")),

  // RFC 5758, section 3.1.
  entry("1.2.840.10040.4.3", dsa("SHA-1")),
  entry(`${NIST_SIGNATURE}.1`, dsa("SHA-224")),
  entry(`${NIST_SIGNATURE}.2`, dsa("SHA-256")),
  entry(`${NIST_SIGNATURE}.3`, dsa("SHA-384")),
  entry(`${NIST_SIGNATURE}.4`, dsa("SHA-512")),
  entry(`${NIST_SIGNATURE}.5`, dsa("SHA3-224")),
  entry(`${NIST_SIGNATURE}.6`, dsa("SHA3-256")),
  entry(`${NIST_SIGNATURE}.7`, dsa("SHA3-384")),
  entry(`${NIST_SIGNATURE}.8`, dsa("SHA3-512")),
]);

/**
 * Key OIDs where CMS puts a signature algorithm (RFC 3370, section 3.2; RFC 5753, section 2.1.1; RFC 3370, section 3.1):
 * the digest is then the SignerInfo's digestAlgorithm.
 */
export const KEY_OIDS_AS_SIGNATURE: ReadonlyMap<string, (digest: DigestName) => FixedSignatureAlgorithm> = new Map<
  string,
  (digest: DigestName) => FixedSignatureAlgorithm
>([
  [KEY_OIDS.rsa, (digest) => ({ algorithm: rsaPkcs1(digest), parameters: "null-or-absent" })],
  [KEY_OIDS.ec, (digest) => ({ algorithm: ecdsa(digest), parameters: "curve-null-or-absent" })],
  [KEY_OIDS.dsa, (digest) => ({ algorithm: dsa(digest), parameters: "absent" })],
]);

/** Algorithms that are recognised only to be called by their name in a report. */
const UNSUPPORTED_NAMES: ReadonlyMap<string, string> = new Map([
  [`${PKCS1}.2`, "RSASSA-PKCS1-v1_5 with MD2"],
  [`${PKCS1}.3`, "RSASSA-PKCS1-v1_5 with MD4"],
  ["1.3.6.1.5.5.7.6.30", "RSASSA-PSS with SHAKE128"],
  ["1.3.6.1.5.5.7.6.31", "RSASSA-PSS with SHAKE256"],
  ["1.3.6.1.5.5.7.6.32", "ECDSA with SHAKE128"],
  ["1.3.6.1.5.5.7.6.33", "ECDSA with SHAKE256"],
  [`${NIST_SIGNATURE}.17`, "ML-DSA-44"],
  [`${NIST_SIGNATURE}.18`, "ML-DSA-65"],
  [`${NIST_SIGNATURE}.19`, "ML-DSA-87"],
  ["1.2.643.2.2.3", "GOST R 34.10-2001"],
  ["1.2.643.7.1.1.3.2", "GOST R 34.10-2012 (256 bits)"],
  ["1.2.643.7.1.1.3.3", "GOST R 34.10-2012 (512 bits)"],
  ["1.2.156.10197.1.501", "SM2 with SM3"],
]);

/** How a report calls an algorithm that cannot be verified: its name, or else its OID. */
export function signatureAlgorithmName(oid: string): string {
  if (oid === KEY_OIDS.rsaPss) return "RSASSA-PSS";
  return SIGNATURE_ALGORITHMS.get(oid)?.algorithm.name ?? UNSUPPORTED_NAMES.get(oid) ?? oid;
}
