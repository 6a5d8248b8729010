import { beforeAll, describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { findByEssId, findBySignerIdentifier } from "../../src/cms/find-signer.ts";
import type { EssCertificateId } from "../../src/cms/signing-certificate.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import { objectIdentifier, printableString, sequence, setOf, tlv } from "../../src/testing/der.ts";
import { createRoot, issueIdentity } from "../../src/testing/issue.ts";
import { type Certificate, parseCertificate } from "../../src/x509/certificate.ts";

const notBefore = new Date("2020-01-01T00:00:00Z");
const notAfter = new Date("2090-01-01T00:00:00Z");
const serialNumber = Uint8Array.of(0x12, 0x34);

let signer: Certificate;
/** Of the same issuer with the same serial number, but for another key. */
let twin: Certificate;
let other: Certificate;

beforeAll(async () => {
  const common = { profile: { use: "signer" }, key: "P-256", notBefore, notAfter } as const;
  const root = await createRoot({ ...common, subject: [["CN", "TEST root"]], profile: { use: "authority" } });
  const issue = async (name: string, serial: Uint8Array) =>
    parseCertificate(
      (await issueIdentity(root, { ...common, subject: [["CN", name]], serialNumber: serial })).certificate,
    );
  signer = await issue("TEST signer", serialNumber);
  twin = await issue("TEST twin", serialNumber);
  other = await issue("TEST other", Uint8Array.of(0x56));
});

/** The Name with this common name, as a string of the given type. */
function nameWith(commonName: Uint8Array): Uint8Array {
  return sequence(setOf(sequence(objectIdentifier("2.5.4.3"), commonName)));
}

const bySerial = (issuer: Uint8Array) => ({ kind: "issuerAndSerial", issuer, serialNumber }) as const;

describe("finding the certificate that a SignerInfo names", () => {
  it("finds it by issuer and serial number", () => {
    expect(findBySignerIdentifier([other, signer], bySerial(signer.issuer.raw))).toEqual([signer]);
  });

  it("finds it where the issuer's name is encoded otherwise, but is the same name", () => {
    for (const name of [printableString("TEST root"), tlv(0x0c, encodeUtf8("test  ROOT"))]) {
      expect(findBySignerIdentifier([other, signer], bySerial(nameWith(name)))).toEqual([signer]);
    }
  });

  it("finds nothing under another issuer or serial number", () => {
    const serial = Uint8Array.of(0x12, 0x35);
    expect(findBySignerIdentifier([signer], bySerial(nameWith(printableString("TEST roof"))))).toEqual([]);
    expect(
      findBySignerIdentifier([signer], { kind: "issuerAndSerial", issuer: signer.issuer.raw, serialNumber: serial }),
    ).toEqual([]);
  });

  it("finds nothing under an issuer that is no name", () => {
    expect(findBySignerIdentifier([signer], bySerial(Uint8Array.of(0x30, 0x80)))).toEqual([]);
  });

  it("counts a certificate that is given twice once, and two certificates of one serial number twice", () => {
    const again = parseCertificate(new Uint8Array(signer.raw));
    expect(findBySignerIdentifier([signer, again], bySerial(signer.issuer.raw))).toHaveLength(1);
    expect(findBySignerIdentifier([signer, twin], bySerial(signer.issuer.raw))).toEqual([signer, twin]);
  });

  it("finds it by key identifier", () => {
    const keyIdentifier = signer.standardExtensions.subjectKeyIdentifier ?? new Uint8Array(0);
    expect(findBySignerIdentifier([other, signer, twin], { kind: "keyIdentifier", keyIdentifier })).toEqual([signer]);
  });
});

describe("finding the certificate that the ESS attribute names", () => {
  const idOf = (certificate: Certificate, issuerSerial: EssCertificateId["issuerSerial"] = null): EssCertificateId => ({
    digestOid: "2.16.840.1.101.3.4.2.1",
    hash: digestOf("SHA-256", certificate.raw),
    issuerSerial,
  });

  it("finds it by its digest", () => {
    expect(findByEssId([twin, signer, other], idOf(signer))).toEqual([signer]);
  });

  it("finds nothing where another certificate was meant", () => {
    expect(findByEssId([twin, other], idOf(signer))).toEqual([]);
  });

  it("compares issuer and serial number where they are there", () => {
    const issuer = signer.issuer.raw;
    expect(findByEssId([signer], idOf(signer, { issuer, serialNumber }))).toEqual([signer]);
    expect(findByEssId([signer], idOf(signer, { issuer, serialNumber: Uint8Array.of(1) }))).toEqual([]);
    expect(findByEssId([signer], idOf(signer, { issuer: signer.subject.raw, serialNumber }))).toEqual([]);
    expect(findByEssId([signer], idOf(signer, { issuer: null, serialNumber }))).toEqual([]);
  });

  it("says that it cannot tell where the digest is unknown", () => {
    expect(findByEssId([signer], { ...idOf(signer), digestOid: "1.2.3" })).toBeNull();
  });
});
