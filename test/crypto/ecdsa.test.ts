import { createECDH, createPublicKey, ECDH, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { CURVES, type Curve, DIGESTS, KEY_OIDS } from "../../src/crypto/algorithms.ts";
import { modularPower } from "../../src/crypto/bigint.ts";
import { curveParameters } from "../../src/crypto/curve-parameters.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import { verifyEcdsa } from "../../src/crypto/ecdsa.ts";
import type { EcPublicKey } from "../../src/crypto/public-key.ts";
import { ecdsa } from "../../src/crypto/signature-algorithms.ts";
import { verifySignature } from "../../src/crypto/verify.ts";
import { bitString, objectIdentifier, sequence } from "../../src/testing/der.ts";
import { readPublicKey, signByNode, withBitFlipped } from "./keys.ts";

const data = encodeUtf8("hồ sơ");
const curves = Object.values(CURVES);
const digests = Object.values(DIGESTS).filter(({ name }) => name !== "SHAKE256");

function keyWithPoint({ oid }: Curve, point: Uint8Array): EcPublicKey {
  const spki = sequence(sequence(objectIdentifier(KEY_OIDS.ec), objectIdentifier(oid)), bitString(point));
  const key = parsePublicKey(readAsn1(spki));
  if (key.kind !== "EC") throw new Error("not an EC key");
  return key;
}

describe.each(curves)("ECDSA on $name", (curve) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: curve.node });
  const key = readPublicKey(publicKey);
  if (key.kind !== "EC") throw new Error("not an EC key");

  it("is verified with every digest, from data and from the digest, as OpenSSL signs it", async () => {
    for (const { name, node } of digests) {
      const digest = digestOf(name, data);
      const signature = signByNode(node, data, privateKey);
      const algorithm = ecdsa(name);
      expect(await verifySignature({ algorithm, publicKey: key, data, signature })).toBe("valid");
      expect(await verifySignature({ algorithm, publicKey: key, digest, signature })).toBe("valid");
      const altered = withBitFlipped(signature, 8 * signature.length - 8);
      expect(await verifySignature({ algorithm, publicKey: key, data, signature: altered })).toBe("invalid");
      expect(await verifySignature({ algorithm, publicKey: key, digest, signature: altered })).toBe("invalid");
      const otherDigest = withBitFlipped(digest, 0);
      expect(await verifySignature({ algorithm, publicKey: key, digest: otherDigest, signature })).toBe("invalid");
    }
  });

  it("is verified in its plain form, and neither form is taken for the other", async () => {
    const plain = signByNode("sha256", data, { key: privateKey, dsaEncoding: "ieee-p1363" });
    const der = signByNode("sha256", data, privateKey);
    const check = { publicKey: key, data };
    expect(await verifySignature({ ...check, algorithm: ecdsa("SHA-256", "plain"), signature: plain })).toBe("valid");
    expect(await verifySignature({ ...check, algorithm: ecdsa("SHA-256", "plain"), signature: der })).toBe("invalid");
    expect(await verifySignature({ ...check, algorithm: ecdsa("SHA-256"), signature: plain })).toBe("invalid");
  });

  it("is verified by a compressed key", async () => {
    const compressed = ECDH.convertKey(key.point, curve.node, undefined, undefined, "compressed");
    if (typeof compressed === "string") throw new Error("not bytes");
    const publicKey = keyWithPoint(curve, compressed);
    expect(publicKey.compressed).toBe(true);
    const signature = signByNode("sha256", data, privateKey);
    const digest = digestOf("SHA-256", data);
    expect(await verifySignature({ algorithm: ecdsa("SHA-256"), publicKey, data, signature })).toBe("valid");
    expect(await verifySignature({ algorithm: ecdsa("SHA-256"), publicKey, digest, signature })).toBe("valid");
    const mirrored = keyWithPoint(curve, withBitFlipped(compressed, 0));
    expect(await verifySignature({ algorithm: ecdsa("SHA-256"), publicKey: mirrored, data, signature })).toBe(
      "invalid",
    );
  });

  it("is refused by a key that is not a point of the curve", async () => {
    const signature = signByNode("sha256", data, privateKey);
    const beside = keyWithPoint(curve, withBitFlipped(key.point, 8 * key.point.length - 8));
    const outside = keyWithPoint(curve, new Uint8Array(key.point.length).fill(0xff).fill(4, 0, 1));
    const origin = keyWithPoint(curve, new Uint8Array(key.point.length).fill(4, 0, 1));
    const digest = digestOf("SHA-256", data);
    for (const publicKey of [beside, outside, origin]) {
      expect(await verifySignature({ algorithm: ecdsa("SHA-256"), publicKey, data, signature })).toBe("invalid");
      expect(await verifySignature({ algorithm: ecdsa("SHA-256"), publicKey, digest, signature })).toBe("invalid");
    }
  });

  it("is refused where r or s is not below the order", () => {
    const { n } = curveParameters(curve.name);
    const bytes = curve.bytes;
    const plain = signByNode("sha256", data, { key: privateKey, dsaEncoding: "ieee-p1363" });
    const digest = digestOf("SHA-256", data);
    expect(verifyEcdsa(key, digest, plain)).toBe(true);
    const order = Uint8Array.from(Buffer.from(n.toString(16).padStart(2 * bytes, "0"), "hex"));
    const zero = new Uint8Array(bytes);
    for (const wrong of [order, zero]) {
      expect(verifyEcdsa(key, digest, Uint8Array.from([...wrong, ...plain.subarray(bytes)]))).toBe(false);
      expect(verifyEcdsa(key, digest, Uint8Array.from([...plain.subarray(0, bytes), ...wrong]))).toBe(false);
    }
  });

  it("stands on the parameters that OpenSSL has", () => {
    const { p, a, b, n, gx, gy } = curveParameters(curve.name);
    expect((gy * gy - (gx * gx * gx + a * gx + b)) % p).toBe(0n);
    expect(p % 4n).toBe(3n);
    expect(modularPower(2n, n - 1n, n)).toBe(1n);
    expect(modularPower(2n, p - 1n, p)).toBe(1n);
    const one = Uint8Array.from({ length: curve.bytes }, (_, i) => (i === curve.bytes - 1 ? 1 : 0));
    const generator = Buffer.concat([Buffer.of(4), bytesOf(gx, curve.bytes), bytesOf(gy, curve.bytes)]);
    expect(createPublicKey({ key: derOf(curve, generator), format: "der", type: "spki" }).asymmetricKeyType).toBe("ec");
    expect(generatorOf(curve, one)).toEqual(generator);
  });
});

function bytesOf(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex");
}

function derOf({ oid }: Curve, point: Uint8Array): Buffer {
  return Buffer.from(sequence(sequence(objectIdentifier(KEY_OIDS.ec), objectIdentifier(oid)), bitString(point)));
}

/** OpenSSL's public key of the private key 1. */
function generatorOf({ node }: Curve, one: Uint8Array): Buffer {
  const ecdh = createECDH(node);
  ecdh.setPrivateKey(one);
  return ecdh.getPublicKey();
}
