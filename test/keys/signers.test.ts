import { beforeAll, describe, expect, it } from "vitest";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import { verifySignature } from "../../src/crypto/verify.ts";
import { chooseAlgorithm } from "../../src/keys/choose-algorithm.ts";
import { ecdsaValueFromPair } from "../../src/keys/ecdsa-value.ts";
import { remoteSigner } from "../../src/keys/remote-signer.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { createRoot } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import type { TestKeyKind } from "../../src/testing/test-key.ts";
import { importSigningKey, signWith, type TestScheme } from "../../src/testing/test-signature.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { demoCertificate } from "../support/demo-certs.ts";

const data = encodeUtf8("what is to be signed");
const identities = new Map<TestKeyKind, TestIdentity>();

beforeAll(async () => {
  const validity = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2090-01-01T00:00:00Z") };
  for (const key of ["RSA-2048", "P-256", "P-384", "P-521", "Ed25519"] as const) {
    const subject = [["CN", `TEST ${key}`]] as const;
    identities.set(key, await createRoot({ subject, profile: { use: "signer" }, key, ...validity }));
  }
});

function identity(kind: TestKeyKind): TestIdentity {
  const found = identities.get(kind);
  if (found === undefined) throw new Error(`no identity of kind ${kind}`);
  return found;
}

async function signs(signer: Signer): Promise<boolean> {
  const publicKey = parsePublicKey(readAsn1(parseCertificate(signer.certificate).spki));
  const signature = await signer.sign(data);
  return (await verifySignature({ algorithm: signer.algorithm, publicKey, signature, data })) === "valid";
}

describe("signing with a Web Crypto key", () => {
  it.each<[string, TestKeyKind, TestScheme]>([
    ["RSASSA-PKCS1-v1_5 with SHA-256", "RSA-2048", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }],
    ["RSASSA-PSS with SHA-384", "RSA-2048", { name: "RSASSA-PSS", hash: "SHA-384" }],
    ["ECDSA with SHA-256", "P-256", { name: "ECDSA", hash: "SHA-256" }],
    ["ECDSA with SHA-384", "P-384", { name: "ECDSA", hash: "SHA-384" }],
    ["ECDSA with SHA-512", "P-521", { name: "ECDSA", hash: "SHA-512" }],
    ["Ed25519", "Ed25519", { name: "Ed25519" }],
  ])("signs by %s with a key that cannot be extracted", async (name, kind, scheme) => {
    const { key, chain, certificate } = identity(kind);
    const cryptoKey = await importSigningKey(key, scheme);
    expect(cryptoKey.extractable).toBe(false);

    const signer = webCryptoSigner(cryptoKey, chain);

    expect(signer.certificate).toEqual(certificate);
    expect(signer.chain).toEqual(chain.slice(1));
    expect(signer.algorithm.name).toBe(name);
    expect(await signs(signer)).toBe(true);
  });

  it("takes another digest for ECDSA where it is asked to", async () => {
    const { key, chain } = identity("P-256");
    const signer = webCryptoSigner(await importSigningKey(key), chain, { digest: "SHA-512" });
    expect(signer.algorithm.name).toBe("ECDSA with SHA-512");
    expect(await signs(signer)).toBe(true);
  });

  it("does not begin once it is aborted", async () => {
    const { key, chain } = identity("P-256");
    const signer = webCryptoSigner(await importSigningKey(key), chain);
    const reason = new Error("the official went home");
    await expect(signer.sign(data, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("refuses a key that does not sign", async () => {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const code = "ERR_INVALID_ARGUMENT";
    expect(() => webCryptoSigner(pair.publicKey, identity("P-256").chain)).toThrow(expect.objectContaining({ code }));
  });

  it("refuses an empty chain", async () => {
    const key = await importSigningKey(identity("P-256").key);
    expect(() => webCryptoSigner(key, [])).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
  });

  it.each<[string, TestKeyKind]>([
    ["of another kind", "RSA-2048"],
    ["on another curve", "P-384"],
  ])("refuses a certificate of a key %s", async (_, kind) => {
    const key = await importSigningKey(identity("P-256").key);
    expect(() => webCryptoSigner(key, identity(kind).chain)).toThrow(
      expect.objectContaining({ code: "ERR_CERTIFICATE" }),
    );
  });

  it("refuses bytes that are no certificate", async () => {
    const key = await importSigningKey(identity("P-256").key);
    expect(() => webCryptoSigner(key, [data])).toThrow(expect.objectContaining({ code: "ERR_CERTIFICATE" }));
  });

  it("refuses SHA-1", async () => {
    const { key, chain } = identity("RSA-2048");
    const cryptoKey = await importSigningKey(key, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" });
    const code = "ERR_UNSUPPORTED_ALGORITHM";
    expect(() => webCryptoSigner(cryptoKey, chain)).toThrow(expect.objectContaining({ code }));
  });
});

describe("signing with a key that is somewhere else", () => {
  it("hands over the data, and gives back what comes", async () => {
    const { key, certificate } = identity("P-256");
    const signer = remoteSigner({ certificate, chain: [], sign: (bytes) => signWith(key, new Uint8Array(bytes)) });
    expect(signer.algorithm.name).toBe("ECDSA with SHA-256");
    expect(await signs(signer)).toBe(true);
  });

  it("turns r and s into DER where the service answers so", async () => {
    const { key, certificate } = identity("P-384");
    const cryptoKey = await importSigningKey(key);
    const parameters = { name: "ECDSA", hash: "SHA-384" };
    const signer = remoteSigner({
      certificate,
      chain: [],
      ecdsaFormat: "pair",
      sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(parameters, cryptoKey, new Uint8Array(bytes))),
    });
    expect(await signs(signer)).toBe(true);
  });

  it("hands over the digest to a service that signs digests, with the algorithm", async () => {
    const { key, certificate } = identity("RSA-2048");
    const asked: string[] = [];
    const signer = remoteSigner({
      certificate,
      chain: [],
      scheme: "RSASSA-PKCS1-v1_5",
      digest: "SHA-512",
      signDigest: async (digest, { algorithm }) => {
        asked.push(algorithm.name);
        expect(digest).toEqual(digestOf("SHA-512", data));
        return signWith(key, new Uint8Array(data), { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" });
      },
    });
    expect(await signs(signer)).toBe(true);
    expect(asked).toEqual(["RSASSA-PKCS1-v1_5 with SHA-512"]);
  });

  it("passes the abort signal on", async () => {
    const { signal } = new AbortController();
    let seen: AbortSignal | undefined;
    const signer = remoteSigner({
      certificate: identity("P-256").certificate,
      chain: [],
      sign: async (_, call) => {
        seen = call.signal;
        return new Uint8Array(0);
      },
    });
    await signer.sign(data, { signal });
    expect(seen).toBe(signal);
  });

  it("refuses to have a digest signed by Ed25519", () => {
    const { certificate } = identity("Ed25519");
    const signDigest = async () => new Uint8Array(64);
    const code = "ERR_UNSUPPORTED_ALGORITHM";
    expect(() => remoteSigner({ certificate, chain: [], signDigest })).toThrow(expect.objectContaining({ code }));
  });
});

describe("choosing the algorithm of a certificate's key", () => {
  it.each<[string, TestKeyKind, Parameters<typeof chooseAlgorithm>[1]]>([
    ["RSASSA-PSS with SHA-256", "RSA-2048", {}],
    ["RSASSA-PSS with SHA3-256", "RSA-2048", { digest: "SHA3-256" }],
    ["RSASSA-PKCS1-v1_5 with SHA-512", "RSA-2048", { scheme: "RSASSA-PKCS1-v1_5", digest: "SHA-512" }],
    ["ECDSA with SHA-256", "P-256", {}],
    ["ECDSA with SHA-384", "P-384", {}],
    ["ECDSA with SHA-512", "P-521", {}],
    ["ECDSA with SHA-384", "P-256", { digest: "SHA-384" }],
    ["Ed25519", "Ed25519", {}],
  ])("takes %s for %s and %j", (name, kind, choice) => {
    expect(chooseAlgorithm(identity(kind).certificate, choice).name).toBe(name);
  });

  it("gives RSASSA-PSS a salt as long as its digest", () => {
    const algorithm = chooseAlgorithm(demoCertificate("public-ca/citizen"), { digest: "SHA-512" });
    expect(algorithm).toMatchObject({ scheme: "RSASSA-PSS", mgfDigest: "SHA-512", saltLength: 64 });
  });

  it("refuses another digest than SHA-512 for Ed25519", () => {
    const code = "ERR_UNSUPPORTED_ALGORITHM";
    expect(() => chooseAlgorithm(identity("Ed25519").certificate, { digest: "SHA-256" })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe("encoding r and s", () => {
  it.each([
    ["plain numbers", [1, 2], [0x30, 6, 2, 1, 1, 2, 1, 2]],
    ["a number whose first bit is set", [0x80, 1], [0x30, 7, 2, 2, 0, 0x80, 2, 1, 1]],
    ["numbers with leading zeros", [0, 1, 0, 0x90], [0x30, 7, 2, 1, 1, 2, 2, 0, 0x90]],
    ["a zero", [0, 1], [0x30, 6, 2, 1, 0, 2, 1, 1]],
  ])("encodes %s", (_, pair, der) => {
    expect([...ecdsaValueFromPair(Uint8Array.from(pair))]).toEqual(der);
  });

  it.each([[[]], [[1]], [[1, 2, 3]]])("refuses %j", (pair) => {
    const code = "ERR_SIGNATURE_VALUE";
    expect(() => ecdsaValueFromPair(Uint8Array.from(pair))).toThrow(expect.objectContaining({ code }));
  });
});
