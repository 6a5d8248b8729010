import { createPrivateKey, X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEMO_NOW, demoChain, demoChainNames, demoPath, demoSigner, demoTrustProfile } from "../support/demo-certs.ts";

const TREES = ["public-ca", "cong-vu", "bad"];
const NAMES = TREES.flatMap((tree) =>
  readdirSync(demoPath(tree))
    .filter((file) => file.endsWith(".pem") && !file.endsWith(".key.pem") && !file.endsWith(".crl.pem"))
    .map((file) => `${tree}/${file.slice(0, -".pem".length)}`),
);
const certificateOf = (name: string) => new X509Certificate(readFileSync(demoPath(`${name}.pem`)));

describe("demo certificates", () => {
  it("are all there", () => {
    expect(NAMES.filter((name) => name.startsWith("public-ca/"))).toHaveLength(9);
    expect(NAMES.filter((name) => name.startsWith("cong-vu/"))).toHaveLength(7);
    expect(NAMES.filter((name) => name.startsWith("bad/"))).toHaveLength(18);
  });

  it.each(NAMES)("%s says DEMO in its subject", (name) => {
    expect(certificateOf(name).subject).toContain("DEMO");
  });

  it.each(NAMES)("%s comes with its private key", (name) => {
    const key = createPrivateKey(readFileSync(demoPath(`${name}.key.pem`)));
    expect(certificateOf(name).checkPrivateKey(key)).toBe(true);
  });

  it.each(NAMES)("%s is signed by the next certificate of its chain, up to a self-signed one", (name) => {
    const chain = demoChain(name).map((der) => new X509Certificate(der));
    for (const [index, certificate] of chain.entries()) {
      const issuer = chain[index + 1] ?? certificate;
      expect(certificate.issuer).toBe(issuer.subject);
      expect(certificate.verify(issuer.publicKey)).toBe(true);
    }
  });

  it.each(NAMES)("%s names no host that could ever be reached", (name) => {
    for (const host of hostsOf(name)) expect(host).toMatch(/\.demo\.invalid$/);
  });

  it("name where the issuer's certificate, status and CRL would be found", () => {
    expect(hostsOf("cong-vu/person")).toEqual([
      "ocsp.cong-vu.demo.invalid",
      "ca.cong-vu.demo.invalid",
      "crl.cong-vu.demo.invalid",
    ]);
  });

  it.each(NAMES.filter((name) => !["bad/expired", "bad/not-yet-valid"].includes(name)))(
    "%s is valid now and for nearly a century",
    (name) => {
      const { validFrom, validTo } = certificateOf(name);
      expect(new Date(validFrom).getTime()).toBeLessThan(DEMO_NOW.getTime());
      expect(new Date(validTo).getUTCFullYear()).toBeGreaterThanOrEqual(2123);
    },
  );

  it("are each explained in the README", () => {
    const readme = readFileSync(demoPath("README.md"), "utf8");
    for (const name of NAMES) expect(readme).toContain(`\`${name.slice(name.indexOf("/") + 1)}\``);
  });

  it("carry Vietnamese names, offices and identity numbers as they are met in the field", () => {
    expect(certificateOf("cong-vu/person").subject.normalize("NFC").split("\n")).toEqual([
      "C=VN",
      "L=Tỉnh Demo",
      "O=ỦY BAN NHÂN DÂN XÃ DEMO",
      "title=Chủ tịch Ủy ban nhân dân xã",
      "CN=TRẦN THỊ BÍCH (DEMO)",
      "UID=CCCD:000000654321",
    ]);
    expect(certificateOf("cong-vu/seal").subject).toContain("UID=MST:0000000001\nUID=MNS:0000002");
    expect(certificateOf("public-ca/citizen").subject).toContain("UID=CCCD:000000123456");
  });

  it("have the key kinds that their names and the README promise", async () => {
    const kinds = await Promise.all(
      ["public-ca/citizen", "cong-vu/seal", "cong-vu/person", "public-ca/signer-ed25519"].map(async (name) => {
        const { algorithm } = (await demoSigner(name)).key;
        return algorithm.name;
      }),
    );
    expect(kinds).toEqual(["RSASSA-PKCS1-v1_5", "RSASSA-PKCS1-v1_5", "ECDSA", "Ed25519"]);
    expect(certificateOf("cong-vu/seal").publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
    expect(certificateOf("public-ca/citizen").publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it("make a fake root that only its key tells from the genuine one", () => {
    const genuine = certificateOf("public-ca/root");
    const fake = certificateOf("bad/fake-root");
    expect(fake.subject).toBe(genuine.subject);
    expect(fake.serialNumber).toBe(genuine.serialNumber);
    expect(certificateOf("bad/issued-by-fake-root").issuer).toBe(genuine.subject);
    expect(certificateOf("bad/issued-by-fake-root").verify(genuine.publicKey)).toBe(false);
    expect(fake.publicKey.equals(genuine.publicKey)).toBe(false);
  });
});

describe("demo.trust.json", () => {
  const pem = (name: string) => readFileSync(demoPath(`${name}.pem`), "utf8");

  it("holds both roots with their tags, and the issuing authorities, exactly as the PEM files do", () => {
    const roles = ["signer", "tsa", "revocation"];
    expect(demoTrustProfile()).toEqual({
      schema: "pades-dossier/trust@1",
      id: "demo",
      anchors: [
        { certificate: pem("public-ca/root"), roles, tag: "public-ca" },
        { certificate: pem("cong-vu/root"), roles, tag: "cong-vu" },
      ],
      intermediates: [pem("public-ca/issuing-ca"), pem("cong-vu/sub-ca")],
    });
  });

  it("leads from every good signer to an anchor and from no bad root", () => {
    const text = JSON.stringify(demoTrustProfile());
    expect(demoChainNames("public-ca/citizen")).toEqual([
      "public-ca/citizen",
      "public-ca/issuing-ca",
      "public-ca/root",
    ]);
    expect(text).not.toContain(JSON.stringify(pem("bad/fake-root")).slice(1, -1));
  });
});

/** The hosts of the addresses inside a certificate, read from its bytes: IA5 text after the scheme. */
function hostsOf(name: string): string[] {
  const text = Buffer.from(certificateOf(name).raw).toString("latin1");
  return [...text.matchAll(/https?:\/\/([a-z0-9.-]+)/g)].map(([, host]) => host ?? "");
}
