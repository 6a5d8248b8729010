import { X509Certificate } from "node:crypto";
import * as asn1js from "asn1js";
import { Certificate } from "pkijs";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeHex } from "../../src/bytes/hex.ts";
import { randomSerialNumber } from "../../src/testing/certificate.ts";
import type { TestName } from "../../src/testing/distinguished-name.ts";
import { basicConstraints, certificatePolicies, keyUsage } from "../../src/testing/extensions.ts";
import { createRoot, type IssueOptions, issueIdentity } from "../../src/testing/issue.ts";
import { openTestIdentity, type TestIdentity } from "../../src/testing/test-identity.ts";
import type { TestKeyKind } from "../../src/testing/test-key.ts";
import type { TestScheme } from "../../src/testing/test-signature.ts";

const PERIOD = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2070-01-01T00:00:00Z") };
const name = (commonName: string): TestName => [
  ["C", "VN"],
  ["CN", commonName],
];
const pkijsView = (der: Uint8Array<ArrayBuffer>) => new Certificate({ schema: asn1js.fromBER(der).result });
const extensionOf = (der: Uint8Array<ArrayBuffer>, oid: string) =>
  pkijsView(der).extensions?.find((extension) => extension.extnID === oid);

describe("issuing certificates", () => {
  let root: TestIdentity;
  let signer: TestIdentity;
  const options = { subject: name("DEMO Signer"), profile: { use: "signer" }, key: "P-256", ...PERIOD } as const;

  beforeAll(async () => {
    root = await createRoot({
      subject: name("DEMO Root"),
      profile: { use: "authority", pathLength: 1 },
      key: "RSA-2048",
      publication: { caIssuers: "http://a.invalid/r.cer", ocsp: "http://o.invalid/", crl: "http://c.invalid/r.crl" },
      ...PERIOD,
    });
    signer = await issueIdentity(root, options);
  });

  it("makes a root that node:crypto takes for a self-signed authority", () => {
    const certificate = new X509Certificate(root.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  it("makes a leaf that names its issuer in every way there is", () => {
    const leaf = new X509Certificate(signer.certificate);
    expect(leaf.ca).toBe(false);
    expect(leaf.checkIssued(new X509Certificate(root.certificate))).toBe(true);
    expect(leaf.verify(new X509Certificate(root.certificate).publicKey)).toBe(true);
    expect(leaf.infoAccess).toBe("OCSP - URI:http://o.invalid/\nCA Issuers - URI:http://a.invalid/r.cer");
    expect(signer.chain).toEqual([signer.certificate, root.certificate]);
  });

  const combinations: readonly (readonly [TestKeyKind, TestScheme])[] = [
    ["RSA-2048", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" }],
    ["RSA-2048", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" }],
    ["RSA-2048", { name: "RSASSA-PSS", hash: "SHA-1" }],
    ["RSA-2048", { name: "RSASSA-PSS", hash: "SHA-256" }],
    ["RSA-2048", { name: "RSASSA-PSS", hash: "SHA-384" }],
    ["RSA-2048", { name: "RSASSA-PSS", hash: "SHA-512" }],
    ["P-256", { name: "ECDSA", hash: "SHA-256" }],
    ["P-384", { name: "ECDSA", hash: "SHA-384" }],
    ["P-521", { name: "ECDSA", hash: "SHA-512" }],
    ["P-256", { name: "ECDSA", hash: "SHA-1" }],
    ["Ed25519", { name: "Ed25519" }],
  ];
  it.each(combinations)("signs with a %s key by %o so that node:crypto verifies it", async (key, scheme) => {
    const authority = await createRoot({ ...options, profile: { use: "authority" }, key, scheme });
    const leaf = await issueIdentity(authority, { ...options, scheme });
    const { publicKey } = new X509Certificate(authority.certificate);
    expect(new X509Certificate(authority.certificate).verify(publicKey)).toBe(true);
    expect(new X509Certificate(leaf.certificate).verify(publicKey)).toBe(true);
  });

  it("gives a signer nonRepudiation only and no extended key usage", () => {
    const usage = extensionOf(signer.certificate, "2.5.29.15");
    expect(usage?.critical).toBe(true);
    expect(encodeHex(new Uint8Array(usage?.extnValue.getValue() ?? new ArrayBuffer(0)))).toBe("03020640");
    expect(extensionOf(signer.certificate, "2.5.29.37")).toBeUndefined();
  });

  it("makes the extended key usage of a timestamp authority critical, as RFC 3161, 2.3 demands", async () => {
    const tsa = await issueIdentity(root, { ...options, profile: { use: "timestamp-authority" } });
    const usage = extensionOf(tsa.certificate, "2.5.29.37");
    expect(usage?.critical).toBe(true);
    expect(new X509Certificate(tsa.certificate).keyUsage).toEqual(["1.3.6.1.5.5.7.3.8"]);
  });

  it("exempts an OCSP responder from revocation checking", async () => {
    const responder = await issueIdentity(root, { ...options, profile: { use: "ocsp-responder" } });
    expect(new X509Certificate(responder.certificate).keyUsage).toEqual(["1.3.6.1.5.5.7.3.9"]);
    expect(extensionOf(responder.certificate, "1.3.6.1.5.5.7.48.1.5")?.critical).toBe(false);
  });

  it("takes any extensions with the custom profile", async () => {
    const odd = await issueIdentity(root, {
      ...options,
      profile: { use: "custom", extensions: [basicConstraints(false), keyUsage("keyAgreement", "decipherOnly")] },
      extensions: [certificatePolicies("2.5.29.32.0")],
    });
    const oids = pkijsView(odd.certificate).extensions?.map((extension) => extension.extnID);
    expect(oids?.slice(0, 2)).toEqual(["2.5.29.19", "2.5.29.15"]);
    expect(oids?.at(-1)).toBe("2.5.29.32");
  });

  it("names the issuer's certificate by its own issuer and serial number where asked", async () => {
    const leaf = await issueIdentity(root, { ...options, authorityBySerial: true });
    const text = encodeHex(
      new Uint8Array(extensionOf(leaf.certificate, "2.5.29.35")?.extnValue.getValue() ?? new ArrayBuffer(0)),
    );
    expect(text).toContain(encodeHex(root.issuer));
    expect(text.endsWith(encodeHex(root.serialNumber))).toBe(true);
    expect(new X509Certificate(leaf.certificate).checkIssued(new X509Certificate(root.certificate))).toBe(true);
  });

  it("lets an identity that may not issue do so, which is what tests of verifiers need", async () => {
    const forbidden = await issueIdentity(signer, { ...options, subject: name("DEMO Below a signer") });
    expect(new X509Certificate(forbidden.certificate).verify(new X509Certificate(signer.certificate).publicKey)).toBe(
      true,
    );
    expect(forbidden.chain).toHaveLength(3);
  });

  it("writes names as UTF8String, but a country as PrintableString", async () => {
    const subject: IssueOptions["subject"] = [
      ["C", "VN"],
      ["O", "ỦY BAN NHÂN DÂN XÃ DEMO"],
      ["T", "Chủ tịch"],
      ["CN", "TRẦN THỊ BÍCH"],
      ["UID", "MST:0000000001"],
      ["UID", "CCCD:000000000001"],
      ["E", "demo@demo.invalid"],
    ];
    const { certificate } = await issueIdentity(root, { ...options, subject });
    const values = pkijsView(certificate).subject.typesAndValues.map(({ value }) => value);
    expect(values.map((value) => value.constructor)).toEqual([
      asn1js.PrintableString,
      ...Array.from({ length: 5 }, () => asn1js.Utf8String),
      asn1js.IA5String,
    ]);
    expect(values.map((value) => value.valueBlock.value)).toEqual(subject.map(([, value]) => value));
  });

  it("opens a stored identity as the one that was issued", async () => {
    const stored = await openTestIdentity(signer.chain, signer.key.pkcs8);
    expect(stored).toEqual({ ...signer, publication: {} });
  });

  it("keeps the key identifier that a certificate claims, whoever's it is", async () => {
    const claimed = Uint8Array.of(1, 2, 3, 4);
    const odd = await createRoot({ ...options, profile: { use: "authority" }, keyIdentifier: claimed });
    const stored = await openTestIdentity(odd.chain, odd.key.pkcs8);
    expect(stored.keyIdentifier).toEqual(claimed);
    const leaf = await issueIdentity(stored, options);
    expect(new X509Certificate(leaf.certificate).checkIssued(new X509Certificate(odd.certificate))).toBe(true);
  });

  it("refuses an identity without a certificate", async () => {
    await expect(openTestIdentity([], signer.key.pkcs8)).rejects.toThrow(RangeError);
  });

  it("draws serial numbers that are positive, 16 octets long and different", () => {
    const serials = Array.from({ length: 200 }, () => encodeHex(randomSerialNumber()));
    expect(new Set(serials).size).toBe(200);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9a-f]{31}$/);
  });
});
