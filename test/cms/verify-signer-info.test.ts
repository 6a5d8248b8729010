import { beforeAll, describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { parseSignedData } from "../../src/cms/parse-signed-data.ts";
import { contentDigestAlgorithm, verifySignerInfo } from "../../src/cms/verify-signer-info.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import { integer, nullValue, objectIdentifier, octetString, sequence, setOf, tlv } from "../../src/testing/der.ts";
import { createRoot } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import type { TestKeyKind } from "../../src/testing/test-key.ts";
import { signatureAlgorithm, signWith, type TestScheme } from "../../src/testing/test-signature.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { attribute, CONTENT_TYPE, contentInfo, ID_DATA, SHA256 } from "./sample.ts";

const content = encodeUtf8("content");
const SHA512 = sequence(objectIdentifier("2.16.840.1.101.3.4.2.3"));
const RSA_PKCS1: TestScheme = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

const identities = new Map<TestKeyKind, TestIdentity>();

beforeAll(async () => {
  const validity = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2090-01-01T00:00:00Z") };
  for (const key of ["RSA-2048", "P-256", "Ed25519"] as const) {
    const subject = [["CN", `TEST ${key}`]] as const;
    identities.set(key, await createRoot({ subject, profile: { use: "signer" }, key, ...validity }));
  }
});

function identity(kind: TestKeyKind): TestIdentity {
  const found = identities.get(kind);
  if (found === undefined) throw new Error(`no identity of kind ${kind}`);
  return found;
}

interface Parts {
  readonly key?: TestKeyKind;
  readonly scheme?: TestScheme;
  /** AlgorithmIdentifier to put into the SignerInfo instead of the scheme's. */
  readonly signatureAlgorithm?: Uint8Array;
  readonly digestAlgorithm?: Uint8Array;
  readonly declared?: readonly Uint8Array[];
  /** Null: none at all, so that the signature covers the content. */
  readonly attributes?: readonly Uint8Array[] | null;
  readonly signature?: Uint8Array;
}

const messageDigest = (bytes: Uint8Array) => attribute("1.2.840.113549.1.9.4", octetString(digestOf("SHA-256", bytes)));

/** IMPLICIT tagging: the same value under another identifier octet. */
function retagged(tag: number, value: Uint8Array): Uint8Array {
  const tagged = new Uint8Array(value);
  tagged[0] = tag;
  return tagged;
}

/** Signs `content`, with whatever a test wants to be odd, and verifies it. */
async function facts(parts: Parts, contentDigest: Uint8Array | null = digestOf("SHA-256", content)) {
  const { key = "RSA-2048", scheme = RSA_PKCS1, digestAlgorithm = SHA256 } = parts;
  const signer = identity(key);
  const attributes = parts.attributes === undefined ? [CONTENT_TYPE, messageDigest(content)] : parts.attributes;
  const signed = attributes === null ? new Uint8Array(content) : setOf(...attributes);
  const cms = contentInfo(
    sequence(
      integer(1),
      tlv(0x31, ...(parts.declared ?? [digestAlgorithm])),
      sequence(ID_DATA),
      setOf(
        sequence(
          integer(1),
          sequence(signer.issuer, integer(signer.serialNumber)),
          digestAlgorithm,
          attributes === null ? new Uint8Array(0) : retagged(0xa0, setOf(...attributes)),
          parts.signatureAlgorithm ?? signatureAlgorithm(scheme),
          octetString(parts.signature ?? (await signWith(signer.key, signed, scheme))),
        ),
      ),
    ),
  );
  const signedData = parseSignedData(cms);
  const [signerInfo] = signedData.signerInfos;
  if (signerInfo === undefined) throw new Error("no SignerInfo");
  return verifySignerInfo(signerInfo, {
    contentDigest,
    certificate: parseCertificate(signer.certificate),
    signedData,
  });
}

describe("verifying a SignerInfo", () => {
  it("passes what was signed", async () => {
    expect(await facts({})).toMatchObject({
      digest: "ok",
      digestName: "SHA-256",
      signature: "ok",
      signatureName: "RSASSA-PKCS1-v1_5 with SHA-256",
      inconsistencies: [],
    });
  });

  it("tells changed content from a wrong signature value", async () => {
    expect(await facts({}, digestOf("SHA-256", encodeUtf8("other")))).toMatchObject({
      digest: "failed",
      signature: "ok",
    });
    expect(await facts({ signature: new Uint8Array(256) })).toMatchObject({ digest: "ok", signature: "failed" });
  });

  it("still judges the signature value where the content's digest is not at hand", async () => {
    expect(await facts({}, null)).toMatchObject({ digest: "unknown", signature: "ok" });
  });

  it.each([
    ["is absent", [CONTENT_TYPE]],
    ["stands twice", [CONTENT_TYPE, messageDigest(content), messageDigest(encodeUtf8("other"))]],
    ["has two values", [attribute("1.2.840.113549.1.9.4", octetString(digestOf("SHA-256", content)), nullValue())]],
    ["is no OCTET STRING", [attribute("1.2.840.113549.1.9.4", integer(1))]],
  ])("fails the digest where the message digest attribute %s, though the signature value is right", async (_, set) => {
    expect(await facts({ attributes: set })).toMatchObject({ digest: "failed", signature: "ok" });
  });

  it("does not let attributes be moved about", async () => {
    const ordered = setOf(CONTENT_TYPE, messageDigest(content));
    const moved = tlv(0x31, messageDigest(content), CONTENT_TYPE);
    expect(moved).not.toEqual(ordered);
    const signature = await signWith(identity("RSA-2048").key, moved, RSA_PKCS1);
    expect(await facts({ signature })).toMatchObject({ signature: "failed" });
  });

  it.each<[string, TestKeyKind, TestScheme]>([
    ["RSA", "RSA-2048", RSA_PKCS1],
    ["RSASSA-PSS", "RSA-2048", { name: "RSASSA-PSS", hash: "SHA-256" }],
    ["ECDSA", "P-256", { name: "ECDSA", hash: "SHA-256" }],
  ])("verifies a signature over the content itself, from its digest: %s", async (_, key, scheme) => {
    expect(await facts({ key, scheme, attributes: null })).toMatchObject({ digest: "ok", signature: "ok" });
    const other = digestOf("SHA-256", encodeUtf8("other"));
    expect(await facts({ key, scheme, attributes: null }, other)).toMatchObject({
      digest: "unknown",
      signature: "failed",
    });
  });

  it("cannot tell a signature over the content itself without its digest", async () => {
    expect(await facts({ attributes: null }, null)).toMatchObject({ digest: "unknown", signature: "unsupported" });
  });

  it("takes Ed25519 with SHA-512 and says so of any other digest", async () => {
    const attributes = [
      CONTENT_TYPE,
      attribute("1.2.840.113549.1.9.4", octetString(digestOf("SHA-512", content))),
    ] as const;
    const scheme = { name: "Ed25519" } as const;
    const good = { key: "Ed25519", scheme, digestAlgorithm: SHA512, attributes } as const;
    expect(await facts(good, digestOf("SHA-512", content))).toMatchObject({ signature: "ok", inconsistencies: [] });
    expect(await facts({ key: "Ed25519", scheme })).toMatchObject({
      signature: "ok",
      inconsistencies: ["Ed25519: needs digest SHA-512, SignerInfo says SHA-256"],
    });
  });

  it("says so where the signature algorithm has another digest than the SignerInfo", async () => {
    const scheme = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" } as const;
    expect((await facts({ scheme })).inconsistencies).toEqual([
      "RSASSA-PKCS1-v1_5 with SHA-512: needs digest SHA-512, SignerInfo says SHA-256",
    ]);
  });

  it("says so where the parameters of RSASSA-PSS name another digest than the SignerInfo", async () => {
    const scheme = { name: "RSASSA-PSS", hash: "SHA-384" } as const;
    expect((await facts({ scheme })).inconsistencies).toEqual([
      "RSASSA-PSS with SHA-384: needs digest SHA-384, SignerInfo says SHA-256",
    ]);
  });

  it("fails a signature algorithm that the key is not for", async () => {
    const ecdsa = signatureAlgorithm({ name: "ECDSA", hash: "SHA-256" });
    expect(await facts({ signatureAlgorithm: ecdsa })).toMatchObject({
      signature: "failed",
      inconsistencies: ["ECDSA with SHA-256: wrong parameters for a key of kind RSA-2048"],
    });
  });

  it("takes a key's OID for a signature algorithm with the SignerInfo's digest", async () => {
    const rsaEncryption = sequence(objectIdentifier("1.2.840.113549.1.1.1"), nullValue());
    expect(await facts({ signatureAlgorithm: rsaEncryption })).toMatchObject({
      signature: "ok",
      signatureName: "RSASSA-PKCS1-v1_5 with SHA-256",
      inconsistencies: [],
    });
  });

  it("calls what it does not know unsupported, by its OID", async () => {
    expect(await facts({ signatureAlgorithm: sequence(objectIdentifier("1.2.3.4")) })).toMatchObject({
      signature: "unsupported",
      signatureAlgorithm: null,
      signatureName: "1.2.3.4",
    });
    const unknown = sequence(objectIdentifier("1.2.3.5"));
    expect(await facts({ digestAlgorithm: unknown })).toMatchObject({
      digest: "unknown",
      digestAlgorithm: null,
      digestName: "1.2.3.5",
    });
  });

  it("says so where SignedData does not announce the digest", async () => {
    expect((await facts({ declared: [SHA512] })).inconsistencies).toEqual([
      "digest 2.16.840.1.101.3.4.2.1 is not among the SignedData's digestAlgorithms",
    ]);
  });

  describe("under algorithm protection", () => {
    const OID = "1.2.840.113549.1.9.52";
    const protection = (digest: Uint8Array, scheme: TestScheme) =>
      attribute(OID, sequence(digest, retagged(0xa1, signatureAlgorithm(scheme))));
    const verify = async (...protecting: readonly Uint8Array[]) =>
      (await facts({ attributes: [CONTENT_TYPE, messageDigest(content), ...protecting] })).inconsistencies;

    it("passes the algorithms that it names, NULL and no parameters being the same", async () => {
      const withNull = sequence(objectIdentifier("2.16.840.1.101.3.4.2.1"), nullValue());
      expect(await verify(protection(SHA256, RSA_PKCS1))).toEqual([]);
      expect(await verify(protection(withNull, RSA_PKCS1))).toEqual([]);
    });

    it("says so where it names others", async () => {
      const message = "the algorithm protection attribute names other algorithms than the SignerInfo";
      expect(await verify(protection(SHA512, RSA_PKCS1))).toEqual([message]);
      expect(await verify(protection(SHA256, { name: "RSASSA-PSS", hash: "SHA-256" }))).toEqual([message]);
    });

    it("says so where it is malformed or stands twice", async () => {
      const message = "the algorithm protection attribute is malformed";
      expect(await verify(attribute(OID, integer(1)))).toEqual([message]);
      const twice = [protection(SHA256, RSA_PKCS1), protection(SHA512, RSA_PKCS1)];
      expect(await verify(...twice)).toEqual([message]);
    });
  });
});

describe("the digest that content must be hashed with", () => {
  it("is that of the SignerInfo, or null where it is unknown", () => {
    const algorithms = [SHA512, sequence(objectIdentifier("1.2.3"))].map((digest) => {
      const sid = sequence(identity("P-256").issuer, integer(1));
      const info = sequence(integer(1), sid, digest, signatureAlgorithm(RSA_PKCS1), octetString(Uint8Array.of(1)));
      const cms = contentInfo(sequence(integer(1), setOf(digest), sequence(ID_DATA), setOf(info)));
      return parseSignedData(cms).signerInfos.map(contentDigestAlgorithm)[0];
    });
    expect(algorithms).toEqual(["SHA-512", null]);
  });
});
