import { context, type Der, integer, nullValue, objectIdentifier, sequence } from "./der.ts";
import type { TestKey } from "./test-key.ts";

export type TestHash = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

export type TestScheme =
  | { readonly name: "RSASSA-PKCS1-v1_5"; readonly hash: TestHash }
  /** The salt is as long as the hash, MGF1 uses the same hash. */
  | { readonly name: "RSASSA-PSS"; readonly hash: TestHash }
  | { readonly name: "ECDSA"; readonly hash: TestHash }
  | { readonly name: "Ed25519" };

/** What a key signs with where nobody says otherwise. */
export function defaultScheme(key: TestKey): TestScheme {
  switch (key.kind) {
    case "Ed25519":
      return { name: "Ed25519" };
    case "P-256":
      return { name: "ECDSA", hash: "SHA-256" };
    case "P-384":
      return { name: "ECDSA", hash: "SHA-384" };
    case "P-521":
      return { name: "ECDSA", hash: "SHA-512" };
    default:
      return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  }
}

/** The private key as a Web Crypto key for one scheme; not extractable. */
export async function importSigningKey(key: TestKey, scheme: TestScheme = defaultScheme(key)): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", key.pkcs8, importParams(key, scheme), false, ["sign"]);
}

/** The signature value over `data` as X.509 and CMS carry it: ECDSA as SEQUENCE { r, s } (RFC 3279, 2.2.3). */
export async function signWith(key: TestKey, data: Der, scheme: TestScheme = defaultScheme(key)): Promise<Der> {
  const signingKey = await importSigningKey(key, scheme);
  const value = new Uint8Array(await crypto.subtle.sign(signParams(scheme), signingKey, data));
  if (scheme.name !== "ECDSA") return value;
  const half = value.length / 2;
  return sequence(integer(value.subarray(0, half)), integer(value.subarray(half)));
}

/** AlgorithmIdentifier of a scheme (RFC 4055, RFC 5758, RFC 8410). */
export function signatureAlgorithm(scheme: TestScheme): Der {
  switch (scheme.name) {
    case "RSASSA-PKCS1-v1_5":
      return sequence(objectIdentifier(RSA_OIDS[scheme.hash]), nullValue());
    case "RSASSA-PSS":
      return sequence(objectIdentifier("1.2.840.113549.1.1.10"), pssParameters(scheme.hash));
    case "ECDSA":
      return sequence(objectIdentifier(ECDSA_OIDS[scheme.hash]));
    case "Ed25519":
      return sequence(objectIdentifier("1.3.101.112"));
  }
}

/** RSASSA-PSS-params (RFC 4055, 3.1); values that are the default are left out, as DER demands. */
function pssParameters(hash: TestHash): Der {
  if (hash === "SHA-1") return sequence();
  const hashAlgorithm = sequence(objectIdentifier(HASH_OIDS[hash]), nullValue());
  return sequence(
    context(0, hashAlgorithm),
    context(1, sequence(objectIdentifier("1.2.840.113549.1.1.8"), hashAlgorithm)),
    context(2, integer(HASH_BYTES[hash])),
  );
}

function importParams(
  key: TestKey,
  scheme: TestScheme,
): AlgorithmIdentifier | RsaHashedImportParams | EcKeyImportParams {
  switch (scheme.name) {
    case "RSASSA-PKCS1-v1_5":
      return { name: "RSASSA-PKCS1-v1_5", hash: scheme.hash };
    case "RSASSA-PSS":
      return { name: "RSA-PSS", hash: scheme.hash };
    case "ECDSA":
      return { name: "ECDSA", namedCurve: key.kind };
    case "Ed25519":
      return { name: "Ed25519" };
  }
}

function signParams(scheme: TestScheme): AlgorithmIdentifier | RsaPssParams | EcdsaParams {
  switch (scheme.name) {
    case "RSASSA-PSS":
      return { name: "RSA-PSS", saltLength: HASH_BYTES[scheme.hash] };
    case "ECDSA":
      return { name: "ECDSA", hash: scheme.hash };
    default:
      return { name: scheme.name };
  }
}

const HASH_BYTES: Record<TestHash, number> = { "SHA-1": 20, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };

const HASH_OIDS: Record<TestHash, string> = {
  "SHA-1": "1.3.14.3.2.26",
  "SHA-256": "2.16.840.1.101.3.4.2.1",
  "SHA-384": "2.16.840.1.101.3.4.2.2",
  "SHA-512": "2.16.840.1.101.3.4.2.3",
};

const RSA_OIDS: Record<TestHash, string> = {
  "SHA-1": "1.2.840.113549.1.1.5",
  "SHA-256": "1.2.840.113549.1.1.11",
  "SHA-384": "1.2.840.113549.1.1.12",
  "SHA-512": "1.2.840.113549.1.1.13",
};

const ECDSA_OIDS: Record<TestHash, string> = {
  "SHA-1": "1.2.840.10045.4.1",
  "SHA-256": "1.2.840.10045.4.3.2",
  "SHA-384": "1.2.840.10045.4.3.3",
  "SHA-512": "1.2.840.10045.4.3.4",
};
