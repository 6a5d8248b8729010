import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseAlgorithmIdentifier } from "../../src/asn1/algorithm-identifier.ts";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { resolveDigestAlgorithm } from "../../src/asn1/digest-algorithm.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { resolveSignatureAlgorithm, type SignatureAlgorithmContext } from "../../src/asn1/signature-algorithm.ts";
import { CURVES, DIGESTS, KEY_OIDS, MGF1 } from "../../src/crypto/algorithms.ts";
import { SIGNATURE_ALGORITHMS } from "../../src/crypto/signature-algorithms.ts";
import { context, integer, nullValue, objectIdentifier, sequence, tlv } from "../../src/testing/der.ts";

function identify(oid: string, parameters?: Uint8Array) {
  const parts = parameters === undefined ? [] : [parameters];
  return parseAlgorithmIdentifier(readAsn1(sequence(objectIdentifier(oid), ...parts)));
}

function resolve(oid: string, parameters?: Uint8Array, contextOfUse?: SignatureAlgorithmContext) {
  return resolveSignatureAlgorithm(identify(oid, parameters), contextOfUse);
}

function keyOf(type: "rsa" | "P-256" | "P-384") {
  const { publicKey } =
    type === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: 1024 })
      : generateKeyPairSync("ec", { namedCurve: type });
  return parsePublicKey(readAsn1(new Uint8Array(publicKey.export({ type: "spki", format: "der" }))));
}

const SHA256_RSA = "1.2.840.113549.1.1.11";
const SHA256_ECDSA = "1.2.840.10045.4.3.2";
const SHA256_ECDSA_PLAIN = "0.4.0.127.0.7.1.1.4.1.3";
const SHA256_DSA = "2.16.840.1.101.3.4.3.2";
const ED25519 = "1.3.101.112";
const sha256 = sequence(objectIdentifier(DIGESTS["SHA-256"].oid), nullValue());
const sha1 = sequence(objectIdentifier(DIGESTS["SHA-1"].oid), nullValue());
const emptyNull = nullValue();
const fullNull = tlv(0x05, Uint8Array.of(0));

describe("resolving a signature algorithm", () => {
  it("knows each OID of the table by a name of its own", () => {
    const entries = [...SIGNATURE_ALGORITHMS];
    for (const [oid, { algorithm }] of entries) expect(resolve(oid)).toEqual({ ok: true, algorithm });
    // Two OIDs stand for RSA with SHA-1.
    expect(new Set(entries.map(([, { algorithm }]) => algorithm.name)).size).toBe(entries.length - 1);
  });

  it.each([
    ["RSASSA-PKCS1-v1_5 with SHA-256", SHA256_RSA, emptyNull],
    ["RSASSA-PKCS1-v1_5 with SHA-256", SHA256_RSA, undefined],
    ["ECDSA with SHA-256", SHA256_ECDSA, undefined],
    ["ECDSA with SHA-256", SHA256_ECDSA, emptyNull],
    ["plain ECDSA with SHA-256", SHA256_ECDSA_PLAIN, undefined],
    ["DSA with SHA-256", SHA256_DSA, undefined],
    ["Ed25519", ED25519, undefined],
  ])("names %s", (name, oid, parameters) => {
    expect(resolve(oid, parameters)).toMatchObject({ ok: true, algorithm: { name } });
  });

  it.each([
    ["RSA with a SEQUENCE", SHA256_RSA, sequence()],
    ["RSA with a NULL that is not empty", SHA256_RSA, fullNull],
    ["ECDSA with a SEQUENCE", SHA256_ECDSA, sequence()],
    ["ECDSA with a curve, and no key to compare it with", SHA256_ECDSA, objectIdentifier(CURVES["P-256"].oid)],
    ["DSA with NULL", SHA256_DSA, emptyNull],
    ["Ed25519 with NULL", ED25519, emptyNull],
    ["PSS without parameters", KEY_OIDS.rsaPss, undefined],
    ["PSS with NULL", KEY_OIDS.rsaPss, emptyNull],
  ])("refuses the parameters of %s", (_, oid, parameters) => {
    expect(resolve(oid, parameters)).toMatchObject({ ok: false, problem: "parameters" });
  });

  it("takes a curve as ECDSA's parameter only where it is the key's", () => {
    const curve = objectIdentifier(CURVES["P-256"].oid);
    for (const oid of [SHA256_ECDSA, SHA256_ECDSA_PLAIN]) {
      expect(resolve(oid, curve, { publicKey: keyOf("P-256") })).toMatchObject({ ok: true });
      expect(resolve(oid, curve, { publicKey: keyOf("P-384") })).toMatchObject({ ok: false, problem: "parameters" });
    }
  });

  it("refuses an algorithm that the key at hand cannot have", () => {
    expect(resolve(SHA256_RSA, emptyNull, { publicKey: keyOf("P-256") })).toMatchObject({ problem: "parameters" });
    expect(resolve(SHA256_ECDSA, undefined, { publicKey: keyOf("rsa") })).toMatchObject({ problem: "parameters" });
    expect(resolve(SHA256_RSA, emptyNull, { publicKey: keyOf("rsa") })).toMatchObject({ ok: true });
  });

  it.each([
    ["1.2.3.4", "1.2.3.4"],
    ["1.2.840.113549.1.1.2", "RSASSA-PKCS1-v1_5 with MD2"],
    ["2.16.840.1.101.3.4.3.18", "ML-DSA-65"],
    [CURVES["P-256"].oid, CURVES["P-256"].oid],
  ])("calls %s unsupported by its name", (oid, name) => {
    expect(resolve(oid)).toEqual({ ok: false, problem: "unsupported", name });
  });

  it("takes a key's OID with the digest of the SignerInfo, and not without", () => {
    const digest = { digest: "SHA-384" } as const;
    expect(resolve(KEY_OIDS.rsa, emptyNull, digest)).toMatchObject({
      algorithm: { scheme: "RSASSA-PKCS1-v1_5", digest: "SHA-384" },
    });
    expect(resolve(KEY_OIDS.ec, undefined, digest)).toMatchObject({ algorithm: { scheme: "ECDSA", encoding: "der" } });
    expect(resolve(KEY_OIDS.dsa, undefined, digest)).toMatchObject({ algorithm: { scheme: "DSA" } });
    for (const oid of [KEY_OIDS.rsa, KEY_OIDS.ec, KEY_OIDS.dsa]) {
      expect(resolve(oid)).toMatchObject({ ok: false, problem: "unsupported" });
      expect(resolve(oid, undefined, { digest: "SHAKE256" })).toMatchObject({ ok: false, problem: "unsupported" });
    }
  });

  it("does not let the SignerInfo's digest change an OID that names its own", () => {
    expect(resolve(SHA256_RSA, emptyNull, { digest: "SHA-1" })).toMatchObject({ algorithm: { digest: "SHA-256" } });
  });
});

describe("the parameters of RSASSA-PSS", () => {
  const mgf1 = (digest: Uint8Array) => sequence(objectIdentifier(MGF1), digest);
  const pss = (...fields: readonly Uint8Array[]) => resolve(KEY_OIDS.rsaPss, sequence(...fields));

  it("are read with all their fields", () => {
    expect(pss(context(0, sha256), context(1, mgf1(sha256)), context(2, integer(32)), context(3, integer(1)))).toEqual({
      ok: true,
      algorithm: {
        scheme: "RSASSA-PSS",
        name: "RSASSA-PSS with SHA-256",
        digest: "SHA-256",
        mgfDigest: "SHA-256",
        saltLength: 32,
      },
    });
  });

  it("have SHA-1 and 20 bytes of salt where fields are left out", () => {
    expect(pss()).toMatchObject({ algorithm: { digest: "SHA-1", mgfDigest: "SHA-1", saltLength: 20 } });
    expect(pss(context(0, sha1), context(2, integer(20)))).toEqual(pss());
  });

  it("say where the mask has another digest", () => {
    expect(pss(context(0, sha256))).toMatchObject({
      algorithm: { name: "RSASSA-PSS with SHA-256 and MGF1 with SHA-1" },
    });
  });

  const unknown = sequence(objectIdentifier("1.2.3.4"));
  const shake = sequence(objectIdentifier(DIGESTS.SHAKE256.oid));
  it.each([
    ["an unknown digest", [context(0, unknown)]],
    ["an unknown mask", [context(1, unknown)]],
    ["a mask with an unknown digest", [context(1, mgf1(unknown))]],
    ["SHAKE256, which has an OID of its own", [context(0, shake)]],
  ])("are unsupported with %s", (_, fields) => {
    expect(pss(...fields)).toEqual({ ok: false, problem: "unsupported", name: "RSASSA-PSS" });
  });

  it.each([
    ["another trailer", [context(3, integer(2))]],
    ["a negative salt", [context(2, tlv(0x02, Uint8Array.of(0xff)))]],
    ["fields out of order", [context(2, integer(32)), context(0, sha256)]],
    ["a field twice", [context(2, integer(32)), context(2, integer(32))]],
    ["an unknown field", [context(4, integer(1))]],
    ["two values in a field", [context(2, integer(32), integer(32))]],
    ["a mask without a digest", [context(1, sequence(objectIdentifier(MGF1)))]],
    ["a salt of another type", [context(2, nullValue())]],
    ["a length that is not DER", [Uint8Array.of(0xa2, 0x81, 0x03, 0x02, 0x01, 0x20)]],
  ])("are refused with %s", (_, fields) => {
    expect(pss(...fields)).toEqual({ ok: false, problem: "parameters", name: "RSASSA-PSS" });
  });

  it("must be DER even inside a BER frame", () => {
    const inner = Uint8Array.of(0xa2, 0x81, 0x03, 0x02, 0x01, 0x20);
    const framed = readAsn1(sequence(objectIdentifier(KEY_OIDS.rsaPss), sequence(inner)), "BER");
    expect(resolveSignatureAlgorithm(parseAlgorithmIdentifier(framed))).toMatchObject({ problem: "parameters" });
  });
});

describe("resolving a digest algorithm", () => {
  it.each(Object.values(DIGESTS))("knows $name with NULL and without", ({ name, oid }) => {
    expect(resolveDigestAlgorithm(identify(oid))).toBe(name);
    expect(resolveDigestAlgorithm(identify(oid, emptyNull))).toBe(name);
  });

  it.each([
    ["an OID that nobody knows", "1.2.3.4", undefined],
    ["a signature's OID", SHA256_RSA, emptyNull],
    ["other parameters than NULL", DIGESTS["SHA-256"].oid, sequence()],
    ["a NULL that is not empty", DIGESTS["SHA-256"].oid, fullNull],
  ])("refuses %s", (_, oid, parameters) => {
    expect(resolveDigestAlgorithm(identify(oid, parameters))).toBeNull();
  });

  it.each([
    [integer(512), "SHAKE256"],
    [integer(256), null],
    [tlv(0x02), null],
    [undefined, null],
    [emptyNull, null],
  ])("takes SHAKE256 with a length only where that is 512 bits", (length, expected) => {
    expect(resolveDigestAlgorithm(identify("2.16.840.1.101.3.4.2.18", length))).toBe(expected);
  });
});
