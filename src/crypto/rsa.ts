import { concatBytes } from "../bytes/concat.ts";
import { equalBytes } from "../bytes/equal.ts";
import { DIGESTS, type DigestName } from "./algorithms.ts";
import { integerToOctets, modularPower, octetsToInteger } from "./bigint.ts";
import { createDigest, digestOf } from "./digest.ts";
import type { RsaPssPublicKey, RsaPublicKey } from "./public-key.ts";
import type { PssParameters } from "./signature-algorithms.ts";

/*
 * RSA verification (RFC 8017, section 8) on a digest that is already there, and for digests that a platform lacks.
 * Everything here is public, so nothing needs to take constant time.
 */

type AnyRsaPublicKey = RsaPublicKey | RsaPssPublicKey;

/** RSASSA-PKCS1-v1_5 (section 8.2.2): the encoding is made anew and compared, never parsed. */
export function verifyRsaPkcs1(
  key: AnyRsaPublicKey,
  name: DigestName,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const encoded = recoverMessage(key, signature);
  if (encoded === null) return false;
  const expected = encodePkcs1(name, digest, encoded.length);
  return expected !== null && equalBytes(expected, encoded);
}

/**
 * The digest that a signature value of RSASSA-PKCS1-v1_5 holds, where nothing beside it says by which algorithm it was
 * made. As strict as verifying: the encoding is made anew for each algorithm and compared. Null where it is none.
 */
export function recoverPkcs1Digest(
  key: AnyRsaPublicKey,
  signature: Uint8Array,
): { readonly name: DigestName; readonly digest: Uint8Array } | null {
  const encoded = recoverMessage(key, signature);
  if (encoded === null) return null;
  for (const { name, bytes } of Object.values(DIGESTS)) {
    const digest = encoded.subarray(encoded.length - bytes);
    const expected = encodePkcs1(name, digest, encoded.length);
    if (expected !== null && equalBytes(expected, encoded)) return { name, digest };
  }
  return null;
}

/** RSASSA-PSS (section 8.1.2 with 9.1.2). */
export function verifyRsaPss(
  key: AnyRsaPublicKey,
  pss: PssParameters,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const recovered = recoverMessage(key, signature);
  if (recovered === null) return false;
  const emBits = key.bits - 1;
  const emLength = Math.ceil(emBits / 8);
  // One bit above a whole number of octets, the modulus is an octet longer than the encoding.
  const encoded = recovered.subarray(recovered.length - emLength);
  if (encoded.length < recovered.length && recovered[0] !== 0) return false;
  return isPssEncoding(encoded, 8 * emLength - emBits, pss, digest);
}

/** RSAVP1 (section 5.2.2): null where the signature is not a representative, or not as long as the modulus. */
function recoverMessage(key: AnyRsaPublicKey, signature: Uint8Array): Uint8Array | null {
  if (signature.length !== key.modulus.length) return null;
  const modulus = octetsToInteger(key.modulus);
  const representative = octetsToInteger(signature);
  if (representative >= modulus) return null;
  return integerToOctets(modularPower(representative, octetsToInteger(key.exponent), modulus), key.modulus.length);
}

/** EMSA-PKCS1-v1_5 (section 9.2); null where the digest does not fit. */
function encodePkcs1(name: DigestName, digest: Uint8Array, length: number): Uint8Array | null {
  const digestInfo = encodeDigestInfo(name, digest);
  const padding = length - digestInfo.length - 3;
  if (padding < 8) return null;
  return concatBytes(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), digestInfo);
}

/** DigestInfo in DER; all its lengths are below 128. */
function encodeDigestInfo(name: DigestName, digest: Uint8Array): Uint8Array {
  const oid = encodeOid(DIGESTS[name].oid);
  const algorithm = Uint8Array.of(0x30, oid.length + 4, 0x06, oid.length, ...oid, 0x05, 0x00);
  return Uint8Array.of(0x30, algorithm.length + 2 + digest.length, ...algorithm, 0x04, digest.length, ...digest);
}

/** Contents octets of an OBJECT IDENTIFIER (X.690, 8.19). */
function encodeOid(oid: string): number[] {
  const [first = 0, second = 0, ...rest] = oid.split(".").map(Number);
  return [40 * first + second, ...rest].flatMap((arc) => {
    const octets = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) octets.unshift(0x80 | (left & 0x7f));
    return octets;
  });
}

/** EMSA-PSS-VERIFY (section 9.1.2), where the encoding's first `spareBits` bits are unused. */
function isPssEncoding(encoded: Uint8Array, spareBits: number, pss: PssParameters, digest: Uint8Array): boolean {
  const hashLength = DIGESTS[pss.digest].bytes;
  const maskedLength = encoded.length - hashLength - 1;
  const paddingLength = maskedLength - pss.saltLength - 1;
  if (digest.length !== hashLength || paddingLength < 0 || encoded[encoded.length - 1] !== 0xbc) return false;
  const hash = encoded.subarray(maskedLength, maskedLength + hashLength);
  const usedBits = 0xff >> spareBits;
  if (((encoded[0] ?? 0) & ~usedBits) !== 0) return false;

  const mask = generateMask(pss.mgfDigest, hash, maskedLength);
  const block = encoded.slice(0, maskedLength).map((octet, i) => octet ^ (mask[i] ?? 0));
  block[0] = (block[0] ?? 0) & usedBits;
  for (let i = 0; i < paddingLength; i++) {
    if (block[i] !== 0) return false;
  }
  if (block[paddingLength] !== 1) return false;
  const salt = block.subarray(paddingLength + 1);
  const expected = createDigest(pss.digest).update(new Uint8Array(8)).update(digest).update(salt).digest();
  return equalBytes(expected, hash);
}

/** MGF1 (annex B.2.1). */
function generateMask(name: DigestName, seed: Uint8Array, length: number): Uint8Array {
  const mask = new Uint8Array(length);
  const step = DIGESTS[name].bytes;
  for (let at = 0, counter = 0; at < length; at += step, counter++) {
    const block = digestOf(name, concatBytes(seed, integerToOctets(BigInt(counter), 4)));
    mask.set(block.subarray(0, length - at), at);
  }
  return mask;
}
