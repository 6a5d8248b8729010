import { DIGESTS, type DigestName, digestByOid, SHAKE256_WITH_LENGTH } from "../crypto/algorithms.ts";
import { type AlgorithmIdentifier, isNullOrAbsent } from "./algorithm-identifier.ts";
import { INTEGER } from "./tags.ts";
import { decodeSmallInteger } from "./values.ts";

type Identifier = Pick<AlgorithmIdentifier, "oid" | "parameters">;

/**
 * The digest that an AlgorithmIdentifier names, or null where it is unknown or has parameters that it must not have:
 * NULL and absent mean the same (RFC 5754, section 2), everything else is refused.
 */
export function resolveDigestAlgorithm({ oid, parameters }: Identifier): DigestName | null {
  if (oid === SHAKE256_WITH_LENGTH) {
    return isOutputLength(parameters) ? "SHAKE256" : null;
  }
  return isNullOrAbsent(parameters) ? digestByOid(oid) : null;
}

/** RFC 8419, section 2.3: the output length in bits, which for Ed448 is 512. */
function isOutputLength(parameters: Identifier["parameters"]): boolean {
  if (parameters?.tag !== INTEGER || parameters.content.length > 2) return false;
  try {
    return decodeSmallInteger(parameters) === 8 * DIGESTS.SHAKE256.bytes;
  } catch {
    return false;
  }
}
