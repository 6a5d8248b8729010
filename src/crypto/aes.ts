import { platform } from "#platform";
import { aesCbc as portableAesCbc } from "./portable-aes.ts";

const BLOCK_BYTES = 16;
const aesCbc = platform.aesCbc ?? portableAesCbc;

/**
 * AES in CBC mode (NIST SP 800-38A, 6.2) without padding.
 *
 * @param key 16 or 32 bytes
 * @param iv 16 bytes
 * @param data whole blocks of 16 bytes
 */
export function encryptAesCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return aesCbc("encrypt", key, iv, wholeBlocks(data));
}

/** The inverse; padding, where there is some, is still on the result. Parameters as `encryptAesCbc`. */
export function decryptAesCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return aesCbc("decrypt", key, iv, wholeBlocks(data));
}

/** A single block of 16 bytes by itself, as in ECB mode. */
export function decryptAesBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return decryptAesCbc(key, new Uint8Array(BLOCK_BYTES), block);
}

function wholeBlocks(data: Uint8Array): Uint8Array {
  if (data.length % BLOCK_BYTES !== 0) throw new RangeError(`expected whole blocks, found ${data.length} bytes`);
  return data;
}
