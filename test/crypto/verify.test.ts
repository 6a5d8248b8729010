import { constants, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { platform } from "#platform";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { inheritDsaParameters } from "../../src/asn1/dsa-parameters.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { KEY_OIDS } from "../../src/crypto/algorithms.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import { dsa, ecdsa, edDsa, rsaPkcs1, rsaPss } from "../../src/crypto/signature-algorithms.ts";
import { verifySignature } from "../../src/crypto/verify.ts";
import { platform as webPlatform } from "../../src/platform/web.ts";
import { bitString, objectIdentifier, sequence } from "../../src/testing/der.ts";
import { generateRestrictedPssPair, readPublicKey, signByNode, withBitFlipped } from "./keys.ts";

const inBrowser = platform === webPlatform;
const data = encodeUtf8("hồ sơ");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed25519 = generateKeyPairSync("ed25519");
const ed448 = generateKeyPairSync("ed448");
const dsaPair = generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 256 });

const pss = (saltLength: number) => rsaPss({ digest: "SHA-256", mgfDigest: "SHA-256", saltLength });

describe("verifying a signature", () => {
  it("refuses an algorithm that a key of this kind cannot have made", async () => {
    const keys = [rsa, p256, ed25519, ed448, dsaPair].map(({ publicKey }) => readPublicKey(publicKey));
    const algorithms = [
      rsaPkcs1("SHA-256"),
      pss(32),
      ecdsa("SHA-256"),
      edDsa("Ed25519"),
      edDsa("Ed448"),
      dsa("SHA-256"),
    ];
    const fits = ["0 0", "1 0", "2 1", "3 2", "4 3", "5 4"];
    for (const [i, algorithm] of algorithms.entries()) {
      for (const [k, publicKey] of keys.entries()) {
        if (fits.includes(`${i} ${k}`)) continue;
        const signature = new Uint8Array(64).fill(1);
        expect(await verifySignature({ algorithm, publicKey, data, signature })).toBe("invalid");
      }
    }
    expect(keys.map(({ kind }) => kind)).toEqual(["RSA", "EC", "Ed25519", "Ed448", "DSA"]);
  });

  it("holds an RSASSA-PSS key to its digest, its mask, and the least salt", async () => {
    const { publicKey, privateKey } = generateRestrictedPssPair("sha256");
    const key = readPublicKey(publicKey);
    expect(key).toMatchObject({
      kind: "RSA-PSS",
      restriction: { digest: "SHA-256", mgfDigest: "SHA-256", saltLength: 32 },
    });
    const unrestricted = readPublicKey(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).publicKey);
    expect(unrestricted).toMatchObject({ kind: "RSA-PSS", restriction: null });

    for (const saltLength of [32, 40]) {
      const signature = signByNode("sha256", data, { key: privateKey, saltLength });
      expect(await verifySignature({ algorithm: pss(saltLength), publicKey: key, data, signature })).toBe("valid");
      expect(await verifySignature({ algorithm: pss(20), publicKey: key, data, signature })).toBe("invalid");
      const pkcs1 = { algorithm: rsaPkcs1("SHA-256"), publicKey: key, data, signature };
      expect(await verifySignature(pkcs1)).toBe("invalid");
    }
  });

  it("refuses a good signature with a shorter salt than the key allows", async () => {
    // The same modulus under both OIDs: only the restriction stands between the signature and its acceptance.
    const { publicKey } = generateRestrictedPssPair("sha256");
    const restricted = readPublicKey(publicKey);
    const free = readPublicKey(rsa.publicKey);
    if (restricted.kind !== "RSA-PSS" || free.kind !== "RSA") throw new Error("keys of other kinds");
    const key = { ...free, kind: "RSA-PSS", restriction: restricted.restriction } as const;
    const options = { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 };
    const signature = signByNode("sha256", data, options);
    expect(await verifySignature({ algorithm: pss(20), publicKey: free, data, signature })).toBe("valid");
    expect(await verifySignature({ algorithm: pss(20), publicKey: key, data, signature })).toBe("invalid");
  });

  it("verifies Ed25519, and refuses another length", async () => {
    const signature = signByNode(null, data, ed25519.privateKey);
    const check = { algorithm: edDsa("Ed25519"), publicKey: readPublicKey(ed25519.publicKey), data };
    expect(await verifySignature({ ...check, signature })).toBe("valid");
    for (const wrong of [withBitFlipped(signature, 3), signature.subarray(1), Uint8Array.of(...signature, 0)]) {
      expect(await verifySignature({ ...check, signature: wrong })).toBe("invalid");
    }
  });

  it("verifies Ed448 in Node, and says where it cannot", async () => {
    const signature = signByNode(null, data, ed448.privateKey);
    const check = { algorithm: edDsa("Ed448"), publicKey: readPublicKey(ed448.publicKey), data };
    expect(await verifySignature({ ...check, signature })).toBe(inBrowser ? "unsupported" : "valid");
    const altered = withBitFlipped(signature, 3);
    expect(await verifySignature({ ...check, signature: altered })).toBe(inBrowser ? "unsupported" : "invalid");
  });

  it("cannot verify EdDSA from a digest", async () => {
    const signature = signByNode(null, data, ed25519.privateKey);
    const publicKey = readPublicKey(ed25519.publicKey);
    const digest = digestOf("SHA-512", data);
    expect(await verifySignature({ algorithm: edDsa("Ed25519"), publicKey, digest, signature })).toBe("unsupported");
  });

  it("verifies DSA in Node, with parameters of its own or the issuer's", async () => {
    const publicKey = readPublicKey(dsaPair.publicKey);
    if (publicKey.kind !== "DSA") throw new Error("not a DSA key");
    const bare = parsePublicKey(
      readAsn1(sequence(sequence(objectIdentifier(KEY_OIDS.dsa)), bitString(publicKey.value))),
    );
    expect(bare).toMatchObject({ kind: "DSA", parameters: null, bits: 0 });
    const inherited = inheritDsaParameters(bare, publicKey);
    expect(inherited).toEqual(publicKey);
    const signature = signByNode("sha256", data, dsaPair.privateKey);
    const check = { algorithm: dsa("SHA-256"), data };
    const answer = inBrowser ? "unsupported" : "valid";
    expect(await verifySignature({ ...check, publicKey, signature })).toBe(answer);
    expect(await verifySignature({ ...check, publicKey: inherited, signature })).toBe(answer);
    expect(await verifySignature({ ...check, publicKey: bare, signature })).toBe("unsupported");
    const altered = withBitFlipped(signature, 8 * signature.length - 8);
    expect(await verifySignature({ ...check, publicKey, signature: altered })).not.toBe("valid");
  });

  it("leaves keys alone that inherit nothing", () => {
    const [own, other] = [readPublicKey(dsaPair.publicKey), readPublicKey(rsa.publicKey)];
    expect(inheritDsaParameters(own, other)).toBe(own);
    expect(inheritDsaParameters(other, own)).toBe(other);
  });

  it("says of a key of an unknown kind that it cannot tell", async () => {
    const { publicKey } = generateKeyPairSync("x25519");
    const key = readPublicKey(publicKey);
    expect(key.kind).toBe("unknown");
    const signature = new Uint8Array(64);
    expect(await verifySignature({ algorithm: ecdsa("SHA-256"), publicKey: key, data, signature })).toBe("unsupported");
  });

  it("never throws and never accepts, whatever the signature", async () => {
    const checks = [
      { algorithm: rsaPkcs1("SHA-256"), publicKey: readPublicKey(rsa.publicKey) },
      { algorithm: pss(32), publicKey: readPublicKey(rsa.publicKey) },
      { algorithm: ecdsa("SHA-256"), publicKey: readPublicKey(p256.publicKey) },
      { algorithm: ecdsa("SHA-256", "plain"), publicKey: readPublicKey(p256.publicKey) },
      { algorithm: edDsa("Ed25519"), publicKey: readPublicKey(ed25519.publicKey) },
      { algorithm: dsa("SHA-256"), publicKey: readPublicKey(dsaPair.publicKey) },
    ];
    const lengths = fc.constantFrom(0, 1, 64, 70, 71, 72, 255, 256, 257);
    const bytes = lengths.chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...checks), bytes, async (check, signature) => {
        expect(await verifySignature({ ...check, data, signature })).not.toBe("valid");
      }),
      { numRuns: 300 },
    );
  });
});
