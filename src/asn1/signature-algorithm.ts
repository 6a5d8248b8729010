import { type DigestName, KEY_OIDS } from "../crypto/algorithms.ts";
import { keyFits } from "../crypto/key-fits.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import {
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
  identifier: Pick<AlgorithmIdentifier, "oid" | "parameters">,
  context: SignatureAlgorithmContext = {},
): ResolvedSignatureAlgorithm {
  const resolved = resolveIdentifier(identifier, context);
  const { publicKey } = context;
  if (!resolved.ok || publicKey === undefined || publicKey.kind === "unknown") return resolved;
  return keyFits(resolved.algorithm, publicKey) ? resolved : wrongParameters(resolved.algorithm.name);
}

function resolveIdentifier(
  { oid, parameters }: Pick<AlgorithmIdentifier, "oid" | "parameters">,
  { digest }: SignatureAlgorithmContext,
): ResolvedSignatureAlgorithm {
  if (oid === KEY_OIDS.rsaPss) return resolvePss(parameters);

  const fixed = SIGNATURE_ALGORITHMS.get(oid);
  if (fixed !== undefined) {
    const { algorithm } = fixed;
    return obeys(parameters, fixed.parameters) ? { ok: true, algorithm } : wrongParameters(algorithm.name);
  }

  const withDigest = digest === undefined ? undefined : KEY_OIDS_AS_SIGNATURE.get(oid);
  if (withDigest === undefined || digest === undefined) {
    return { ok: false, problem: "unsupported", name: signatureAlgorithmName(oid) };
  }
  const algorithm = withDigest(digest);
  const rule = algorithm.scheme === "RSASSA-PKCS1-v1_5" ? "null-or-absent" : "absent";
  return obeys(parameters, rule) ? { ok: true, algorithm } : wrongParameters(algorithm.name);
}

/** RFC 4055, section 3.1 and RFC 4056, section 3: in a signature the parameters must be present. */
function resolvePss(parameters: Asn1Element | null): ResolvedSignatureAlgorithm {
  const name = signatureAlgorithmName(KEY_OIDS.rsaPss);
  if (parameters === null) return wrongParameters(name);
  try {
    return { ok: true, algorithm: rsaPss(parsePssParameters(parameters)) };
  } catch (error) {
    if (error instanceof Asn1Error) return wrongParameters(name);
    throw error;
  }
}

function obeys(parameters: Asn1Element | null, rule: ParameterRule): boolean {
  return rule === "null-or-absent" ? isNullOrAbsent(parameters) : parameters === null;
}

function wrongParameters(name: string): ResolvedSignatureAlgorithm {
  return { ok: false, problem: "parameters", name };
}
