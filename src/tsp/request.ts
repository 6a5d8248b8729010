import {
  booleanTrue,
  type Der,
  integerOf,
  objectIdentifier,
  octetString,
  sequence,
  smallInteger,
} from "../asn1/build.ts";
import { buildDigestAlgorithm } from "../asn1/build-algorithms.ts";
import type { DigestName } from "../crypto/algorithms.ts";

export interface TimestampRequestInput {
  readonly algorithm: DigestName;
  /** Digest of the octets to be stamped. */
  readonly digest: Uint8Array;
  /** The policy under which to stamp, as a dotted OID; the authority's own by default. */
  readonly policy?: string;
  /** Contents octets of an INTEGER that the answer must repeat. */
  readonly nonce?: Uint8Array;
}

/** TimeStampReq (RFC 3161, section 2.4.1) that asks for the authority's certificate in the token. */
export function buildTimestampRequest({ algorithm, digest, policy, nonce }: TimestampRequestInput): Der {
  return sequence(
    smallInteger(1),
    sequence(buildDigestAlgorithm(algorithm), octetString(digest)),
    ...(policy === undefined ? [] : [objectIdentifier(policy)]),
    ...(nonce === undefined ? [] : [integerOf(nonce)]),
    booleanTrue(),
  );
}

/** A random nonce of eight octets: positive, and as short as DER wants it. */
export function makeNonce(): Uint8Array {
  const octets = crypto.getRandomValues(new Uint8Array(8));
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40;
  return octets;
}
