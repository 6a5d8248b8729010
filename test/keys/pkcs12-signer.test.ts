import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { verifySignature } from "../../src/crypto/verify.ts";
import { type Pkcs12SignerOptions, pkcs12Signer } from "../../src/keys/pkcs12-signer.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { createRoot, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import type { TestKeyKind } from "../../src/testing/test-key.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { DEMO_PASSWORD, demoChain, demoFile } from "../support/demo-certs.ts";
import { describeWithTools } from "../support/tools.ts";

const notBefore = new Date("2020-01-01T00:00:00Z");
const notAfter = new Date("2090-01-01T00:00:00Z");
const data = encodeUtf8("what is to be signed");

/** Whether the signer's value verifies with the key of the signer's own certificate. */
async function signs(signer: Signer): Promise<boolean> {
  const publicKey = parsePublicKey(readAsn1(parseCertificate(signer.certificate).spki));
  const signature = await signer.sign(data);
  return (await verifySignature({ algorithm: signer.algorithm, publicKey, signature, data })) === "valid";
}

describeWithTools(["openssl"], "signing with a PKCS#12 file that openssl wrote", () => {
  let folder: string;
  let root: TestIdentity;
  let authority: TestIdentity;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pades-p12-"));
    const validity = { notBefore, notAfter };
    const profile = { use: "authority" } as const;
    root = await createRoot({ subject: [["CN", "TEST root"]], profile, key: "P-256", ...validity });
    authority = await issueIdentity(root, { subject: [["CN", "TEST CA"]], profile, key: "RSA-2048", ...validity });
    // Root before its subordinate: a reader that takes the order of the file as the chain is found out.
    const chain = [root, authority].map(({ certificate }) => encodePem("CERTIFICATE", certificate));
    writeFileSync(join(folder, "chain.pem"), chain.join(""));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** A PKCS#12 file with a new key of this kind, and who it belongs to. */
  async function exportNew(kind: TestKeyKind, password: string, ...options: readonly string[]) {
    const subject = [["CN", `TEST ${kind}`]] as const;
    const identity = await issueIdentity(authority, {
      subject,
      profile: { use: "signer" },
      key: kind,
      notBefore,
      notAfter,
    });
    writeFileSync(join(folder, "key.pem"), encodePem("PRIVATE KEY", identity.key.pkcs8));
    writeFileSync(join(folder, "certificate.pem"), encodePem("CERTIFICATE", identity.certificate));
    const files = ["-inkey", "key.pem", "-in", "certificate.pem", "-certfile", "chain.pem", "-out", "out.p12"];
    execFileSync("openssl", ["pkcs12", "-export", ...files, "-passout", `pass:${password}`, ...options], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    return { identity, bytes: new Uint8Array(readFileSync(join(folder, "out.p12"))) };
  }

  const kinds: readonly TestKeyKind[] = ["RSA-2048", "P-256", "P-384", "P-521", "Ed25519"];

  it.each(kinds)("opens AES encryption around a key of kind %s", async (kind) => {
    const { identity, bytes } = await exportNew(kind, "secret");
    const signer = await pkcs12Signer(bytes, "secret");
    expect(signer.certificate).toEqual(identity.certificate);
    expect(signer.chain).toEqual([authority.certificate, root.certificate]);
    expect(await signs(signer)).toBe(true);
  });

  it.each(kinds)("opens legacy encryption (RC2 and 3DES) around a key of kind %s", async (kind) => {
    const { identity, bytes } = await exportNew(kind, "secret", "-legacy");
    const signer = await pkcs12Signer(bytes, "secret");
    expect(signer.certificate).toEqual(identity.certificate);
    expect(signer.chain).toEqual([authority.certificate, root.certificate]);
    expect(await signs(signer)).toBe(true);
  });

  it.each([
    ["RC2 with 128 bits", ["-legacy", "-certpbe", "PBE-SHA1-RC2-128"]],
    ["3DES with two keys", ["-legacy", "-certpbe", "PBE-SHA1-2DES", "-keypbe", "PBE-SHA1-2DES"]],
    ["3DES for all", ["-legacy", "-descert"]],
    ["certificates in the clear", ["-certpbe", "NONE"]],
    ["everything in the clear", ["-certpbe", "NONE", "-keypbe", "NONE"]],
    ["AES-128", ["-certpbe", "AES-128-CBC", "-keypbe", "AES-128-CBC"]],
    ["AES-192", ["-certpbe", "AES-192-CBC", "-keypbe", "AES-192-CBC"]],
    ["a MAC by SHA-1", ["-macalg", "sha1"]],
    ["a MAC by SHA-384", ["-macalg", "sha384"]],
    ["a MAC by SHA-512", ["-macalg", "sha512"]],
    ["one round of key derivation", ["-noiter", "-nomaciter"]],
    ["no MAC", ["-nomac"]],
    ["no MAC, legacy", ["-nomac", "-legacy"]],
  ])("opens %s", async (_, options) => {
    const { identity, bytes } = await exportNew("P-256", "secret", ...options);
    const signer = await pkcs12Signer(bytes, "secret");
    expect(signer.certificate).toEqual(identity.certificate);
    expect(await signs(signer)).toBe(true);
  });

  it.each([
    ["Mật khẩu của tôi", []],
    ["Mật khẩu của tôi", ["-legacy"]],
    ["", []],
    ["", ["-legacy"]],
    ["🔑 astral", []],
    ["🔑 astral", ["-legacy"]],
  ])("opens with the password %j %j", async (password, options) => {
    const { bytes } = await exportNew("P-256", password, ...options);
    expect(await signs(await pkcs12Signer(bytes, password))).toBe(true);
  });

  it("opens with a password whose accents were typed the other way", async () => {
    const { bytes } = await exportNew("P-256", "Mật khẩu".normalize("NFC"));
    expect(await signs(await pkcs12Signer(bytes, "Mật khẩu".normalize("NFD")))).toBe(true);
  });

  it.each([
    ["modern", []],
    ["legacy", ["-legacy"]],
    ["modern, without a MAC", ["-nomac"]],
    ["legacy, without a MAC", ["-nomac", "-legacy"]],
  ])("calls a wrong password wrong: %s", async (_, options) => {
    const { bytes } = await exportNew("P-256", "secret", ...options);
    for (const password of ["Secret", "", "mật khẩu"]) {
      // Without a MAC nothing but the padding tells, and one wrong key in 256 leaves it well-formed by chance.
      const codes = options.includes("-nomac") ? /^ERR_PKCS12_(PASSWORD|INVALID)$/ : /^ERR_PKCS12_PASSWORD$/;
      await expect(pkcs12Signer(bytes, password)).rejects.toMatchObject({ code: expect.stringMatching(codes) });
    }
  });

  it("calls a file cut off anywhere malformed, not its password wrong", async () => {
    const { bytes } = await exportNew("P-256", "secret");
    for (const end of [0, 1, 10, bytes.length >> 1, bytes.length - 1]) {
      await expect(pkcs12Signer(bytes.subarray(0, end), "secret")).rejects.toMatchObject({
        code: "ERR_PKCS12_INVALID",
      });
    }
  });

  it("notices a byte changed under the MAC", async () => {
    const { bytes } = await exportNew("P-256", "secret");
    const changed = new Uint8Array(bytes);
    changed[bytes.length >> 1] = (changed[bytes.length >> 1] ?? 0) ^ 1;
    await expect(pkcs12Signer(changed, "secret")).rejects.toMatchObject({ code: "ERR_PKCS12_PASSWORD" });
  });

  it("says so where the file holds no key", async () => {
    await exportNew("P-256", "secret");
    execFileSync(
      "openssl",
      ["pkcs12", "-export", "-nokeys", "-in", "chain.pem", "-out", "n.p12", "-passout", "pass:x"],
      {
        cwd: folder,
      },
    );
    const bytes = new Uint8Array(readFileSync(join(folder, "n.p12")));
    await expect(pkcs12Signer(bytes, "x")).rejects.toMatchObject({ code: "ERR_PKCS12_INVALID" });
  });

  it("does not change the file's bytes, even where the key is in the clear", async () => {
    const { bytes } = await exportNew("P-256", "secret", "-keypbe", "NONE", "-certpbe", "NONE");
    const copy = new Uint8Array(bytes);
    await pkcs12Signer(bytes, "secret");
    expect(bytes).toEqual(copy);
  });

  it.each<[Pkcs12SignerOptions, string]>([
    [{}, "RSASSA-PSS with SHA-256"],
    [{ digest: "SHA-512" }, "RSASSA-PSS with SHA-512"],
    [{ scheme: "RSASSA-PKCS1-v1_5" }, "RSASSA-PKCS1-v1_5 with SHA-256"],
    [{ scheme: "RSASSA-PKCS1-v1_5", digest: "SHA-384" }, "RSASSA-PKCS1-v1_5 with SHA-384"],
  ])("signs with an RSA key as asked: %j", async (options, name) => {
    const { bytes } = await exportNew("RSA-2048", "secret");
    const signer = await pkcs12Signer(bytes, "secret", options);
    expect(signer.algorithm.name).toBe(name);
    expect(await signs(signer)).toBe(true);
  });

  it("refuses what the key cannot do", async () => {
    const { bytes } = await exportNew("Ed25519", "secret");
    await expect(pkcs12Signer(bytes, "secret", { digest: "SHA-256" })).rejects.toMatchObject({
      code: "ERR_UNSUPPORTED_ALGORITHM",
    });
  });
});

describe("signing with the demo PKCS#12 files", () => {
  it.each([
    ["public-ca/citizen", "public-ca/citizen.p12"],
    ["public-ca/citizen", "public-ca/citizen.3des.p12"],
    ["public-ca/citizen", "public-ca/citizen.rc2.p12"],
    ["public-ca/signer-pss", "public-ca/signer-pss.p12"],
    ["public-ca/signer-p384", "public-ca/signer-p384.p12"],
    ["public-ca/signer-p521", "public-ca/signer-p521.p12"],
    ["public-ca/signer-ed25519", "public-ca/signer-ed25519.p12"],
    ["cong-vu/person", "cong-vu/person.p12"],
    ["cong-vu/person", "cong-vu/person.3des.p12"],
    ["cong-vu/person", "cong-vu/person.rc2.p12"],
    ["cong-vu/seal", "cong-vu/seal.p12"],
  ])("opens %s from %s", async (name, file) => {
    const signer = await pkcs12Signer(demoFile(file), DEMO_PASSWORD);
    expect([signer.certificate, ...signer.chain]).toEqual(demoChain(name));
    expect(await signs(signer)).toBe(true);
  });
});
