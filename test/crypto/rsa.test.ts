import { constants, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { DIGESTS, type DigestName } from "../../src/crypto/algorithms.ts";
import { integerToOctets, modularPower, octetsToInteger } from "../../src/crypto/bigint.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import { rsaPkcs1, rsaPss } from "../../src/crypto/signature-algorithms.ts";
import { verifySignature } from "../../src/crypto/verify.ts";
import { generateRestrictedPssPair, readPublicKey, signByNode, withBitFlipped } from "./keys.ts";

const data = encodeUtf8("hồ sơ");
const digests = Object.values(DIGESTS).filter(({ name }) => name !== "SHAKE256");
// 1025 and 1031 bits: the PSS encoding is an octet shorter than the modulus, and starts in the midst of one.
const pairs = [1024, 1025, 1031, 2048].map((modulusLength) => ({
  bits: modulusLength,
  ...generateKeyPairSync("rsa", { modulusLength }),
}));
const [small] = pairs;

describe.each([
  { by: "data", input: (name: DigestName) => ({ data, name }) },
  { by: "digest", input: (name: DigestName) => ({ digest: digestOf(name, data), name }) },
])("RSA verified by its $by", ({ input }) => {
  it.each(digests)("RSASSA-PKCS1-v1_5 with $name, as OpenSSL signs it", async ({ name, node }) => {
    for (const { publicKey, privateKey } of pairs) {
      const key = readPublicKey(publicKey);
      const signature = signByNode(node, data, privateKey);
      const check = { algorithm: rsaPkcs1(name), publicKey: key, ...input(name) };
      expect(await verifySignature({ ...check, signature })).toBe("valid");
      for (const bit of [0, 100, 8 * signature.length - 1]) {
        expect(await verifySignature({ ...check, signature: withBitFlipped(signature, bit) })).toBe("invalid");
      }
    }
  });

  it.each(digests)("RSASSA-PSS with $name and any salt, as OpenSSL signs it", async ({ name, node, bytes }) => {
    for (const { publicKey, privateKey, bits } of pairs) {
      const key = readPublicKey(publicKey);
      const longest = Math.ceil((bits - 1) / 8) - bytes - 2;
      for (const saltLength of [0, Math.min(20, longest), longest]) {
        // Two digests of 64 octets do not fit the smallest keys with any salt.
        if (saltLength < 0) continue;
        const padding = constants.RSA_PKCS1_PSS_PADDING;
        const signature = signByNode(node, data, { key: privateKey, padding, saltLength });
        const check = { publicKey: key, ...input(name) };
        const algorithm = rsaPss({ digest: name, mgfDigest: name, saltLength });
        expect(await verifySignature({ ...check, algorithm, signature })).toBe("valid");
        const otherSalt = rsaPss({ digest: name, mgfDigest: name, saltLength: saltLength + 1 });
        expect(await verifySignature({ ...check, algorithm: otherSalt, signature })).toBe("invalid");
        const flipped = withBitFlipped(signature, 77);
        expect(await verifySignature({ ...check, algorithm, signature: flipped })).toBe("invalid");
      }
    }
  });

  it("RSASSA-PSS whose mask has another digest, as OpenSSL signs it", async () => {
    const { publicKey, privateKey } = generateRestrictedPssPair("sha1");
    const key = readPublicKey(publicKey);
    const signature = signByNode("sha256", data, { key: privateKey, saltLength: 32 });
    const check = { publicKey: key, signature, ...input("SHA-256") };
    const algorithm = rsaPss({ digest: "SHA-256", mgfDigest: "SHA-1", saltLength: 32 });
    expect(await verifySignature({ ...check, algorithm })).toBe("valid");
    const sameMask = rsaPss({ digest: "SHA-256", mgfDigest: "SHA-256", saltLength: 32 });
    expect(await verifySignature({ ...check, algorithm: sameMask })).toBe("invalid");
  });

  it("refuses a signature that is not as long as the modulus, or not below it", async () => {
    if (small === undefined) throw new Error("no key");
    const publicKey = readPublicKey(small.publicKey);
    if (publicKey.kind !== "RSA") throw new Error("not an RSA key");
    const signature = signByNode("sha256", data, small.privateKey);
    const check = { algorithm: rsaPkcs1("SHA-256"), publicKey, ...input("SHA-256") };
    const padded = Uint8Array.from([0, ...signature]);
    const beyond = octetsToInteger(signature) + octetsToInteger(publicKey.modulus);
    for (const wrong of [padded, signature.subarray(1), new Uint8Array(0), publicKey.modulus]) {
      expect(await verifySignature({ ...check, signature: wrong })).toBe("invalid");
    }
    // Congruent, and of the right length if it happens to fit: a second form of the same signature.
    if (beyond < 1n << BigInt(8 * signature.length)) {
      const second = integerToOctets(beyond, signature.length);
      expect(await verifySignature({ ...check, signature: second })).toBe("invalid");
    }
  });

  it("refuses a modulus that is too short for the digest", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 512 });
    const signature = signByNode("sha256", data, privateKey);
    const check = { publicKey: readPublicKey(publicKey), signature };
    expect(await verifySignature({ ...check, algorithm: rsaPkcs1("SHA-512"), ...input("SHA-512") })).toBe("invalid");
    const pss = rsaPss({ digest: "SHA-512", mgfDigest: "SHA-512", saltLength: 0 });
    expect(await verifySignature({ ...check, algorithm: pss, ...input("SHA-512") })).toBe("invalid");
  });

  it("refuses an absurd salt length", async () => {
    if (small === undefined) throw new Error("no key");
    const signature = new Uint8Array(128).fill(1);
    const publicKey = readPublicKey(small.publicKey);
    const algorithm = rsaPss({ digest: "SHA-256", mgfDigest: "SHA-256", saltLength: 2 ** 40 });
    expect(await verifySignature({ algorithm, publicKey, signature, ...input("SHA-256") })).toBe("invalid");
  });
});

describe("RSA verified by its digest", () => {
  it("refuses a digest that is not of the algorithm's length", async () => {
    if (small === undefined) throw new Error("no key");
    const signature = signByNode("sha256", data, small.privateKey);
    const publicKey = readPublicKey(small.publicKey);
    const digest = digestOf("SHA-256", data).subarray(0, 20);
    expect(await verifySignature({ algorithm: rsaPkcs1("SHA-256"), publicKey, digest, signature })).toBe("invalid");
  });
});

describe("arithmetic", () => {
  it("turns octets into numbers and back", () => {
    expect(octetsToInteger(Uint8Array.of(0, 1, 255))).toBe(511n);
    expect(octetsToInteger(new Uint8Array(0))).toBe(0n);
    expect(integerToOctets(511n, 4)).toEqual(Uint8Array.of(0, 0, 1, 255));
  });

  it("takes powers", () => {
    expect(modularPower(3n, 200n, 13n)).toBe(3n ** 200n % 13n);
    expect(modularPower(5n, 0n, 7n)).toBe(1n);
    expect(modularPower(5n, 3n, 1n)).toBe(0n);
  });
});
