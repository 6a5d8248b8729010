import { describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { type Asn1Element, readAsn1 } from "../../src/asn1/cursor.ts";
import {
  countValues,
  onlyValue,
  parseAlgorithmProtection,
  parseCommitmentType,
  parseContentType,
  parseMessageDigest,
  parseRevocationInfoArchival,
  parseSignaturePolicy,
  parseSigningTime,
  timestampTokens,
} from "../../src/cms/attributes.ts";
import * as oids from "../../src/cms/oids.ts";
import { readSignedDataPrefix } from "../../src/cms/parse-signed-data.ts";
import { parseSigningCertificate, parseSigningCertificateV2 } from "../../src/cms/signing-certificate.ts";
import {
  context,
  ia5String,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  time,
  tlv,
} from "../../src/testing/der.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { contentsOfCorpusPdfs } from "./corpus-pdfs.ts";
import { ID_DATA, ISSUER, RSA, SHA256 } from "./sample.ts";

const one = readAsn1(integer(1));
const two = readAsn1(integer(2));

describe("the one value of an attribute", () => {
  it("is null where there is no attribute of the type", () => {
    expect(onlyValue([{ oid: "1.2.3", values: [one] }], "1.2.4")).toBeNull();
  });

  it("is what the only attribute of the type holds", () => {
    expect(
      onlyValue(
        [
          { oid: "1.2.3", values: [one] },
          { oid: "1.2.4", values: [two] },
        ],
        "1.2.4",
      ),
    ).toBe(two);
  });

  it.each([
    ["two attributes of the type", [[one], [two]], 2],
    ["the same attribute twice", [[one], [one]], 2],
    ["two values", [[one, two]], 2],
    ["an attribute without a value", [[]], 2],
    ["an attribute with a value and one without", [[one], []], 3],
  ])("does not exist where there are %s", (_, sets: readonly (readonly Asn1Element[])[], count) => {
    const attributes = sets.map((values) => ({ oid: "1.2.3", values }));
    expect(() => onlyValue(attributes, "1.2.3")).toThrow(Asn1Error);
    expect(countValues(attributes, "1.2.3")).toBe(count);
  });
});

describe("reading attribute values", () => {
  it("reads content type, message digest and signing time", () => {
    expect(parseContentType(readAsn1(ID_DATA))).toBe("1.2.840.113549.1.7.1");
    expect(parseMessageDigest(readAsn1(octetString(Uint8Array.of(1, 2))))).toEqual(Uint8Array.of(1, 2));
    const signed = new Date("2026-01-02T03:04:05Z");
    expect(parseSigningTime(readAsn1(time(signed)))).toEqual(signed);
  });

  it("reads algorithm protection", () => {
    const protection = parseAlgorithmProtection(readAsn1(sequence(SHA256, context(1, ...contents(RSA)))));
    expect(protection.digestAlgorithm.oid).toBe("2.16.840.1.101.3.4.2.1");
    expect(protection.signatureAlgorithm?.oid).toBe("1.2.840.113549.1.1.1");
  });

  it("reads algorithm protection of a MAC as one of no signature", () => {
    const protection = parseAlgorithmProtection(readAsn1(sequence(SHA256, context(2, ...contents(RSA)))));
    expect(protection.signatureAlgorithm).toBeNull();
  });

  it("reads a commitment type with qualifiers and without", () => {
    const oid = "1.2.840.113549.1.9.16.6.1";
    expect(parseCommitmentType(readAsn1(sequence(objectIdentifier(oid))))).toBe(oid);
    expect(parseCommitmentType(readAsn1(sequence(objectIdentifier(oid), sequence())))).toBe(oid);
  });

  it("reads a signature policy, its digest and where to read it", () => {
    const hash = sequence(SHA256, octetString(Uint8Array.of(9)));
    const other = sequence(objectIdentifier("1.2.840.113549.1.9.16.5.2"), sequence());
    const uri = sequence(objectIdentifier("1.2.840.113549.1.9.16.5.1"), ia5String("https://example.org/p"));
    const value = sequence(objectIdentifier("1.2.3"), hash, sequence(other, uri));

    const policy = parseSignaturePolicy(readAsn1(value));

    expect(policy).toMatchObject({ kind: "explicit", oid: "1.2.3", uri: "https://example.org/p" });
    expect(policy).toMatchObject({ hash: { value: Uint8Array.of(9) } });
    expect(parseSignaturePolicy(readAsn1(nullValue()))).toEqual({ kind: "implied" });
  });

  it("takes CRLs and OCSP responses out of Adobe's attribute", () => {
    const crl = sequence(integer(1));
    const ocsp = sequence(integer(2));
    const value = sequence(context(0, sequence(crl, crl)), context(1, sequence(ocsp)), context(2, sequence()));
    expect(parseRevocationInfoArchival(readAsn1(value))).toEqual({ crls: [crl, crl], ocspResponses: [ocsp] });
    expect(parseRevocationInfoArchival(readAsn1(sequence()))).toEqual({ crls: [], ocspResponses: [] });
  });

  it("hands out every timestamp token of a type", () => {
    const values = [sequence(integer(1)), sequence(integer(2))].map((token) => readAsn1(token));
    const [first, second] = values;
    if (first === undefined || second === undefined) throw new Error("two tokens were built");
    const attributes = [
      { oid: "1.2.3", values: [first] },
      { oid: "1.2.4", values: [second] },
      { oid: "1.2.3", values: [second] },
    ];
    expect(timestampTokens(attributes, "1.2.3")).toEqual([first.raw, second.raw]);
  });

  it.each<[string, (value: Asn1Element) => unknown, Uint8Array]>([
    ["a content type that is no OID", parseContentType, octetString(Uint8Array.of(1))],
    ["a message digest that is no OCTET STRING", parseMessageDigest, integer(1)],
    ["algorithm protection without a second algorithm", parseAlgorithmProtection, sequence(SHA256)],
    ["a commitment with more behind it", parseCommitmentType, sequence(ID_DATA, sequence(), integer(1))],
    ["a policy whose digest is no pair", parseSignaturePolicy, sequence(ID_DATA, sequence(SHA256))],
    ["revocation data that is no list", parseRevocationInfoArchival, sequence(context(0, integer(1)))],
    ["a CRL that is no SEQUENCE", parseRevocationInfoArchival, sequence(context(0, sequence(integer(1))))],
    ["a signing time that is no time", parseSigningTime, integer(1)],
  ])("rejects %s", (_, parse, value) => {
    expect(() => parse(readAsn1(value))).toThrow(Asn1Error);
  });
});

describe("reading the signing certificate attributes", () => {
  const hash = octetString(new Uint8Array(32).fill(5));
  const issuerSerial = sequence(sequence(context(4, ISSUER)), integer(7));

  it("takes SHA-256 where version 2 names no digest", () => {
    const [id] = parseSigningCertificateV2(readAsn1(sequence(sequence(sequence(hash)))));
    expect(id).toEqual({
      digestOid: "2.16.840.1.101.3.4.2.1",
      hash: new Uint8Array(32).fill(5),
      issuerSerial: null,
    });
  });

  it("takes the digest that version 2 names, and issuer and serial number", () => {
    const sha512 = sequence(objectIdentifier("2.16.840.1.101.3.4.2.3"));
    const [id] = parseSigningCertificateV2(readAsn1(sequence(sequence(sequence(sha512, hash, issuerSerial)))));
    expect(id?.digestOid).toBe("2.16.840.1.101.3.4.2.3");
    expect(id?.issuerSerial).toEqual({ issuer: ISSUER, serialNumber: Uint8Array.of(7) });
  });

  it("takes SHA-1 for version 1, whose certificates name no digest", () => {
    const [id] = parseSigningCertificate(readAsn1(sequence(sequence(sequence(hash, issuerSerial)))));
    expect(id?.digestOid).toBe("1.3.14.3.2.26");
    expect(() => parseSigningCertificate(readAsn1(sequence(sequence(sequence(SHA256, hash)))))).toThrow(Asn1Error);
  });

  it("keeps the order of several certificates, of which the first is the signer's", () => {
    const other = octetString(new Uint8Array(32).fill(6));
    const ids = parseSigningCertificateV2(readAsn1(sequence(sequence(sequence(hash), sequence(other)))));
    expect(ids.map(({ hash: [first] }) => first)).toEqual([5, 6]);
  });

  it("has no issuer where the names are not exactly one directory name", () => {
    const dns = tlv(0x82, Uint8Array.of(0x61));
    for (const names of [sequence(), sequence(dns), sequence(context(4, ISSUER), context(4, ISSUER))]) {
      const value = sequence(sequence(sequence(hash, sequence(names, integer(7)))));
      expect(parseSigningCertificateV2(readAsn1(value))[0]?.issuerSerial?.issuer).toBeNull();
    }
  });

  it.each([
    ["no certificate", sequence(sequence())],
    ["no list", sequence()],
    ["a certificate without a hash", sequence(sequence(sequence(SHA256)))],
    ["something behind issuer and serial number", sequence(sequence(sequence(hash, issuerSerial, nullValue())))],
    ["something behind the policies", sequence(sequence(sequence(hash)), sequence(), nullValue())],
    ["another type", octetString(Uint8Array.of(1))],
  ])("rejects %s", (_, value) => {
    expect(() => parseSigningCertificateV2(readAsn1(value))).toThrow(Asn1Error);
  });
});

describeWithCorpus("reading the attributes of real files", (corpus) => {
  const parsers = new Map<string, (value: Asn1Element) => unknown>([
    [oids.CONTENT_TYPE, parseContentType],
    [oids.MESSAGE_DIGEST, parseMessageDigest],
    [oids.SIGNING_TIME, parseSigningTime],
    [oids.SIGNING_CERTIFICATE, parseSigningCertificate],
    [oids.SIGNING_CERTIFICATE_V2, parseSigningCertificateV2],
    [oids.ALGORITHM_PROTECTION, parseAlgorithmProtection],
    [oids.COMMITMENT_TYPE_INDICATION, parseCommitmentType],
    [oids.SIGNATURE_POLICY_IDENTIFIER, parseSignaturePolicy],
    [oids.REVOCATION_INFO_ARCHIVAL, parseRevocationInfoArchival],
  ]);

  it("reads every value of every known type", () => {
    const read = new Map<string, number>();
    for (const { name, bytes } of contentsOfCorpusPdfs(corpus)) {
      const { signerInfos } = readSignedDataPrefix(bytes).signedData;
      for (const { oid, values } of signerInfos.flatMap(({ signedAttributes }) => signedAttributes?.attributes ?? [])) {
        const parse = parsers.get(oid);
        if (parse === undefined) continue;
        for (const value of values) expect(() => parse(value), `${name} ${oid}`).not.toThrow();
        read.set(oid, (read.get(oid) ?? 0) + 1);
      }
    }
    expect([...read.keys()].sort()).toEqual([...parsers.keys()].sort());
  });
});

/** The values inside a SEQUENCE, for IMPLICIT tagging. */
function contents(value: Uint8Array): [Uint8Array] {
  return [readAsn1(value).content];
}
