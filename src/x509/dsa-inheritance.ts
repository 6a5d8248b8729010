import { contentsOf, readAsn1 } from "../asn1/cursor.ts";
import { parsePublicKey } from "../asn1/public-key.ts";
import { BIT_STRING, OBJECT_IDENTIFIER, SEQUENCE } from "../asn1/tags.ts";
import { concatBytes } from "../bytes/concat.ts";
import type { PublicKey } from "../crypto/public-key.ts";

/**
 * The key with which the certificates below are verified: a DSA key without parameters has those of its issuer's
 * working key (RFC 5280, 6.1.4 d to f), if that is a DSA key too.
 */
export function inheritParameters(key: PublicKey, issuerKey: PublicKey): PublicKey {
  if (key.kind !== "DSA" || key.parameters !== null) return key;
  if (issuerKey.kind !== "DSA" || issuerKey.parameters === null) return key;
  const info = contentsOf(readAsn1(key.spki));
  const oid = info.enter(SEQUENCE).take(OBJECT_IDENTIFIER).raw;
  const algorithm = encodeSequence(oid, issuerKey.parameters);
  return parsePublicKey(readAsn1(encodeSequence(algorithm, info.take(BIT_STRING).raw)));
}

function encodeSequence(...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...parts);
  const octets: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 | octets.length, ...octets];
  return concatBytes(Uint8Array.of(SEQUENCE, ...length), content);
}
