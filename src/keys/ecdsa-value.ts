import { integerOf, sequence } from "../asn1/build.ts";
import { concatBytes } from "../bytes/concat.ts";
import { PadesError } from "../errors.ts";

/**
 * Ecdsa-Sig-Value in DER (RFC 3279, section 2.2.3) of r and s one after another, as Web Crypto, PKCS#11 and many
 * services give them.
 *
 * @throws PadesError ERR_SIGNATURE_VALUE where these are not two numbers of the same length
 */
export function ecdsaValueFromPair(pair: Uint8Array): Uint8Array {
  if (pair.length === 0 || pair.length % 2 !== 0) {
    throw new PadesError("ERR_SIGNATURE_VALUE", `expected r and s of equal length, found ${pair.length} octets`);
  }
  const half = pair.length / 2;
  return sequence(positive(pair.subarray(0, half)), positive(pair.subarray(half)));
}

function positive(magnitude: Uint8Array): Uint8Array {
  const start = magnitude.findIndex((octet) => octet !== 0);
  const significant = start < 0 ? Uint8Array.of(0) : magnitude.subarray(start);
  return integerOf((significant[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), significant) : significant);
}
