import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512, shake256_64 } from "@noble/hashes/sha3.js";
import { encodeBase64 } from "../bytes/base64.ts";
import { decodeLatin1 } from "../bytes/text.ts";
import { CURVES, DIGESTS, type DigestName } from "../crypto/algorithms.ts";
import type { Digest } from "../crypto/digest.ts";
import { PadesError } from "../errors.ts";
import { KeyCache } from "./key-cache.ts";
import type { Platform, SignatureArithmetic } from "./types.ts";

/** What a hash of @noble/hashes can do, as far as it is used here. */
interface PortableHash {
  update(bytes: Uint8Array): unknown;
  clone(): PortableHash;
  digest(): Uint8Array;
}

const HASHES: { readonly [Name in DigestName]: () => PortableHash } = {
  MD5: () => md5.create(),
  "RIPEMD-160": () => ripemd160.create(),
  "SHA-1": () => sha1.create(),
  "SHA-224": () => sha224.create(),
  "SHA-256": () => sha256.create(),
  "SHA-384": () => sha384.create(),
  "SHA-512": () => sha512.create(),
  "SHA-512/224": () => sha512_224.create(),
  "SHA-512/256": () => sha512_256.create(),
  "SHA3-224": () => sha3_224.create(),
  "SHA3-256": () => sha3_256.create(),
  "SHA3-384": () => sha3_384.create(),
  "SHA3-512": () => sha3_512.create(),
  SHAKE256: () => shake256_64.create(),
};

class PortableDigest implements Digest {
  readonly #hash: PortableHash;

  constructor(hash: PortableHash) {
    this.#hash = hash;
  }

  update(bytes: Uint8Array): Digest {
    this.#hash.update(bytes);
    return this;
  }

  copy(): Digest {
    return new PortableDigest(this.#hash.clone());
  }

  digest(): Uint8Array {
    return this.#hash.digest();
  }
}

function subtle(): SubtleCrypto {
  // Typed as always there; browsers leave it out of pages that are not secure contexts.
  const found: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (found === undefined) {
    throw new PadesError("ERR_INSECURE_CONTEXT", "Web Crypto is missing: serve this page over https or from localhost");
  }
  return found;
}

/** How Web Crypto is asked: the key and what it is imported for, and the parameters of the check itself. */
interface WebCryptoCall {
  readonly jwk: JsonWebKey;
  readonly imported: RsaHashedImportParams | EcKeyImportParams | AlgorithmIdentifier;
  readonly check: RsaPssParams | EcdsaParams | AlgorithmIdentifier;
}

const keys = new KeyCache<Promise<CryptoKey>>();

async function verify(arithmetic: SignatureArithmetic): Promise<boolean | null> {
  const crypto = subtle();
  const { publicKey, signature, data } = arithmetic;
  const call = describeCall(arithmetic);
  if (call === null) return null;
  const use = `${publicKey.kind} ${JSON.stringify(call.imported)} `;
  let key: CryptoKey;
  try {
    key = await keys.get(use + decodeLatin1(publicKey.spki), () =>
      crypto.importKey("jwk", call.jwk, call.imported, false, ["verify"]),
    );
  } catch (error) {
    // Browsers differ in the sizes of RSA that they take; beside that, a key of a known kind has a wrong value.
    const lacking = publicKey.kind === "RSA" || publicKey.kind === "RSA-PSS" || isNotSupported(error);
    return lacking ? null : false;
  }
  try {
    return await crypto.verify(call.check, key, unshared(signature), unshared(data));
  } catch {
    return null;
  }
}

/** Null where Web Crypto has no such algorithm in any browser that counts. */
function describeCall({ algorithm, publicKey }: SignatureArithmetic): WebCryptoCall | null {
  const hash = DIGESTS[algorithm.digest].web;
  switch (publicKey.kind) {
    case "RSA":
    case "RSA-PSS": {
      if (hash === null) return null;
      const jwk = { kty: "RSA", n: base64Url(publicKey.modulus), e: base64Url(publicKey.exponent) };
      if (algorithm.scheme === "RSASSA-PKCS1-v1_5") {
        return { jwk, imported: { name: algorithm.scheme, hash }, check: algorithm.scheme };
      }
      if (algorithm.scheme !== "RSASSA-PSS" || algorithm.mgfDigest !== algorithm.digest) return null;
      const { saltLength } = algorithm;
      return { jwk, imported: { name: "RSA-PSS", hash }, check: { name: "RSA-PSS", saltLength } };
    }
    case "EC": {
      const { web: namedCurve, bytes } = CURVES[publicKey.curve];
      if (hash === null || namedCurve === null || publicKey.compressed) return null;
      const x = base64Url(publicKey.point.subarray(1, 1 + bytes));
      const y = base64Url(publicKey.point.subarray(1 + bytes));
      const jwk = { kty: "EC", crv: namedCurve, x, y };
      return { jwk, imported: { name: "ECDSA", namedCurve }, check: { name: "ECDSA", hash } };
    }
    case "Ed25519": {
      const jwk = { kty: "OKP", crv: "Ed25519", x: base64Url(publicKey.key) };
      return { jwk, imported: "Ed25519", check: "Ed25519" };
    }
    case "Ed448":
    case "DSA":
      return null;
  }
}

/** Browsers before 2025 know no Ed25519, and say so by one of these. */
function isNotSupported(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === "NotSupportedError");
}

/** The same bytes, in memory that Web Crypto takes. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(bytes);
}

function base64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export const platform: Platform = { createDigest, digestOf, aesCbc: null, verify, subtle };

function createDigest(name: DigestName): Digest {
  return new PortableDigest(HASHES[name]());
}

function digestOf(name: DigestName, bytes: Uint8Array): Uint8Array {
  return createDigest(name).update(bytes).digest();
}
