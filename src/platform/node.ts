import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  getCurves,
  type Hash,
  hash,
  type KeyObject,
  verify as verifyOnce,
} from "node:crypto";
import { CURVES, DIGESTS, type DigestName } from "../crypto/algorithms.ts";
import type { Digest } from "../crypto/digest.ts";
import { KeyCache } from "./key-cache.ts";
import type { Platform, SignatureArithmetic } from "./types.ts";

class NodeDigest implements Digest {
  readonly #hash: Hash;
  readonly #options: { readonly outputLength?: number };

  constructor(hash: Hash, options: { readonly outputLength?: number }) {
    this.#hash = hash;
    this.#options = options;
  }

  update(bytes: Uint8Array): Digest {
    this.#hash.update(bytes);
    return this;
  }

  copy(): Digest {
    return new NodeDigest(this.#hash.copy(this.#options), this.#options);
  }

  digest(): Uint8Array {
    return plainBytes(this.#hash.digest());
  }
}

/** SHAKE256 has no length of its own, and loses the one it was given when it is copied. */
const SHAKE256_OPTIONS = { outputLength: DIGESTS.SHAKE256.bytes };
const NO_OPTIONS = {};

function createDigest(name: DigestName): Digest {
  const options = name === "SHAKE256" ? SHAKE256_OPTIONS : NO_OPTIONS;
  return new NodeDigest(createHash(DIGESTS[name].node, options), options);
}

/** In one call, which costs half of what an object to update does: a file has hundreds of small pieces to name. */
function digestOf(name: DigestName, bytes: Uint8Array): Uint8Array {
  // Of the one that has no length of its own, this call would give another.
  if (name === "SHAKE256") return createDigest(name).update(bytes).digest();
  return plainBytes(hash(DIGESTS[name].node, bytes, "buffer"));
}

function aesCbc(operation: "encrypt" | "decrypt", key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const create = operation === "encrypt" ? createCipheriv : createDecipheriv;
  // Without padding all comes out at once, and nothing at the end.
  return plainBytes(
    create(`aes-${8 * key.length}-cbc`, key, iv)
      .setAutoPadding(false)
      .update(data),
  );
}

const keys = new KeyCache<KeyObject>();
const curves = new Set(getCurves());

function verify({ algorithm, publicKey, data, signature }: SignatureArithmetic): boolean | null {
  if (algorithm.scheme === "RSASSA-PSS" && algorithm.mgfDigest !== algorithm.digest) return null;
  if (publicKey.kind === "EC" && !curves.has(CURVES[publicKey.curve].node)) return null;
  let key: KeyObject;
  try {
    key = keys.get(publicKey.kind + asBuffer(publicKey.spki).toString("latin1"), () => importKey(publicKey));
  } catch {
    // The key is well-formed and of a known kind, so what OpenSSL minds is its value: a point beside its curve.
    return false;
  }
  try {
    switch (algorithm.scheme) {
      case "RSASSA-PKCS1-v1_5":
        return verifyOnce(DIGESTS[algorithm.digest].node, data, key, signature);
      case "RSASSA-PSS": {
        const { saltLength } = algorithm;
        const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
        return verifyOnce(DIGESTS[algorithm.digest].node, data, options, signature);
      }
      case "ECDSA":
      case "DSA":
        return verifyOnce(DIGESTS[algorithm.digest].node, data, { key, dsaEncoding: "ieee-p1363" }, signature);
      case "EdDSA":
        return verifyOnce(null, data, key, signature);
    }
  } catch {
    // OpenSSL refuses the digest or the size, as a distribution's security level may say.
    return null;
  }
}

/** By the fastest way that node:crypto has for the kind; the encodings have been checked before. */
function importKey(publicKey: SignatureArithmetic["publicKey"]): KeyObject {
  switch (publicKey.kind) {
    case "RSA":
    // A restricted key is imported without its restriction, which crypto/verify.ts has applied.
    case "RSA-PSS":
      return createPublicKey({ key: asBuffer(publicKey.pkcs1), format: "der", type: "pkcs1" });
    case "EC": {
      const { jwk, bytes } = CURVES[publicKey.curve];
      if (jwk === null || publicKey.compressed) break;
      const x = base64Url(publicKey.point.subarray(1, 1 + bytes));
      const y = base64Url(publicKey.point.subarray(1 + bytes));
      return createPublicKey({ key: { kty: "EC", crv: jwk, x, y }, format: "jwk" });
    }
    case "Ed25519":
    case "Ed448":
      return createPublicKey({ key: { kty: "OKP", crv: publicKey.curve, x: base64Url(publicKey.key) }, format: "jwk" });
    case "DSA":
      break;
  }
  return createPublicKey({ key: asBuffer(publicKey.spki), format: "der", type: "spki" });
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function base64Url(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("base64url");
}

/** A Buffer's bytes as a Uint8Array and nothing more. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

export const platform: Platform = { createDigest, digestOf, aesCbc, verify, subtle: () => globalThis.crypto.subtle };
