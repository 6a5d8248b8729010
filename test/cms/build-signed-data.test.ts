import { execFileSync } from "node:child_process";
import * as nodeCrypto from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pkijs from "pkijs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isDer } from "../../src/asn1/der.ts";
import { resolveSignatureAlgorithm } from "../../src/asn1/signature-algorithm.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { onlyValue, parseCommitmentType, parseContentType, parseSignaturePolicy } from "../../src/cms/attributes.ts";
import { buildSignedAttributes } from "../../src/cms/build-signed-attributes.ts";
import { buildSignedData, estimateSignedDataSize } from "../../src/cms/build-signed-data.ts";
import { findByEssId, findBySignerIdentifier } from "../../src/cms/find-signer.ts";
import * as oid from "../../src/cms/oids.ts";
import { parseSignedData } from "../../src/cms/parse-signed-data.ts";
import { parseSigningCertificateV2 } from "../../src/cms/signing-certificate.ts";
import { verifySignerInfo } from "../../src/cms/verify-signer-info.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { octetString } from "../../src/testing/der.ts";
import { createRoot, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import type { TestKeyKind } from "../../src/testing/test-key.ts";
import { importSigningKey, type TestScheme } from "../../src/testing/test-signature.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { describeWithTools } from "../support/tools.ts";

const content = encodeUtf8("Hồ sơ một cửa\n");
const notBefore = new Date("2020-01-01T00:00:00Z");
const notAfter = new Date("2090-01-01T00:00:00Z");

/** Signs `content` as a B-B signature does, apart from the PDF. */
async function sign(signer: Signer): Promise<Uint8Array> {
  const digestAlgorithm = signer.algorithm.digest;
  const signedAttributes = buildSignedAttributes({
    messageDigest: digestOf(digestAlgorithm, content),
    digestAlgorithm,
    certificate: signer.certificate,
  });
  return buildSignedData({
    signedAttributes,
    signatureValue: await signer.sign(signedAttributes),
    signatureAlgorithm: signer.algorithm,
    certificates: [signer.certificate, ...signer.chain],
  });
}

let root: TestIdentity;

async function signerOf(kind: TestKeyKind, scheme: TestScheme): Promise<Signer> {
  const subject = [["CN", `TEST ${kind}`]] as const;
  const identity = await issueIdentity(root, { subject, profile: { use: "signer" }, key: kind, notBefore, notAfter });
  return webCryptoSigner(await importSigningKey(identity.key, scheme), identity.chain);
}

beforeAll(async () => {
  const subject = [["CN", "TEST root"]] as const;
  root = await createRoot({ subject, profile: { use: "authority" }, key: "P-256", notBefore, notAfter });
});

const algorithms: readonly (readonly [string, TestKeyKind, TestScheme])[] = [
  ["RSASSA-PKCS1-v1_5 with SHA-256", "RSA-2048", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }],
  ["RSASSA-PKCS1-v1_5 with SHA-512", "RSA-2048", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" }],
  ["RSASSA-PSS with SHA-256", "RSA-2048", { name: "RSASSA-PSS", hash: "SHA-256" }],
  ["RSASSA-PSS with SHA-384", "RSA-3072", { name: "RSASSA-PSS", hash: "SHA-384" }],
  ["ECDSA with SHA-256", "P-256", { name: "ECDSA", hash: "SHA-256" }],
  ["ECDSA with SHA-384", "P-384", { name: "ECDSA", hash: "SHA-384" }],
  ["ECDSA with SHA-512", "P-521", { name: "ECDSA", hash: "SHA-512" }],
  ["Ed25519", "Ed25519", { name: "Ed25519" }],
];

describe.each(algorithms)("a SignedData signed by %s", (name, kind, scheme) => {
  let signer: Signer;
  let cms: Uint8Array;

  beforeAll(async () => {
    signer = await signerOf(kind, scheme);
    cms = await sign(signer);
  });

  it("verifies with what reads CMS here", async () => {
    const signedData = parseSignedData(cms);
    const certificates = signedData.certificates.map(parseCertificate);
    const [signerInfo] = signedData.signerInfos;
    if (signerInfo === undefined) throw new Error("no SignerInfo");
    const [certificate] = findBySignerIdentifier(certificates, signerInfo.sid);
    if (certificate === undefined) throw new Error("no certificate");

    const contentDigest = digestOf(signer.algorithm.digest, content);
    const facts = await verifySignerInfo(signerInfo, { contentDigest, certificate, signedData });

    expect(facts).toMatchObject({ digest: "ok", signature: "ok", signatureName: name, inconsistencies: [] });
    expect(signerInfo.signedAttributes?.isDer).toBe(true);
    const ess = onlyValue(signerInfo.signedAttributes?.attributes ?? [], oid.SIGNING_CERTIFICATE_V2);
    const [id] = ess === null ? [] : parseSigningCertificateV2(ess);
    if (id === undefined) throw new Error("no signing certificate attribute");
    expect(findByEssId(certificates, id)).toEqual([certificate]);
  });

  it("is DER throughout and no longer than estimated", () => {
    const { signedAttributes } = parseSignedData(cms).signerInfos[0] ?? {};
    expect(isDer(cms)).toBe(true);
    const estimate = estimateSignedDataSize({
      signedAttributes: signedAttributes?.signedBytes() ?? new Uint8Array(0),
      signatureAlgorithm: signer.algorithm,
      certificates: [signer.certificate, ...signer.chain],
    });
    expect(cms.length).toBeLessThanOrEqual(estimate);
    expect(cms.length).toBeGreaterThan(estimate - 16);
  });

  it("verifies with node:crypto over the attributes as they stand", () => {
    const [signerInfo] = parseSignedData(cms).signerInfos;
    const data = signerInfo?.signedAttributes?.signedBytes() ?? new Uint8Array(0);
    const { publicKey } = new nodeCrypto.X509Certificate(signer.certificate);
    const padding = nodeCrypto.constants.RSA_PKCS1_PSS_PADDING;
    const key =
      signer.algorithm.scheme === "RSASSA-PSS"
        ? { key: publicKey, padding, saltLength: signer.algorithm.saltLength }
        : publicKey;
    const digest = signer.algorithm.scheme === "EdDSA" ? null : signer.algorithm.digest.replace("-", "");
    expect(nodeCrypto.verify(digest, data, key, signerInfo?.signature ?? data)).toBe(true);
  });

  it("verifies with PKI.js, a second opinion", async () => {
    if (kind === "Ed25519") return; // PKI.js 4 knows no Ed25519.
    const signedData = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(new Uint8Array(cms)).content });
    await expect(signedData.verify({ signer: 0, data: new Uint8Array(content).buffer })).resolves.toBe(true);
    const other = encodeUtf8("something else").buffer;
    await expect(signedData.verify({ signer: 0, data: other })).rejects.toThrow(/digest/);
  });
});

describeWithTools(["openssl"], "what openssl says of our SignedData", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pades-cms-"));
    writeFileSync(join(folder, "root.pem"), encodePem("CERTIFICATE", root.certificate));
    writeFileSync(join(folder, "content"), content);
    writeFileSync(join(folder, "other"), "other content");
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const openssl = (...args: readonly string[]) =>
    execFileSync("openssl", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const verify = (file: string) =>
    openssl(
      ...["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms.der"],
      ...["-content", file, "-CAfile", "root.pem", "-out", "out"],
    );

  // OpenSSL 3.0 knows no Ed25519 in CMS.
  it.each(algorithms.filter(([name]) => name !== "Ed25519"))("verifies %s, with its ESS attribute", async (...row) => {
    const [, kind, scheme] = row;
    writeFileSync(join(folder, "cms.der"), await sign(await signerOf(kind, scheme)));
    expect(() => verify("content")).not.toThrow();
    expect(() => verify("other")).toThrow(/content verify error/);
  });

  it("prints one signer, detached, without a signing time", async () => {
    const cms = await sign(await signerOf("P-256", { name: "ECDSA", hash: "SHA-256" }));
    writeFileSync(join(folder, "cms.der"), cms);
    const text = openssl("cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", "cms.der");
    expect(text.match(/\bsignedAttrs:/g)).toHaveLength(1);
    expect(text).toMatch(/eContent: <ABSENT>/);
    expect(text).toMatch(/id-smime-aa-signingCertificateV2/);
    expect(text).toMatch(/object: contentType/);
    expect(text).toMatch(/object: messageDigest/);
    expect(text).not.toMatch(/signingTime/);
    expect(text).toMatch(/unsignedAttrs:\s+<ABSENT>/);
  });
});

describe("building a SignedData", () => {
  it("gives the same octets for the same input, whatever the order of the chain", async () => {
    const signer = await signerOf("P-256", { name: "ECDSA", hash: "SHA-256" });
    const certificate = signer.certificate;
    const signedAttributes = buildSignedAttributes({
      messageDigest: new Uint8Array(32),
      digestAlgorithm: "SHA-256",
      certificate,
    });
    const input = { signedAttributes, signatureValue: Uint8Array.of(1), signatureAlgorithm: signer.algorithm };
    const others = [root.certificate, new Uint8Array(root.certificate)];

    const cms = buildSignedData({ ...input, certificates: [certificate, ...others] });

    expect(buildSignedData({ ...input, certificates: [certificate, root.certificate] })).toEqual(cms);
    expect(parseSignedData(cms).certificates).toHaveLength(2);
    expect(parseSignedData(cms).signerInfos[0]?.sid).toMatchObject({
      serialNumber: parseCertificate(certificate).serialNumber,
    });
  });

  it("refuses to build without a certificate", () => {
    const input = { signedAttributes: new Uint8Array(0), signatureValue: new Uint8Array(0), certificates: [] };
    const algorithm = { scheme: "EdDSA", name: "Ed25519", digest: "SHA-512", curve: "Ed25519" } as const;
    const code = "ERR_INVALID_ARGUMENT";
    expect(() => buildSignedData({ ...input, signatureAlgorithm: algorithm })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it("names RSASSA-PSS with its digest, mask and salt", async () => {
    const cms = await sign(await signerOf("RSA-2048", { name: "RSASSA-PSS", hash: "SHA-512" }));
    const identifier = parseSignedData(cms).signerInfos[0]?.signatureAlgorithm;
    if (identifier === undefined) throw new Error("no SignerInfo");
    expect(resolveSignatureAlgorithm(identifier)).toMatchObject({
      ok: true,
      algorithm: { scheme: "RSASSA-PSS", digest: "SHA-512", mgfDigest: "SHA-512", saltLength: 64 },
    });
  });

  it("puts NULL beside an RSA algorithm, and nothing beside ECDSA and Ed25519", async () => {
    const parametersOf = async (kind: TestKeyKind, scheme: TestScheme) =>
      parseSignedData(await sign(await signerOf(kind, scheme))).signerInfos[0]?.signatureAlgorithm.parameters;
    expect(await parametersOf("RSA-2048", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" })).toMatchObject({ tag: 5 });
    expect(await parametersOf("P-256", { name: "ECDSA", hash: "SHA-256" })).toBeNull();
    expect(await parametersOf("Ed25519", { name: "Ed25519" })).toBeNull();
  });

  it("carries a commitment, a policy, a content timestamp and unsigned attributes", async () => {
    const signer = await signerOf("P-256", { name: "ECDSA", hash: "SHA-256" });
    const token = octetString(Uint8Array.of(1));
    const signedAttributes = buildSignedAttributes({
      messageDigest: new Uint8Array(32),
      digestAlgorithm: "SHA-256",
      certificate: signer.certificate,
      commitmentType: "1.2.840.113549.1.9.16.6.1",
      signaturePolicy: {
        oid: "1.2.3.4",
        hash: { digest: "SHA-256", value: new Uint8Array(32) },
        uri: "https://example.org/policy",
      },
      contentTimestamp: token,
    });
    const cms = buildSignedData({
      signedAttributes,
      signatureValue: Uint8Array.of(1),
      signatureAlgorithm: signer.algorithm,
      certificates: [signer.certificate],
      unsignedAttributes: [{ oid: oid.SIGNATURE_TIMESTAMP, values: [token] }],
    });

    const [signerInfo] = parseSignedData(cms).signerInfos;
    const attributes = signerInfo?.signedAttributes?.attributes ?? [];
    const read = <T>(type: string, parse: (value: NonNullable<ReturnType<typeof onlyValue>>) => T) => {
      const value = onlyValue(attributes, type);
      return value === null ? null : parse(value);
    };
    expect(signerInfo?.signedAttributes?.isDer).toBe(true);
    expect(read(oid.CONTENT_TYPE, parseContentType)).toBe(oid.DATA);
    expect(read(oid.COMMITMENT_TYPE_INDICATION, parseCommitmentType)).toBe("1.2.840.113549.1.9.16.6.1");
    expect(read(oid.SIGNATURE_POLICY_IDENTIFIER, parseSignaturePolicy)).toMatchObject({
      kind: "explicit",
      oid: "1.2.3.4",
      hash: { value: new Uint8Array(32) },
      uri: "https://example.org/policy",
    });
    expect(read(oid.CONTENT_TIMESTAMP, ({ raw }) => raw)).toEqual(token);
    expect(signerInfo?.unsignedAttributes.map((attribute) => attribute.oid)).toEqual([oid.SIGNATURE_TIMESTAMP]);
  });
});
