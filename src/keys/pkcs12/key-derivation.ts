import { Asn1Error } from "../../asn1/asn1-error.ts";
import { concatBytes } from "../../bytes/concat.ts";
import { equalBytes } from "../../bytes/equal.ts";
import { DIGESTS, type DigestName } from "../../crypto/algorithms.ts";
import { createDigest, digestOf } from "../../crypto/digest.ts";
import { MAX_KEY_DERIVATION_ROUNDS } from "../../limits.ts";

/** What derived octets are for (RFC 7292, appendix B.3). */
export type Purpose = "key" | "iv" | "mac";

const PURPOSE_IDS: { readonly [P in Purpose]: number } = { key: 1, iv: 2, mac: 3 };

/** Octets that a digest's compression function takes at a time: v in RFC 7292, appendix B.2. */
const BLOCK_BYTES: ReadonlyMap<DigestName, number> = new Map([
  ["SHA-1", 64],
  ["SHA-224", 64],
  ["SHA-256", 64],
  ["SHA-384", 128],
  ["SHA-512", 128],
]);

export interface DerivationParameters {
  readonly digest: DigestName;
  readonly salt: Uint8Array;
  readonly rounds: number;
}

/**
 * Key derivation of RFC 7292, appendix B.2.
 *
 * @param password as `bmpPassword` encodes it
 * @throws Asn1Error where the file asks for a digest that is not supported, or for too many rounds
 */
export function derive(
  purpose: Purpose,
  password: Uint8Array,
  { digest, salt, rounds }: DerivationParameters,
  length: number,
): Uint8Array {
  requireRounds(rounds);
  const { bytes } = DIGESTS[digest];
  const blockBytes = blockBytesOf(digest);
  const diversifier = new Uint8Array(blockBytes).fill(PURPOSE_IDS[purpose]);
  const input = concatBytes(fillBlocks(salt, blockBytes), fillBlocks(password, blockBytes));
  const derived = new Uint8Array(Math.ceil(length / bytes) * bytes);
  for (let at = 0; at < derived.length; at += bytes) {
    let hash = createDigest(digest).update(diversifier).update(input).digest();
    for (let round = 1; round < rounds; round++) hash = digestOf(digest, hash);
    derived.set(hash, at);
    const addend = fillBlocks(hash, blockBytes).subarray(0, blockBytes);
    for (let block = 0; block < input.length; block += blockBytes) {
      addPlusOne(input.subarray(block, block + blockBytes), addend);
    }
  }
  return derived.subarray(0, length);
}

/** Whether `mac` is the HMAC over `data` under a key derived from the password (RFC 7292, section 5.1). */
export function isAuthentic(
  data: Uint8Array,
  mac: Uint8Array,
  password: Uint8Array,
  parameters: DerivationParameters,
): boolean {
  const key = derive("mac", password, parameters, DIGESTS[parameters.digest].bytes);
  return equalBytes(hmac(parameters.digest, key, data), mac);
}

/** A password as UTF-16, high octet first, with a final zero (RFC 7292, appendix B.1). */
export function bmpPassword(password: string): Uint8Array {
  const bytes = new Uint8Array(2 * password.length + 2);
  for (let i = 0; i < password.length; i++) {
    bytes[2 * i] = password.charCodeAt(i) >> 8;
    bytes[2 * i + 1] = password.charCodeAt(i) & 0xff;
  }
  return bytes;
}

/** A file's own word for how long its password is to be worked on is hostile until capped. */
export function requireRounds(rounds: number): void {
  if (rounds < 1 || rounds > MAX_KEY_DERIVATION_ROUNDS) throw new Asn1Error(`key derivation of ${rounds} rounds`);
}

function blockBytesOf(digest: DigestName): number {
  const blockBytes = BLOCK_BYTES.get(digest);
  if (blockBytes === undefined) throw new Asn1Error(`key derivation by ${digest} is not supported`);
  return blockBytes;
}

/** RFC 2104, for keys no longer than a block. */
function hmac(digest: DigestName, key: Uint8Array, data: Uint8Array): Uint8Array {
  const pad = (octet: number) => new Uint8Array(blockBytesOf(digest)).map((_, i) => (key[i] ?? 0) ^ octet);
  const inner = createDigest(digest).update(pad(0x36)).update(data).digest();
  return createDigest(digest).update(pad(0x5c)).update(inner).digest();
}

/** The bytes over and over, up to a whole number of blocks; nothing stays nothing. */
function fillBlocks(bytes: Uint8Array, blockBytes: number): Uint8Array {
  const filled = new Uint8Array(Math.ceil(bytes.length / blockBytes) * blockBytes);
  return filled.map((_, i) => bytes[i % bytes.length] ?? 0);
}

/** block = block + addend + 1, as numbers of a block's size. */
function addPlusOne(block: Uint8Array, addend: Uint8Array): void {
  let carry = 1;
  for (let i = block.length - 1; i >= 0; i--) {
    carry += (block[i] ?? 0) + (addend[i] ?? 0);
    block[i] = carry & 0xff;
    carry >>= 8;
  }
}
