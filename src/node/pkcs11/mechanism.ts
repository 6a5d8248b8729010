import { nullValue, objectIdentifier, octetString, sequence } from "../../asn1/build.ts";
import { DIGESTS, type DigestName } from "../../crypto/algorithms.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import type { Mechanism } from "./cryptoki.ts";

const CKM = { rsaPkcs: 0x1, rsaPkcsPss: 0xd, ecdsa: 0x1041, eddsa: 0x1057 } as const;
const CK_PARAMS_RSA_PSS = 5;

interface DigestMechanisms {
  readonly digest: number;
  readonly mgf: number;
  readonly rsaPkcs: number;
  readonly rsaPss: number;
  readonly ecdsa: number;
}

/** Those of PKCS#11 2.40; for SHA-3 the digest is made here. */
const BY_DIGEST: ReadonlyMap<DigestName, DigestMechanisms> = new Map<DigestName, DigestMechanisms>([
  ["SHA-256", { digest: 0x250, mgf: 2, rsaPkcs: 0x40, rsaPss: 0x43, ecdsa: 0x1044 }],
  ["SHA-384", { digest: 0x260, mgf: 3, rsaPkcs: 0x41, rsaPss: 0x44, ecdsa: 0x1045 }],
  ["SHA-512", { digest: 0x270, mgf: 4, rsaPkcs: 0x42, rsaPss: 0x45, ecdsa: 0x1046 }],
]);

/** How a token is made to sign by an algorithm: what it is asked for, and what it is given. */
export interface SigningMechanism {
  readonly mechanism: Mechanism;
  readonly input: (data: Uint8Array) => Uint8Array;
}

/**
 * The mechanism for an algorithm among those that a token has; null where it has none. RSA: the token hashes where it
 * can, as some refuse a digest made elsewhere. ECDSA: it gets the digest, which every token with ECDSA takes.
 */
export function chooseMechanism(algorithm: SignatureAlgorithm, available: readonly number[]): SigningMechanism | null {
  const has = new Set(available);
  const { digest } = algorithm;
  const known = BY_DIGEST.get(digest);
  const whole = (data: Uint8Array) => data;
  const hashed = (data: Uint8Array) => digestOf(digest, data);
  switch (algorithm.scheme) {
    case "RSASSA-PKCS1-v1_5":
      if (known !== undefined && has.has(known.rsaPkcs))
        return { mechanism: { mechanism: known.rsaPkcs }, input: whole };
      if (!has.has(CKM.rsaPkcs)) return null;
      return { mechanism: { mechanism: CKM.rsaPkcs }, input: (data) => digestInfo(digest, digestOf(digest, data)) };
    case "RSASSA-PSS": {
      const mgf = BY_DIGEST.get(algorithm.mgfDigest)?.mgf;
      if (known === undefined || mgf === undefined) return null;
      const { saltLength: saltLen } = algorithm;
      const parameter = { type: CK_PARAMS_RSA_PSS, hashAlg: known.digest, mgf, saltLen };
      if (has.has(known.rsaPss)) return { mechanism: { mechanism: known.rsaPss, parameter }, input: whole };
      return has.has(CKM.rsaPkcsPss) ? { mechanism: { mechanism: CKM.rsaPkcsPss, parameter }, input: hashed } : null;
    }
    case "ECDSA":
      if (has.has(CKM.ecdsa)) return { mechanism: { mechanism: CKM.ecdsa }, input: hashed };
      return known !== undefined && has.has(known.ecdsa)
        ? { mechanism: { mechanism: known.ecdsa }, input: whole }
        : null;
    case "EdDSA":
      return algorithm.curve === "Ed25519" && has.has(CKM.eddsa)
        ? { mechanism: { mechanism: CKM.eddsa }, input: whole }
        : null;
    case "DSA":
      return null;
  }
}

/** RFC 8017, section 9.2, with NULL parameters: what RSASSA-PKCS1-v1_5 pads. */
function digestInfo(name: DigestName, digest: Uint8Array): Uint8Array {
  return sequence(sequence(objectIdentifier(DIGESTS[name].oid), nullValue()), octetString(digest));
}
