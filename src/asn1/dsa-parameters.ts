import { concatBytes } from "../bytes/concat.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import { contentsOf, readAsn1 } from "./cursor.ts";
import { parsePublicKey } from "./public-key.ts";
import { BIT_STRING, OBJECT_IDENTIFIER, SEQUENCE } from "./tags.ts";

/**
 * A DSA key that leaves out its parameters, with those of its issuer's key (RFC 5280, section 6.1.4, d to f; RFC 3279,
 * section 2.3.2); any other key unchanged.
 *
 * @throws Asn1Error where the two do not make a key
 */
export function inheritDsaParameters(publicKey: PublicKey, issuerKey: PublicKey): PublicKey {
  if (publicKey.kind !== "DSA" || publicKey.parameters !== null) return publicKey;
  if (issuerKey.kind !== "DSA" || issuerKey.parameters === null) return publicKey;
  const info = contentsOf(readAsn1(publicKey.spki));
  const oid = info.enter(SEQUENCE).take(OBJECT_IDENTIFIER).raw;
  const value = info.take(BIT_STRING).raw;
  const algorithm = encodeSequence(oid, issuerKey.parameters);
  return parsePublicKey(readAsn1(encodeSequence(algorithm, value)));
}

/** The verify path builds nothing else, so it needs no encoder. */
function encodeSequence(...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...parts);
  const { length } = content;
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concatBytes(Uint8Array.of(SEQUENCE, ...header), content);
}
