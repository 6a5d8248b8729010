import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { encodeHex } from "../../src/bytes/hex.ts";
import { KEY_OIDS } from "../../src/crypto/algorithms.ts";
import { MAX_RSA_BITS } from "../../src/limits.ts";
import { bitString, integer, nullValue, objectIdentifier, octetString, sequence, tlv } from "../../src/testing/der.ts";

const P256 = objectIdentifier("1.2.840.10045.3.1.7");

function spki(oid: string, parameters: Uint8Array | null, value: Uint8Array): Uint8Array {
  return sequence(sequence(objectIdentifier(oid), parameters ?? new Uint8Array(0)), bitString(value));
}

function parse(bytes: Uint8Array) {
  return parsePublicKey(readAsn1(bytes));
}

/** An odd number of this many bits. */
function modulusOf(bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits / 8)).fill(0xff);
  bytes[0] = 0xff >> (8 * bytes.length - bits);
  return bytes;
}

function rsaSpki(modulus: Uint8Array, exponent: Uint8Array, parameters: Uint8Array | null = nullValue()): Uint8Array {
  return spki(KEY_OIDS.rsa, parameters, sequence(integer(modulus), integer(exponent)));
}

const E = Uint8Array.of(1, 0, 1);

describe("reading a SubjectPublicKeyInfo", () => {
  it.each([
    ["RSA-2048", "RSA", 2048, generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["RSA-1025", "RSA", 1025, generateKeyPairSync("rsa", { modulusLength: 1025 })],
    ["RSA-2048", "RSA-PSS", 2048, generateKeyPairSync("rsa-pss", { modulusLength: 2048 })],
    ["P-384", "EC", 384, generateKeyPairSync("ec", { namedCurve: "P-384" })],
    ["brainpoolP512t1", "EC", 512, generateKeyPairSync("ec", { namedCurve: "brainpoolP512t1" })],
    ["Ed25519", "Ed25519", 255, generateKeyPairSync("ed25519")],
    ["Ed448", "Ed448", 448, generateKeyPairSync("ed448")],
    ["DSA-2048", "DSA", 2048, generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 224 })],
  ])("knows %s of kind %s", (name, kind, bits, { publicKey }) => {
    const bytes = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
    expect(parse(bytes)).toMatchObject({ name, kind, bits, spki: bytes });
  });

  it.each([
    ["an algorithm that nobody knows", spki("1.2.3.4", null, Uint8Array.of(0)), "1.2.3.4"],
    [
      "a curve that nobody knows",
      spki(KEY_OIDS.ec, objectIdentifier("1.2.3.4"), Uint8Array.of(4)),
      "EC on curve 1.2.3.4",
    ],
    [
      "explicit curve parameters",
      spki(KEY_OIDS.ec, sequence(integer(1)), Uint8Array.of(4)),
      "EC with explicit parameters",
    ],
    ["implicit curve parameters", spki(KEY_OIDS.ec, nullValue(), Uint8Array.of(4)), "EC with implicit parameters"],
    ["a modulus beyond the cap", rsaSpki(modulusOf(MAX_RSA_BITS + 1), E), `RSA-${MAX_RSA_BITS + 1}`],
    ["an exponent beyond the cap", rsaSpki(modulusOf(2048), modulusOf(65)), "RSA-2048 with an exponent of 65 bits"],
    [
      "a PSS restriction to an unknown digest",
      spki(KEY_OIDS.rsaPss, sequence(tlv(0xa0, sequence(objectIdentifier("1.2.3.4")))), sequence()),
      "RSASSA-PSS with an unsupported digest",
    ],
  ])("gives a key without use for %s", (_, bytes, name) => {
    expect(parse(bytes)).toMatchObject({ kind: "unknown", name });
  });

  it("takes the largest modulus and exponent that are allowed", () => {
    expect(parse(rsaSpki(modulusOf(MAX_RSA_BITS), modulusOf(64)))).toMatchObject({ kind: "RSA", bits: MAX_RSA_BITS });
  });

  it("keeps an RSA key's numbers without sign octets", () => {
    const key = parse(rsaSpki(modulusOf(1024), E));
    expect(key.kind === "RSA" && [key.modulus.length, encodeHex(key.exponent)]).toEqual([128, "010001"]);
  });

  const point = Uint8Array.of(4, ...new Uint8Array(64));
  const twoIntegers = sequence(integer(modulusOf(512)), integer(E));
  it.each([
    ["bytes behind the key", sequence(sequence(objectIdentifier("1.2.3")), bitString(point), nullValue())],
    [
      "a BIT STRING that is not whole octets",
      sequence(sequence(objectIdentifier("1.2.3")), bitString(Uint8Array.of(2), 1)),
    ],
    ["an OCTET STRING for a BIT STRING", sequence(sequence(objectIdentifier("1.2.3")), octetString(point))],
    ["RSA with other parameters than NULL", rsaSpki(modulusOf(512), E, integer(1))],
    ["RSA with a NULL that is not empty", rsaSpki(modulusOf(512), E, tlv(0x05, Uint8Array.of(0)))],
    ["RSA with bytes behind its numbers", spki(KEY_OIDS.rsa, nullValue(), Uint8Array.of(...twoIntegers, 0))],
    [
      "RSA with a third number",
      spki(KEY_OIDS.rsa, nullValue(), sequence(integer(modulusOf(512)), integer(E), integer(1))),
    ],
    ["RSA with a negative modulus", spki(KEY_OIDS.rsa, nullValue(), sequence(tlv(2, Uint8Array.of(0x81)), integer(3)))],
    ["RSA with a modulus of zero", rsaSpki(Uint8Array.of(0), E)],
    ["RSA with an even modulus", rsaSpki(Uint8Array.of(0xff, 0xff, 0xfe), Uint8Array.of(3))],
    ["RSA with an exponent of 1", rsaSpki(modulusOf(512), Uint8Array.of(1))],
    ["RSA with an even exponent", rsaSpki(modulusOf(512), Uint8Array.of(2))],
    ["RSA with an exponent as long as its modulus", rsaSpki(modulusOf(32), modulusOf(32))],
    [
      "RSA with a needless zero octet",
      spki(KEY_OIDS.rsa, nullValue(), sequence(tlv(2, Uint8Array.of(0, 1, 1)), integer(3))),
    ],
    ["EC without parameters", spki(KEY_OIDS.ec, null, point)],
    ["EC with parameters of a wrong type", spki(KEY_OIDS.ec, integer(1), point)],
    ["EC with a point of another size", spki(KEY_OIDS.ec, P256, point.subarray(0, 64))],
    ["EC with the point at infinity", spki(KEY_OIDS.ec, P256, Uint8Array.of(0))],
    ["EC with a hybrid point", spki(KEY_OIDS.ec, P256, Uint8Array.of(6, ...new Uint8Array(64)))],
    ["EC with a compressed point of full size", spki(KEY_OIDS.ec, P256, Uint8Array.of(2, ...new Uint8Array(64)))],
    ["EC with no point", spki(KEY_OIDS.ec, P256, new Uint8Array(0))],
    ["Ed25519 with parameters", spki("1.3.101.112", nullValue(), new Uint8Array(32))],
    ["Ed25519 of another size", spki("1.3.101.112", null, new Uint8Array(33))],
    ["DSA with parameters of a wrong type", spki(KEY_OIDS.dsa, nullValue(), integer(5))],
    ["DSA with two parameters", spki(KEY_OIDS.dsa, sequence(integer(7), integer(3)), integer(5))],
    ["DSA with a public value of a wrong type", spki(KEY_OIDS.dsa, null, octetString(point))],
    ["DSA with bytes behind its public value", spki(KEY_OIDS.dsa, null, Uint8Array.of(...integer(5), 0))],
    ["PSS parameters that are no sequence", spki(KEY_OIDS.rsaPss, nullValue(), twoIntegers)],
  ])("refuses %s", (_, bytes) => {
    expect(() => parse(bytes)).toThrow(Asn1Error);
  });

  it("throws nothing but Asn1Error, however a key is damaged", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 512 });
    const bytes = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, octet) => {
        const damaged = bytes.slice();
        damaged[at] = octet;
        try {
          parse(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(Asn1Error);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
