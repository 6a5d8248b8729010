import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import {
  bitString,
  boolean,
  context,
  contextPrimitive,
  enumerated,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from "../../src/testing/der.ts";
import { decodeExtensions, type StandardExtensions } from "../../src/x509/extensions.ts";
import { EXTENSION } from "../../src/x509/oids.ts";

function decode(oid: string, value: Uint8Array, critical = false): StandardExtensions {
  return decodeExtensions(new Map([[oid, { critical, value }]]));
}

const dns = (name: string) => contextPrimitive(2, encodeUtf8(name));
const uri = (name: string) => contextPrimitive(6, encodeUtf8(name));

describe("decoding extensions", () => {
  it("reads keyUsage with nine bits", () => {
    const { keyUsage } = decode(EXTENSION.keyUsage, bitString(Uint8Array.of(0b0100_0000, 0b1000_0000), 7));
    expect([...(keyUsage ?? [])]).toEqual(["nonRepudiation", "decipherOnly"]);
  });

  it("reads authorityKeyIdentifier with name and serial number", () => {
    const value = sequence(
      contextPrimitive(0, Uint8Array.of(1, 2)),
      context(1, dns("ca.example")),
      contextPrimitive(2, Uint8Array.of(9)),
    );
    expect(decode(EXTENSION.authorityKeyIdentifier, value).authorityKeyIdentifier).toEqual({
      keyIdentifier: Uint8Array.of(1, 2),
      issuer: [{ form: "dns", text: "ca.example" }],
      serialNumber: Uint8Array.of(9),
    });
  });

  it("reads distribution points with name, reasons and CRL issuer", () => {
    const point = sequence(
      context(0, context(0, uri("http://crl.example/1"))),
      contextPrimitive(1, Uint8Array.of(1, 0x60)),
      context(2, dns("crl")),
    );
    expect(decode(EXTENSION.crlDistributionPoints, sequence(point)).crlDistributionPoints).toEqual([
      {
        name: { kind: "full", names: [{ form: "uri", text: "http://crl.example/1" }] },
        reasons: { bytes: Uint8Array.of(0x60), unusedBits: 1 },
        crlIssuer: [{ form: "dns", text: "crl" }],
      },
    ]);
  });

  it("reads where the issuer and its OCSP responder are found", () => {
    const value = sequence(sequence(objectIdentifier("1.3.6.1.5.5.7.48.1"), uri("http://ocsp.example")));
    expect(decode(EXTENSION.authorityInfoAccess, value).authorityInfoAccess).toEqual([
      { method: "1.3.6.1.5.5.7.48.1", location: { form: "uri", text: "http://ocsp.example" } },
    ]);
  });

  it.each(["ocspNoCheck", "noRevAvail", "validityAssured"] as const)(
    "takes %s for granted only where its value is NULL",
    (name) => {
      expect(decode(EXTENSION[name], nullValue())[name]).toBe(true);
      expect(decode(EXTENSION[name], sequence())[name]).toBe(false);
      expect(decode(EXTENSION[name], new Uint8Array())[name]).toBe(false);
    },
  );

  it("reads policies, mappings and constraints", () => {
    const policies = sequence(
      sequence(objectIdentifier("1.2.3"), sequence(sequence(objectIdentifier("1.3.6.1.5.5.7.2.1"), uri("x")))),
      sequence(objectIdentifier("1.2.4")),
    );
    expect(decode(EXTENSION.certificatePolicies, policies).certificatePolicies).toEqual(["1.2.3", "1.2.4"]);
    const mappings = sequence(sequence(objectIdentifier("1.2.3"), objectIdentifier("1.2.5")));
    expect(decode(EXTENSION.policyMappings, mappings).policyMappings).toEqual([
      { issuerDomainPolicy: "1.2.3", subjectDomainPolicy: "1.2.5" },
    ]);
    const constraints = sequence(contextPrimitive(1, Uint8Array.of(2)));
    expect(decode(EXTENSION.policyConstraints, constraints).policyConstraints).toEqual({
      requireExplicitPolicy: null,
      inhibitPolicyMapping: 2,
    });
  });

  it.each<[string, string, Uint8Array]>([
    [
      "a policy given twice",
      EXTENSION.certificatePolicies,
      sequence(sequence(objectIdentifier("1.2.3")), sequence(objectIdentifier("1.2.3"))),
    ],
    ["keyUsage that grants nothing", EXTENSION.keyUsage, bitString(new Uint8Array())],
    ["keyUsage of another type", EXTENSION.keyUsage, octetString(Uint8Array.of(0x80))],
    ["extendedKeyUsage without a purpose", EXTENSION.extendedKeyUsage, sequence()],
    ["a value behind basicConstraints", EXTENSION.basicConstraints, sequence(boolean(true), integer(1), integer(1))],
    ["a path length below zero", EXTENSION.basicConstraints, sequence(boolean(true), Uint8Array.of(2, 1, 0xff))],
    ["an alternative name with a NUL", EXTENSION.subjectAltName, sequence(dns("good.example\0.bad.example"))],
    ["an alternative name that is not ASCII", EXTENSION.subjectAltName, sequence(dns("bücher.example"))],
    ["no alternative name", EXTENSION.subjectAltName, sequence()],
    ["name constraints without a subtree", EXTENSION.nameConstraints, sequence()],
    [
      "a subtree with a maximum",
      EXTENSION.nameConstraints,
      sequence(context(0, sequence(dns("a"), contextPrimitive(1, Uint8Array.of(3))))),
    ],
    ["policy constraints without any", EXTENSION.policyConstraints, sequence()],
    [
      "a distribution point that names nothing",
      EXTENSION.crlDistributionPoints,
      sequence(sequence(contextPrimitive(1, Uint8Array.of(0, 0x80)))),
    ],
    ["an inhibitAnyPolicy of another type", EXTENSION.inhibitAnyPolicy, enumerated(1)],
    ["bytes behind the value", EXTENSION.inhibitAnyPolicy, Uint8Array.of(2, 1, 0, 0)],
  ])("lists %s as malformed", (_, oid, value) => {
    expect(decode(oid, value).malformed).toEqual([{ oid, critical: false, detail: expect.any(String) }]);
  });

  it("knows critical qcStatements only where it knows each of them", () => {
    const statements = (...ids: string[]) => sequence(...ids.map((id) => sequence(objectIdentifier(id))));
    expect(decode(EXTENSION.qcStatements, statements("0.4.0.1862.1.1"), true).unknownCritical).toEqual([]);
    expect(decode(EXTENSION.qcStatements, statements("0.4.0.1862.1.1", "2.999.1"), true).unknownCritical).toEqual([
      EXTENSION.qcStatements,
    ]);
    expect(decode(EXTENSION.qcStatements, statements("2.999.1"), false).unknownCritical).toEqual([]);
  });
});
