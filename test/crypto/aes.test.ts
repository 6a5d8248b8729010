import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decodeHex, encodeHex } from "../../src/bytes/hex.ts";
import { decryptAesBlock, decryptAesCbc, encryptAesCbc } from "../../src/crypto/aes.ts";
import { aesCbc } from "../../src/crypto/portable-aes.ts";

function hex(digits: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeHex(digits);
  if (bytes === null) throw new Error(`no hexadecimal digits: ${digits}`);
  return bytes;
}

const IV = "000102030405060708090a0b0c0d0e0f";

/** NIST SP 800-38A, F.2. */
const MESSAGE =
  "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51" +
  "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
const CBC_VECTORS = [
  {
    name: "CBC-AES128",
    key: "2b7e151628aed2a6abf7158809cf4f3c",
    encrypted:
      "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2" +
      "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7",
  },
  {
    name: "CBC-AES256",
    key: "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
    encrypted:
      "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d" +
      "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
  },
];

/** FIPS 197, appendix C. */
const BLOCK = "00112233445566778899aabbccddeeff";
const BLOCK_VECTORS = [
  { key: "000102030405060708090a0b0c0d0e0f", encrypted: "69c4e0d86a7b0430d8cdb78070b4c55a" },
  {
    key: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    encrypted: "8ea2b7ca516745bfeafc49904b496089",
  },
];

describe("AES of this platform", () => {
  it.each(CBC_VECTORS)("encrypts and decrypts as NIST SP 800-38A says: $name", ({ key, encrypted }) => {
    expect(encodeHex(encryptAesCbc(hex(key), hex(IV), hex(MESSAGE)))).toBe(encrypted);
    expect(encodeHex(decryptAesCbc(hex(key), hex(IV), hex(encrypted)))).toBe(MESSAGE);
  });

  it.each(BLOCK_VECTORS)("decrypts a block as FIPS 197 says: $encrypted", ({ key, encrypted }) => {
    expect(encodeHex(decryptAesBlock(hex(key), hex(encrypted)))).toBe(BLOCK);
  });

  it("refuses what is not made of whole blocks", () => {
    expect(() => decryptAesCbc(hex(IV), hex(IV), new Uint8Array(17))).toThrow(RangeError);
    expect(() => encryptAesCbc(hex(IV), hex(IV), new Uint8Array(15))).toThrow(RangeError);
  });

  it("leaves what it was given as it was", () => {
    const [key, iv, data] = [hex(IV), hex(IV), hex(MESSAGE)];
    decryptAesCbc(key, iv, data);
    encryptAesCbc(key, iv, data);
    expect([encodeHex(key), encodeHex(iv), encodeHex(data)]).toEqual([IV, IV, MESSAGE]);
  });
});

describe("AES in our own arithmetic", () => {
  it.each([16, 24, 32])("agrees with node:crypto for keys of %i bytes and messages of every length", (keyBytes) => {
    // Bytes without a pattern, from a cipher whose correctness is not in question here.
    const noise = createCipheriv("aes-128-ctr", hex(IV), hex(IV)).update(new Uint8Array(8192));
    for (let blocks = 0; blocks <= 64; blocks++) {
      const key = noise.subarray(blocks, blocks + keyBytes);
      const iv = noise.subarray(100 + blocks, 116 + blocks);
      const data = noise.subarray(2048 + blocks, 2048 + blocks + 16 * blocks);
      const theirs = createCipheriv(`aes-${8 * keyBytes}-cbc`, key, iv)
        .setAutoPadding(false)
        .update(data);
      const ours = aesCbc("encrypt", key, iv, data);
      expect(encodeHex(ours)).toBe(encodeHex(theirs));
      expect(encodeHex(aesCbc("decrypt", key, iv, ours))).toBe(encodeHex(data));
    }
  });
});
