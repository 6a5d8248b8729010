import { Asn1Cursor } from "../asn1/cursor.ts";
import { INTEGER, OBJECT_IDENTIFIER, SEQUENCE } from "../asn1/tags.ts";
import { decodeOid } from "../asn1/values.ts";
import type { Der } from "./der.ts";

export type RsaKeyKind = "RSA-1024" | "RSA-2048" | "RSA-3072" | "RSA-4096";
export type EcKeyKind = "P-256" | "P-384" | "P-521";
export type TestKeyKind = RsaKeyKind | EcKeyKind | "Ed25519";

/** A key pair as bytes: Web Crypto ties its keys to one scheme and hash, a test wants to try several with one key. */
export interface TestKey {
  readonly kind: TestKeyKind;
  /** PrivateKeyInfo (RFC 5208), DER, in the clear. */
  readonly pkcs8: Der;
  /** SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), DER. */
  readonly spki: Der;
}

/** A new random key pair. */
export async function generateTestKey(kind: TestKeyKind): Promise<TestKey> {
  const pair = await crypto.subtle.generateKey(generationParams(kind), true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error(`${kind}: the platform made no key pair`);
  return {
    kind,
    pkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
    spki: new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)),
  };
}

/** The key pair of a private key that was stored: PKCS#8, DER, in the clear. */
export async function openTestKey(pkcs8: Der): Promise<TestKey> {
  const family = keyFamily(pkcs8);
  const params =
    family === "RSA"
      ? { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
      : family === "Ed25519"
        ? { name: family }
        : { name: "ECDSA", namedCurve: family };
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, params, true, ["sign"]);
  const { kty, crv, n, e, x, y } = await crypto.subtle.exportKey("jwk", privateKey);
  const publicPart = Object.fromEntries(
    Object.entries({ kty, crv, n, e, x, y }).filter(([, value]) => value !== undefined),
  );
  const publicKey = await crypto.subtle.importKey("jwk", publicPart, params, true, ["verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  return { kind: family === "RSA" ? rsaKind(n ?? "") : family, pkcs8, spki };
}

function generationParams(kind: TestKeyKind): AlgorithmIdentifier | RsaHashedKeyGenParams | EcKeyGenParams {
  switch (kind) {
    case "Ed25519":
      return { name: "Ed25519" };
    case "P-256":
    case "P-384":
    case "P-521":
      return { name: "ECDSA", namedCurve: kind };
    default:
      return {
        name: "RSASSA-PKCS1-v1_5",
        modulusLength: Number(kind.slice("RSA-".length)),
        publicExponent: Uint8Array.of(1, 0, 1),
        hash: "SHA-256",
      };
  }
}

const FAMILIES = new Map<string, "RSA" | EcKeyKind | "Ed25519">([
  ["1.2.840.113549.1.1.1", "RSA"],
  ["1.2.840.10045.3.1.7", "P-256"],
  ["1.3.132.0.34", "P-384"],
  ["1.3.132.0.35", "P-521"],
  ["1.3.101.112", "Ed25519"],
]);

/** PrivateKeyInfo ::= SEQUENCE { version, AlgorithmIdentifier, ... }; for EC the curve is the parameter. */
function keyFamily(pkcs8: Uint8Array): "RSA" | EcKeyKind | "Ed25519" {
  const info = new Asn1Cursor(pkcs8).enter(SEQUENCE);
  info.take(INTEGER);
  const identifier = info.enter(SEQUENCE);
  const algorithm = decodeOid(identifier.take(OBJECT_IDENTIFIER));
  const curve = identifier.optional(OBJECT_IDENTIFIER);
  const family = FAMILIES.get(curve === null ? algorithm : decodeOid(curve));
  if (family === undefined) throw new RangeError(`private key of an unknown algorithm: ${algorithm}`);
  return family;
}

function rsaKind(modulus: string): RsaKeyKind {
  // Base64url carries six bits a character; the sizes below differ by far more than the rounding.
  const bits = Math.floor((modulus.length * 6) / 8) * 8;
  switch (bits) {
    case 1024:
      return "RSA-1024";
    case 2048:
      return "RSA-2048";
    case 3072:
      return "RSA-3072";
    case 4096:
      return "RSA-4096";
    default:
      throw new RangeError(`RSA key of ${bits} bits`);
  }
}
