import {
  createPublicKey,
  generateKeyPairSync,
  type KeyLike,
  type KeyObject,
  type SignKeyObjectInput,
  sign,
} from "node:crypto";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import type { PublicKey } from "../../src/crypto/public-key.ts";

/** The public half of a node:crypto key as we read it. */
export function readPublicKey(key: KeyObject): PublicKey {
  const publicHalf = key.type === "private" ? createPublicKey(key) : key;
  return parsePublicKey(readAsn1(new Uint8Array(publicHalf.export({ type: "spki", format: "der" }))));
}

/** What OpenSSL signs: the reference that verification is held to. */
export function signByNode(digest: string | null, data: Uint8Array, key: KeyLike | SignKeyObjectInput): Uint8Array {
  return new Uint8Array(sign(digest, data, key));
}

/** A key for RSASSA-PSS with SHA-256 and at least 32 bytes of salt only. */
export function generateRestrictedPssPair(mgf1HashAlgorithm: "sha1" | "sha256") {
  const options = { modulusLength: 2048, hashAlgorithm: "sha256", mgf1HashAlgorithm, saltLength: 32 };
  // @ts-expect-error -- @types/node 20 declares saltLength as a string; Node takes only a number.
  return generateKeyPairSync("rsa-pss", options);
}

/** A copy in which one bit differs. */
export function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
