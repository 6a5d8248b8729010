import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parsePem } from "../../src/bytes/pem.ts";
import { DEMO_PASSWORD, demoChain, demoPath, demoPrivateKey } from "../support/demo-certs.ts";
import { describeWithTools } from "../support/tools.ts";
import { openssl } from "./openssl.ts";

const MODERN = [
  "public-ca/citizen",
  "public-ca/signer-pss",
  "public-ca/signer-p384",
  "public-ca/signer-p521",
  "public-ca/signer-ed25519",
  "cong-vu/person",
  "cong-vu/officer",
  "cong-vu/seal",
];
const LEGACY = ["public-ca/citizen", "cong-vu/person"];

const open = (file: string, ...flags: readonly string[]) =>
  openssl("pkcs12", "-in", demoPath(file), "-passin", `pass:${DEMO_PASSWORD}`, "-nodes", ...flags);

describeWithTools(["openssl"], "demo PKCS#12 files, as openssl opens them", () => {
  it.each(MODERN)("%s.p12 holds the key and the whole chain under AES-256 and a SHA-256 MAC", (name) => {
    const { output } = open(`${name}.p12`, "-info");
    expect(output).toContain("MAC: sha256");
    expect(output.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256/g)).toHaveLength(2);
    expectKeyAndChain(output, name);
  });

  it.each(LEGACY)("%s.3des.p12 is under 3DES throughout", (name) => {
    const { output } = open(`${name}.3des.p12`, "-info", "-legacy");
    expect(output).toContain("MAC: sha1");
    expect(output.match(/pbeWithSHA1And3-KeyTripleDES-CBC/g)).toHaveLength(2);
    expectKeyAndChain(output, name);
  });

  it.each(LEGACY)("%s.rc2.p12 has its certificates under 40-bit RC2", (name) => {
    const { output } = open(`${name}.rc2.p12`, "-info", "-legacy");
    expect(output).toContain("PKCS7 Encrypted data: pbeWithSHA1And40BitRC2-CBC");
    expect(output).toContain("Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC");
    expectKeyAndChain(output, name);
  });

  it.each(LEGACY)("%s.rc2.p12 cannot be opened without the legacy ciphers", (name) => {
    expect(open(`${name}.rc2.p12`).status).not.toBe(0);
  });

  it("no file opens with another password", () => {
    const wrong = openssl("pkcs12", "-in", demoPath("public-ca/citizen.p12"), "-passin", "pass:Demo", "-nodes");
    expect(wrong.output).toContain("Mac verify error: invalid password?");
  });
});

function expectKeyAndChain(output: string, name: string): void {
  const blocks = parsePem(output);
  const keys = blocks.filter(({ label }) => label === "PRIVATE KEY").map(({ bytes }) => bytes);
  const certificates = blocks.filter(({ label }) => label === "CERTIFICATE").map(({ bytes }) => bytes);
  expect(keys).toEqual([demoPrivateKey(name)]);
  expect(certificates).toEqual(demoChain(name));
}

describe("the lists of this test", () => {
  it("name certificates that may sign documents", () => {
    for (const name of MODERN) {
      const [leaf] = demoChain(name);
      expect(leaf === undefined ? null : new X509Certificate(leaf).ca).toBe(false);
    }
  });
});
