/**
 * PKCS#12 (RFC 7292) in the three encryptions that are met in the field. Written out here because no package at hand
 * makes them all: PKI.js has no legacy ciphers, node-forge leaves the certificates in the clear and knows no EC keys.
 */
import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import forge from "node-forge";
import { concatBytes } from "../../src/bytes/concat.ts";
import {
  bmpString,
  context,
  contextPrimitive,
  type Der,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from "../../src/testing/der.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";

/**
 * - modern: PBES2 with AES-256-CBC, HMAC-SHA-256 (what OpenSSL 3 writes)
 * - 3des: PBE with SHA-1 and 3DES throughout
 * - rc2: certificates under 40-bit RC2, the key under 3DES (what Windows and OpenSSL 1 wrote)
 */
export type Pkcs12Encryption = "modern" | "3des" | "rc2";

const ITERATIONS = 2048;
const DATA = "1.2.840.113549.1.7.1";

/** A PFX with the key and the whole chain of `identity`, under one password; `friendlyName` is what stores show. */
export function encodePkcs12(
  identity: TestIdentity,
  friendlyName: string,
  password: string,
  encryption: Pkcs12Encryption,
): Der {
  const keyId = createHash("sha1").update(identity.certificate).digest();
  const attributes = bagAttributes(keyId, friendlyName);
  const certificateBags = identity.chain.map((certificate, index) =>
    certificateBag(certificate, index === 0 ? attributes : []),
  );
  const key = encrypt(identity.key.pkcs8, password, encryption === "modern" ? "modern" : "3des");
  const certificates = encrypt(sequence(...certificateBags), password, encryption);
  const keyBag = bag("1.2.840.113549.1.12.10.1.2", sequence(key.algorithm, octetString(key.bytes)), attributes);

  const authenticatedSafe = sequence(
    sequence(
      objectIdentifier("1.2.840.113549.1.7.6"),
      context(
        0,
        sequence(
          integer(0),
          sequence(objectIdentifier(DATA), certificates.algorithm, contextPrimitive(0, certificates.bytes)),
        ),
      ),
    ),
    dataContent(sequence(keyBag)),
  );
  return sequence(
    integer(3),
    dataContent(authenticatedSafe),
    macData(authenticatedSafe, password, encryption === "modern" ? "sha256" : "sha1"),
  );
}

function dataContent(content: Uint8Array): Der {
  return sequence(objectIdentifier(DATA), context(0, octetString(content)));
}

function bag(oid: string, value: Uint8Array, attributes: readonly Uint8Array[]): Der {
  return sequence(objectIdentifier(oid), context(0, value), ...(attributes.length === 0 ? [] : [setOf(...attributes)]));
}

function certificateBag(certificate: Uint8Array, attributes: readonly Uint8Array[]): Der {
  const x509 = sequence(objectIdentifier("1.2.840.113549.1.9.22.1"), context(0, octetString(certificate)));
  return bag("1.2.840.113549.1.12.10.1.3", x509, attributes);
}

/** localKeyID ties the key to its certificate. */
function bagAttributes(keyId: Uint8Array, friendlyName: string): Der[] {
  return [
    sequence(objectIdentifier("1.2.840.113549.1.9.21"), setOf(octetString(keyId))),
    sequence(objectIdentifier("1.2.840.113549.1.9.20"), setOf(bmpString(friendlyName))),
  ];
}

interface Encrypted {
  readonly algorithm: Der;
  readonly bytes: Uint8Array;
}

function encrypt(content: Uint8Array, password: string, encryption: Pkcs12Encryption): Encrypted {
  switch (encryption) {
    case "modern":
      return encryptPbes2(content, password);
    case "3des":
      return encryptPbe(content, password, "1.2.840.113549.1.12.1.3", 24, encryptTripleDes);
    case "rc2":
      return encryptPbe(content, password, "1.2.840.113549.1.12.1.6", 5, encryptRc2);
  }
}

/** PBES2 (RFC 8018, 6.2) with PBKDF2-HMAC-SHA-256 and AES-256-CBC. */
function encryptPbes2(content: Uint8Array, password: string): Encrypted {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256"), iv);
  const hmacSha256 = sequence(objectIdentifier("1.2.840.113549.2.9"), nullValue());
  const derivation = sequence(
    objectIdentifier("1.2.840.113549.1.5.12"),
    sequence(octetString(salt), integer(ITERATIONS), hmacSha256),
  );
  const scheme = sequence(objectIdentifier("2.16.840.1.101.3.4.1.42"), octetString(iv));
  return {
    algorithm: sequence(objectIdentifier("1.2.840.113549.1.5.13"), sequence(derivation, scheme)),
    bytes: concatBytes(cipher.update(content), cipher.final()),
  };
}

/** The PBE of RFC 7292, appendix C: key and IV derived with SHA-1. */
function encryptPbe(
  content: Uint8Array,
  password: string,
  oid: string,
  keyBytes: number,
  encipher: (key: Uint8Array, iv: Uint8Array, content: Uint8Array) => Uint8Array,
): Encrypted {
  const salt = randomBytes(8);
  const key = deriveKey("sha1", password, salt, "key", keyBytes);
  const iv = deriveKey("sha1", password, salt, "iv", 8);
  return {
    algorithm: sequence(objectIdentifier(oid), sequence(octetString(salt), integer(ITERATIONS))),
    bytes: encipher(key, iv, content),
  };
}

function encryptTripleDes(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Uint8Array {
  const cipher = createCipheriv("des-ede3-cbc", key, iv);
  return concatBytes(cipher.update(content), cipher.final());
}

/** OpenSSL 3 keeps RC2 in its legacy provider, which Node does not load. */
function encryptRc2(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Uint8Array {
  const cipher = forge.rc2.createEncryptionCipher(toForge(key), 8 * key.length);
  cipher.start(toForge(iv));
  cipher.update(toForge(content));
  cipher.finish();
  return Buffer.from(cipher.output.getBytes(), "latin1");
}

function toForge(bytes: Uint8Array): forge.util.ByteStringBuffer {
  return forge.util.createBuffer(Buffer.from(bytes).toString("latin1"));
}

function macData(content: Uint8Array, password: string, hash: "sha1" | "sha256"): Der {
  const salt = randomBytes(16);
  const key = deriveKey(hash, password, salt, "mac", hash === "sha1" ? 20 : 32);
  const mac = createHmac(hash, key).update(content).digest();
  const oid = hash === "sha1" ? "1.3.14.3.2.26" : "2.16.840.1.101.3.4.2.1";
  const algorithm = sequence(objectIdentifier(oid), nullValue());
  return sequence(sequence(algorithm, octetString(mac)), octetString(salt), integer(ITERATIONS));
}

/** RFC 7292, B.2. Both hashes read blocks of 64 octets. */
function deriveKey(
  hash: "sha1" | "sha256",
  password: string,
  salt: Uint8Array,
  purpose: "key" | "iv" | "mac",
  length: number,
): Uint8Array {
  const block = 64;
  const diversifier = new Uint8Array(block).fill({ key: 1, iv: 2, mac: 3 }[purpose]);
  const text = bmpString(password).subarray(2);
  let input = concatBytes(repeat(salt, block), repeat(concatBytes(text, Uint8Array.of(0, 0)), block));
  let output = new Uint8Array(0);
  for (;;) {
    let digest = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < ITERATIONS; round++) digest = createHash(hash).update(digest).digest();
    output = concatBytes(output, digest);
    if (output.length >= length) return output.subarray(0, length);
    input = addToBlocks(input, repeat(digest, block), block);
  }
}

/** `bytes` over and over, to the next multiple of `block`. */
function repeat(bytes: Uint8Array, block: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(block * Math.ceil(bytes.length / block));
  return whole.map((_, index) => bytes[index % bytes.length] ?? 0);
}

/** Step 6C: each block of `input` plus `addend` plus one, as big-endian numbers modulo 2^(8 * block). */
function addToBlocks(input: Uint8Array, addend: Uint8Array, block: number): Uint8Array<ArrayBuffer> {
  const sum = new Uint8Array(input);
  for (let start = 0; start < sum.length; start += block) {
    let carry = 1;
    for (let i = block - 1; i >= 0; i--) {
      carry += (sum[start + i] ?? 0) + (addend[i] ?? 0);
      sum[start + i] = carry & 0xff;
      carry >>= 8;
    }
  }
  return sum;
}
