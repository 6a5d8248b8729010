import { constants, verify, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { issueIdentity } from "../../src/testing/issue.ts";
import { signWith } from "../../src/testing/test-signature.ts";
import {
  DEMO_NOW,
  demoCertificate,
  demoChainNames,
  demoCrl,
  demoFile,
  demoIdentity,
  demoPrivateKey,
  demoSigner,
} from "./demo-certs.ts";

describe("the demo certificates, as tests use them", () => {
  it("sign by the scheme that was asked for", async () => {
    const data = new TextEncoder().encode("hồ sơ");
    const { certificate, key } = await demoSigner("public-ca/citizen", { name: "RSASSA-PSS", hash: "SHA-384" });
    const signature = await crypto.subtle.sign({ name: "RSA-PSS", saltLength: 48 }, key, data);
    const { publicKey } = new X509Certificate(certificate);
    const pss = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    expect(verify("SHA384", data, pss, new Uint8Array(signature))).toBe(true);
  });

  it("sign with the key of the certificate, ECDSA values as DER", async () => {
    const { certificate, key } = await demoIdentity("cong-vu/person");
    const data = new TextEncoder().encode("kết quả");
    expect(verify("SHA256", data, new X509Certificate(certificate).publicKey, await signWith(key, data))).toBe(true);
  });

  it("let a demo authority issue more, with the addresses of certs/", async () => {
    const authority = await demoIdentity("cong-vu/sub-ca");
    const leaf = await issueIdentity(authority, {
      subject: [["CN", "DEMO Another"]],
      profile: { use: "signer" },
      key: "P-256",
      notBefore: DEMO_NOW,
      notAfter: new Date("2060-01-01T00:00:00Z"),
    });
    const certificate = new X509Certificate(leaf.certificate);
    expect(certificate.verify(new X509Certificate(demoCertificate("cong-vu/sub-ca")).publicKey)).toBe(true);
    expect(certificate.infoAccess).toBe(new X509Certificate(demoCertificate("cong-vu/person")).infoAccess);
    expect(leaf.chain).toHaveLength(3);
  });

  it("are read from the PEM files byte for byte", () => {
    const text = (name: string) => new TextDecoder().decode(demoFile(name));
    expect(encodePem("CERTIFICATE", demoCertificate("bad/expired"))).toBe(text("bad/expired.pem"));
    expect(encodePem("X509 CRL", demoCrl("cong-vu/root"))).toBe(text("cong-vu/root.crl.pem"));
    expect(encodePem("PRIVATE KEY", demoPrivateKey("cong-vu/seal"))).toBe(text("cong-vu/seal.key.pem"));
  });

  it("know the issuers that stand outside the trees", () => {
    expect(demoChainNames("bad/issued-by-revoked-ca")).toEqual([
      "bad/issued-by-revoked-ca",
      "bad/revoked-ca",
      "public-ca/root",
    ]);
    expect(() => demoChainNames("nowhere/citizen")).toThrow("no demo certificate nowhere/citizen");
  });
});
