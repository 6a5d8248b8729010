import { CURVES, type DigestName, KEY_OIDS } from "../crypto/algorithms.ts";
import { keyFits } from "../crypto/key-fits.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import {
  type FixedSignatureAlgorithm,
  KEY_OIDS_AS_SIGNATURE,
  type ParameterRule,
  rsaPss,
  SIGNATURE_ALGORITHMS,
  type SignatureAlgorithm,
  signatureAlgorithmName,
} from "../crypto/signature-algorithms.ts";
import { type AlgorithmIdentifier, isNullOrAbsent } from "./algorithm-identifier.ts";
import { Asn1Error } from "./asn1-error.ts";
import type { Asn1Element } from "./cursor.ts";
import { parsePssParameters } from "./pss-parameters.ts";
import { OBJECT_IDENTIFIER } from "./tags.ts";
import { decodeOid } from "./values.ts";

export interface SignatureAlgorithmContext {
  /** The SignerInfo's digestAlgorithm: CMS allows a key's OID as signature algorithm, which leaves the digest to it. */
  readonly digest?: DigestName;
  /** Where given, an algorithm that a key of this kind cannot have is reported as wrong parameters. */
  readonly publicKey?: PublicKey;
}

export type ResolvedSignatureAlgorithm =
  | { readonly ok: true; readonly algorithm: SignatureAlgorithm }
  /** `parameters`: malformed, forbidden or missing ones, or ones that do not fit the key. `name` is for reports. */
  | { readonly ok: false; readonly problem: "unsupported" | "parameters"; readonly name: string };

/** The signature algorithm that an AlgorithmIdentifier of a certificate, CRL, OCSP response or SignerInfo names. */
export function resolveSignatureAlgorithm(
  { oid, parameters }: Pick<AlgorithmIdentifier, "oid" | "parameters">,
  { digest, publicKey }: SignatureAlgorithmContext = {},
): ResolvedSignatureAlgorithm {
  const resolved = oid === KEY_OIDS.rsaPss ? resolvePss(parameters) : resolveFixed(oid, parameters, digest, publicKey);
  if (!resolved.ok || publicKey === undefined || publicKey.kind === "unknown") return resolved;
  return keyFits(resolved.algorithm, publicKey) ? resolved : wrongParameters(resolved.algorithm.name);
}

function resolveFixed(
  oid: string,
  parameters: Asn1Element | null,
  digest: DigestName | undefined,
  publicKey: PublicKey | undefined,
): ResolvedSignatureAlgorithm {
  const fixed = SIGNATURE_ALGORITHMS.get(oid) ?? withDigest(oid, digest);
  if (fixed === null) return { ok: false, problem: "unsupported", name: signatureAlgorithmName(oid) };
  const { algorithm } = fixed;
  return obeys(parameters, fixed.parameters, publicKey) ? { ok: true, algorithm } : wrongParameters(algorithm.name);
}

function withDigest(oid: string, digest: DigestName | undefined): FixedSignatureAlgorithm | null {
  // SHAKE256 stands beside Ed448 only: the others have OIDs of their own for it (RFC 8702).
  if (digest === undefined || digest === "SHAKE256") return null;
  return KEY_OIDS_AS_SIGNATURE.get(oid)?.(digest) ?? null;
}

/** RFC 4055, section 3.1 and RFC 4056, section 3: in a signature the parameters must be present. */
function resolvePss(parameters: Asn1Element | null): ResolvedSignatureAlgorithm {
  const name = signatureAlgorithmName(KEY_OIDS.rsaPss);
  if (parameters === null) return wrongParameters(name);
  try {
    const pss = parsePssParameters(parameters);
    return pss === null ? { ok: false, problem: "unsupported", name } : { ok: true, algorithm: rsaPss(pss) };
  } catch (error) {
    if (error instanceof Asn1Error) return wrongParameters(name);
    throw error;
  }
}

function obeys(parameters: Asn1Element | null, rule: ParameterRule, publicKey: PublicKey | undefined): boolean {
  switch (rule) {
    case "absent":
      return parameters === null;
    case "null-or-absent":
      return isNullOrAbsent(parameters);
    case "curve-null-or-absent":
      return isNullOrAbsent(parameters) || isCurveOf(parameters, publicKey);
  }
}

function isCurveOf(parameters: Asn1Element | null, publicKey: PublicKey | undefined): boolean {
  if (parameters?.tag !== OBJECT_IDENTIFIER || publicKey?.kind !== "EC") return false;
  try {
    return decodeOid(parameters) === CURVES[publicKey.curve].oid;
  } catch {
    return false;
  }
}

function wrongParameters(name: string): ResolvedSignatureAlgorithm {
  return { ok: false, problem: "parameters", name };
}
