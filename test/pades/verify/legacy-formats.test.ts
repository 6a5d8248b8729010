import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { SIGNING_TIME } from "../../../src/cms/oids.ts";
import type { VerifyOptions } from "../../../src/pades/verify/request.ts";
import type { PdfVerification } from "../../../src/pades/verify/verification.ts";
import { octetString, setOf, time } from "../../../src/testing/der.ts";
import type { TestIdentity } from "../../../src/testing/test-identity.ts";
import { signWith, type TestHash } from "../../../src/testing/test-signature.ts";
import { createTrustStore, type TrustStore } from "../../../src/x509/trust-store.ts";
import { describeWithCorpus } from "../../support/corpus.ts";
import { DEMO_NOW, demoChain, demoIdentity, demoTrustProfile } from "../../support/demo-certs.ts";
import { attribute, type CmsSpec, forgeCms } from "../../support/forged-cms.ts";
import { type ForgedPdf, forgePdf, signatureDictionary } from "../../support/forged-pdf.ts";
import { exchangeText } from "../../support/pdf-surgery.ts";
import { codesOf, verifyDemo } from "../../support/signed-samples.ts";

/*
 * Signatures as they were before ETSI (ISO 32000-2, 12.8.3.2 and 12.8.3.3), laid out by their rules and against them.
 */

const sha1 = (bytes: Uint8Array) => new Uint8Array(createHash("sha1").update(bytes).digest());

/** What is signed, altered where reading does not mind. */
const altered = (file: Uint8Array) => exchangeText(file, "Pay 100 dong", "Pay 900 dong");

/** A trust store under which SHA-1 counts, to tell what else there is to say. */
const LAX = demoTrust({ algorithms: { digests: { "SHA-1": "no-limit" } } });

function demoTrust(policy: object): TrustStore {
  return createTrustStore({ ...Object(demoTrustProfile()), policy });
}

const dictionary =
  (subFilter: string, more = "") =>
  (byteRange: string, contents: string) =>
    signatureDictionary(byteRange, contents).replace("/ETSI.CAdES.detached", `/${subFilter} ${more}`);

function outcome(verification: PdfVerification) {
  const [signature] = verification.signatures;
  return {
    verdict: verification.verdict,
    digest: signature?.integrity.digest,
    signature: signature?.integrity.signature,
    level: signature?.level,
    codes: codesOf(verification).filter((code) => code !== "rsa-pkcs1-v15"),
  };
}

const INTACT = { digest: "ok", signature: "ok" } as const;

describe("adbe.pkcs7.detached", () => {
  const file = (cms: Partial<CmsSpec> = {}) => forgePdf({ dictionary: dictionary("adbe.pkcs7.detached"), cms });

  it("is valid with a signing time and without the certificate among the signed attributes", async () => {
    const attributes: CmsSpec["attributes"] = ({ contentType, messageDigest }) =>
      setOf(contentType, messageDigest, attribute(SIGNING_TIME, time(DEMO_NOW)));
    expect(outcome(await verifyDemo(await file({ attributes })))).toEqual({
      verdict: "valid",
      ...INTACT,
      level: "PKCS7-B",
      codes: [],
    });
  });

  it("is invalid once the document is altered", async () => {
    expect(outcome(await verifyDemo(altered(await file())))).toMatchObject({
      verdict: "invalid",
      digest: "failed",
      signature: "ok",
      codes: ["digest-mismatch"],
    });
  });

  it("is never valid with SHA-1, although it is intact", async () => {
    const identity = await demoIdentity("public-ca/citizen");
    const scheme = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" } as const;
    expect(outcome(await verifyDemo(await file({ identity, scheme })))).toEqual({
      verdict: "indeterminate",
      ...INTACT,
      level: "none",
      codes: ["algorithm-weak"],
    });
  });

  it("needs its content type where it has signed attributes", async () => {
    const attributes: CmsSpec["attributes"] = ({ messageDigest }) => setOf(messageDigest);
    expect(outcome(await verifyDemo(await file({ attributes })))).toMatchObject({
      verdict: "invalid",
      codes: ["signed-attribute-count"],
    });
  });

  it("must not bring content along", async () => {
    expect(outcome(await verifyDemo(await file({ content: Uint8Array.of(1) }))).codes).toContain(
      "cms-embedded-content",
    );
  });

  it("is undecided without signed attributes, and valid only by a policy that accepts that, which is said", async () => {
    const bare = await file({ attributes: () => null });
    expect(outcome(await verifyDemo(bare))).toMatchObject({
      verdict: "indeterminate",
      ...INTACT,
      codes: ["signed-attributes-missing"],
    });
    const policy = { waive: ["revocation"], acceptWithoutSignedAttributes: true } as const;
    expect(outcome(await verifyDemo(bare, { policy }))).toMatchObject({
      verdict: "valid",
      codes: ["signed-attributes-not-required"],
    });
    expect(outcome(await verifyDemo(altered(bare), { policy })).verdict).toBe("invalid");
  });
});

describe("adbe.pkcs7.sha1, whose content is the SHA-1 digest of the document", () => {
  const file = (content: (covered: Uint8Array) => Uint8Array, cms: Partial<CmsSpec> = {}) =>
    forgePdf({
      dictionary: dictionary("adbe.pkcs7.sha1"),
      makeCms: async (covered) => {
        const inner = content(covered);
        return forgeCms(inner, { identity: await demoIdentity("cong-vu/person"), content: inner, ...cms });
      },
    });

  it("is intact and not valid, for the inner SHA-1 alone", async () => {
    expect(outcome(await verifyDemo(await file(sha1)))).toEqual({
      verdict: "indeterminate",
      ...INTACT,
      level: "none",
      codes: ["algorithm-weak"],
    });
  });

  it("has nothing else against it", async () => {
    expect(outcome(await verifyDemo(await file(sha1), { trust: LAX }))).toEqual({
      verdict: "valid",
      ...INTACT,
      level: "PKCS7-B",
      codes: [],
    });
  });

  it.each<[string, (covered: Uint8Array) => Uint8Array]>([
    ["of another document", (covered) => sha1(covered.subarray(1))],
    ["cut short", (covered) => sha1(covered).subarray(0, 19)],
    ["of another algorithm", (covered) => new Uint8Array(createHash("sha256").update(covered).digest())],
    ["missing inside", () => new Uint8Array(0)],
  ])("is not intact where the digest is %s", async (_, content) => {
    const found = outcome(await verifyDemo(await file(content)));
    expect(found).toMatchObject({ verdict: "invalid", digest: "failed", signature: "ok" });
    expect(found.codes).toContain("digest-mismatch");
  });

  it("is not intact where the message digest is not that of the content", async () => {
    const other = await file(sha1, { content: new Uint8Array(20) });
    expect(outcome(await verifyDemo(other))).toMatchObject({ verdict: "invalid", digest: "failed" });
  });

  it("is a failure where there is no content, even over the document itself", async () => {
    const found = outcome(await verifyDemo(await forgePdf({ dictionary: dictionary("adbe.pkcs7.sha1") })));
    expect(found).toMatchObject({ verdict: "invalid", digest: "unknown" });
    expect(found.codes).toContain("cms-content-missing");
  });

  it("can be without signed attributes: the value is over the content", async () => {
    const bare = await file(sha1, { attributes: () => null });
    expect(outcome(await verifyDemo(bare))).toMatchObject({
      verdict: "indeterminate",
      ...INTACT,
      codes: ["algorithm-weak", "signed-attributes-missing"],
    });
    expect(outcome(await verifyDemo(altered(bare)))).toMatchObject({ verdict: "invalid", digest: "failed" });
  });
});

describe("adbe.x509.rsa_sha1, a bare RSA value with its certificates in /Cert", () => {
  let citizen: TestIdentity;
  let certificates: string[];

  beforeAll(async () => {
    citizen = await demoIdentity("public-ca/citizen");
    certificates = demoChain("public-ca/citizen").map((der) => `<${encodeHex(der)}>`);
  });

  const valueOver = (covered: Uint8Array, hash: TestHash) =>
    signWith(citizen.key, new Uint8Array(covered), { name: "RSASSA-PKCS1-v1_5", hash });

  /** `cert` is the entry /Cert, with the whole chain by default. */
  function file(hash: TestHash, changes: ForgedPdf & { readonly cert?: string } = {}): Promise<Uint8Array> {
    const { cert = `/Cert[${certificates.join("")}]`, ...spec } = changes;
    return forgePdf({
      dictionary: dictionary("adbe.x509.rsa_sha1", cert),
      makeCms: async (covered) => octetString(await valueOver(covered, hash)),
      ...spec,
    });
  }
  const judge = async (bytes: Promise<Uint8Array>, changes: Partial<VerifyOptions> = {}) =>
    outcome(await verifyDemo(await bytes, changes));

  it("is intact and not valid with SHA-1", async () => {
    expect(await judge(file("SHA-1"))).toEqual({
      verdict: "indeterminate",
      ...INTACT,
      level: "none",
      codes: ["algorithm-weak"],
    });
  });

  it.each(["SHA-256", "SHA-384", "SHA-512"] as const)("is valid with %s, which its value says itself", async (hash) => {
    const verification = await verifyDemo(await file(hash));
    expect(outcome(verification)).toEqual({ verdict: "valid", ...INTACT, level: "none", codes: [] });
    expect(verification.signatures[0]).toMatchObject({
      levelFound: "none",
      digestAlgorithm: hash,
      signatureAlgorithm: `RSASSA-PKCS1-v1_5 with ${hash}`,
      subFilter: "adbe.x509.rsa_sha1",
    });
    expect(verification.signatures[0]?.chain).toHaveLength(3);
  });

  it("does not reach a level that is required", async () => {
    expect(await judge(file("SHA-256"), { trust: demoTrust({ requiredLevel: "B-B" }) })).toMatchObject({
      verdict: "indeterminate",
      codes: ["level-too-low"],
    });
  });

  it("is of another document once that is altered, by the same key", async () => {
    expect(outcome(await verifyDemo(altered(await file("SHA-256"))))).toMatchObject({
      verdict: "invalid",
      digest: "failed",
      signature: "ok",
      codes: ["digest-mismatch"],
    });
  });

  it("takes one certificate instead of an array", async () => {
    const cert = `/Cert ${certificates[0] ?? ""}`;
    // The trust store has the issuing CA, so that nothing is missing.
    expect(await judge(file("SHA-256", { cert }))).toMatchObject({ ...INTACT });
  });

  it.each([
    ["of another RSA key", "cong-vu/seal"],
    ["of a key that is no RSA", "cong-vu/person"],
  ])("fails with the certificate %s", async (_, name) => {
    const [other = new Uint8Array(0)] = demoChain(name);
    const found = await judge(file("SHA-256", { cert: `/Cert[<${encodeHex(other)}>]` }));
    expect(found).toMatchObject({ verdict: "invalid", digest: "unknown", signature: "failed" });
    expect(found.codes).toContain("signature-value-mismatch");
  });

  it.each([
    ["without /Cert", ""],
    ["with an empty /Cert", "/Cert[]"],
    ["whose first certificate cannot be read, although the second is the signer's", "second"],
  ])("has no signer %s", async (_, which) => {
    const cert = which === "second" ? `/Cert[<3000>${certificates.join("")}]` : which;
    const found = await judge(file("SHA-256", { cert }));
    expect(found).toMatchObject({ verdict: "indeterminate", digest: "unknown", signature: "unknown" });
    expect(found.codes).toContain("signer-certificate-not-found");
  });

  it.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array(0)],
    ["no OCTET STRING", Uint8Array.of(0x30, 0x00)],
    ["an OCTET STRING that is cut off", Uint8Array.of(0x04, 0x82, 0xff, 0xff, 0x01)],
  ])("is malformed where /Contents holds %s", async (_, contents) => {
    const found = await judge(file("SHA-256", { makeCms: () => contents }));
    expect(found.verdict).toBe("invalid");
    expect(found.codes).toContain("cms-malformed");
  });

  it.each<[string, (value: Uint8Array) => Uint8Array]>([
    ["is empty", () => new Uint8Array(0)],
    ["is one byte short", (value) => value.subarray(1)],
    ["is one byte long", (value) => Uint8Array.of(0, ...value)],
    ["is all ones", (value) => value.map(() => 0xff)],
    ["has one bit changed", (value) => value.map((byte, i) => (i === 100 ? byte ^ 1 : byte))],
  ])("fails where the value %s", async (_, change) => {
    const makeCms: ForgedPdf["makeCms"] = async (covered) => octetString(change(await valueOver(covered, "SHA-256")));
    const found = await judge(file("SHA-256", { makeCms }));
    expect(found).toMatchObject({ verdict: "invalid", signature: "failed" });
    expect(found.codes).toContain("signature-value-mismatch");
  });

  it("fails where something follows the value", async () => {
    const contents: ForgedPdf["contents"] = (value, room) => `${value}01`.padEnd(2 * room, "0");
    expect(await judge(file("SHA-256", { contents }))).toMatchObject({
      verdict: "invalid",
      codes: ["contents-trailing-bytes"],
    });
  });

  it("is not a CMS, even a good one", async () => {
    const found = await judge(file("SHA-256", { makeCms: (covered) => forgeCms(covered, { identity: citizen }) }));
    expect(found.verdict).toBe("invalid");
    expect(found.codes).toContain("cms-malformed");
  });
});

describeWithCorpus("older signatures of others", (folder) => {
  it.each([
    ["dss/pkcs7_sha1.pdf", "adbe.pkcs7.sha1", ["algorithm-weak", "signed-attributes-missing"]],
    ["dss/pkcs7-no-message-digest.pdf", "adbe.pkcs7.detached", ["algorithm-weak", "signed-attributes-missing"]],
    ["dss/pkcs7.pdf", "adbe.pkcs7.detached", []],
  ])("are intact by their own rules: %s", async (file, subFilter, expected) => {
    const { signatures } = await verifyDemo(new Uint8Array(readFileSync(join(folder, file))));
    const signature = signatures.find((each) => each.subFilter === subFilter);
    expect(signature?.integrity).toMatchObject(INTACT);
    const codes = signature?.findings.map(({ code }) => code) ?? [];
    expect(codes).toEqual(expect.arrayContaining(expected));
    expect(codes).not.toContain("subfilter-unsupported");
    expect(signature?.indication).not.toBe("TOTAL-PASSED");
  });
});
