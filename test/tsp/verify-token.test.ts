import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import { boolean, context, objectIdentifier, octetString, sequence } from "../../src/testing/der.ts";
import { basicConstraints, extendedKeyUsage, keyUsage } from "../../src/testing/extensions.ts";
import { createRoot, type IssueOptions, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { issueTimestampToken, type TimestampTokenFields } from "../../src/testing/timestamp-token.ts";
import { imprintOf } from "../../src/tsp/examine-token.ts";
import type { TimestampFaultCode } from "../../src/tsp/timestamp-fault.ts";
import { type TimestampInput, verifyTimestampToken } from "../../src/tsp/verify-token.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { describeWithTools } from "../support/tools.ts";

const STAMPED = encodeUtf8("what is stamped");
const SHA256 = "2.16.840.1.101.3.4.2.1";
const MADE_AT = new Date("2026-01-15T03:00:00Z");

const validity = { notBefore: new Date("2025-01-01T00:00:00Z"), notAfter: new Date("2027-01-01T00:00:00Z") };
const issue = (issuer: TestIdentity, name: string, changes: Partial<IssueOptions> = {}) =>
  issueIdentity(issuer, {
    subject: [["CN", name]],
    profile: { use: "timestamp-authority" },
    key: "P-256",
    ...validity,
    ...changes,
  });

let root: TestIdentity;
let authority: TestIdentity;
beforeAll(async () => {
  root = await createRoot({ subject: [["CN", "Root"]], profile: { use: "authority" }, key: "P-256", ...validity });
  authority = await issue(root, "TSA");
});

const trustIn = (identity: TestIdentity, roles: readonly string[] = ["tsa"]) =>
  createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "test",
    anchors: [{ certificate: encodePem("CERTIFICATE", identity.certificate), roles }],
  });

const token = (changes: Partial<TimestampTokenFields> = {}, by = authority) =>
  issueTimestampToken(by, {
    imprint: { algorithm: SHA256, digest: digestOf("SHA-256", STAMPED) },
    genTime: MADE_AT,
    serialNumber: Uint8Array.of(7),
    ...changes,
  });

const verify = async (der: Uint8Array, changes: Partial<TimestampInput> = {}) =>
  verifyTimestampToken(der, { imprint: imprintOf(STAMPED), trust: trustIn(root), time: MADE_AT, ...changes });

async function faultsOf(
  der: Uint8Array,
  changes: Partial<TimestampInput> = {},
): Promise<[string, TimestampFaultCode[]]> {
  const { verdict, faults } = await verify(der, changes);
  return [verdict, [...new Set(faults.map(({ code }) => code))]];
}

describe("a timestamp token", () => {
  it("passes where everything fits, and says what it proves", async () => {
    const verdict = await verify(await token({ accuracySeconds: 2, ordering: true, nonce: Uint8Array.of(0x2a) }));
    expect(verdict).toMatchObject({
      verdict: "passed",
      faults: [],
      genTime: MADE_AT,
      notLaterThan: new Date("2026-01-15T03:00:02Z"),
      token: { tstInfo: { nonce: 42n, ordering: true, serialNumber: 7n }, imprintAlgorithm: "SHA-256" },
      path: { ok: true },
      pathAtGeneration: { ok: true },
    });
  });

  it.each(["v1", "v2"] as const)("passes with its certificate named by attribute %s", async (ess) => {
    expect(await faultsOf(await token({ ess }))).toEqual(["passed", []]);
  });

  it("passes where its certificate is in the pool only", async () => {
    const bare = await token({ certificates: [] });
    expect(await faultsOf(bare, { pool: [parseCertificate(authority.certificate)] })).toEqual(["passed", []]);
    expect(await faultsOf(bare)).toEqual(["indeterminate", ["certificate-not-found"]]);
  });

  it("fails over other octets", async () => {
    const changes = { imprint: imprintOf(encodeUtf8("what is stampeD")) };
    expect(await faultsOf(await token(), changes)).toEqual(["failed", ["imprint-mismatch"]]);
  });

  it("fails where the imprint is cut short", async () => {
    const digest = digestOf("SHA-256", STAMPED).subarray(0, 20);
    const cut = await token({ imprint: { algorithm: SHA256, digest } });
    expect(await faultsOf(cut)).toEqual(["failed", ["imprint-mismatch"]]);
  });

  it("is undecided where the octets are not at hand, or hashed by an unknown algorithm", async () => {
    expect(await faultsOf(await token(), { imprint: () => null })).toEqual(["indeterminate", ["imprint-unknown"]]);
    const odd = await token({ imprint: { algorithm: "1.2.3.4", digest: new Uint8Array(32) } });
    expect(await faultsOf(odd)).toEqual(["indeterminate", ["imprint-unknown"]]);
  });

  it("is undecided over a digest that no longer counts", async () => {
    const digest = digestOf("SHA-1", STAMPED);
    const old = await token({ imprint: { algorithm: "1.3.14.3.2.26", digest } });
    expect(await faultsOf(old)).toEqual(["indeterminate", ["algorithm-weak"]]);
  });

  it("does not pass with its certificate not named, or another one named", async () => {
    expect(await faultsOf(await token({ ess: "none" }))).toEqual(["indeterminate", ["signing-certificate-missing"]]);
    for (const ess of ["v1", "v2"] as const) {
      const wrong = await token({ ess, essCertificate: root.certificate });
      expect(await faultsOf(wrong)).toEqual(["failed", ["signing-certificate-mismatch"]]);
    }
  });

  it("fails with one octet of the TSTInfo or of the signature changed", async () => {
    const der = await token();
    const at = Buffer.from(der).indexOf("20260115030000Z");
    const later = new Uint8Array(der);
    later[at + 3] = 0x37;
    expect(await faultsOf(later)).toEqual(["failed", expect.arrayContaining(["digest-mismatch"])]);
    const broken = new Uint8Array(der);
    broken[der.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    expect(await faultsOf(broken)).toEqual(["failed", ["signature-mismatch"]]);
  });

  it("fails cut off, with bytes behind it, and as anything else", async () => {
    const der = await token();
    for (const bytes of [der.subarray(0, -1), new Uint8Array([...der, 0]), new Uint8Array(0), STAMPED]) {
      expect(await faultsOf(bytes)).toEqual(["failed", ["malformed"]]);
    }
  });

  it("fails with a critical extension that nobody knows", async () => {
    const unknown = sequence(objectIdentifier("1.2.3.4"), boolean(true), octetString(Uint8Array.of(5, 0)));
    expect(await faultsOf(await token({ extensions: [unknown] }))).toEqual(["failed", ["malformed"]]);
  });

  it("fails where the authority's key is the key of what it stamped", async () => {
    const { spki } = parseCertificate(authority.certificate);
    expect(await faultsOf(await token(), { signerKeys: [spki] })).toEqual(["failed", ["key-of-signer"]]);
    const other = parseCertificate(root.certificate).spki;
    expect(await faultsOf(await token(), { signerKeys: [other] })).toEqual(["passed", []]);
  });

  it("is undecided under an anchor that is trusted for signers only, and under a stranger", async () => {
    expect(await faultsOf(await token(), { trust: trustIn(root, ["signer", "revocation"]) })).toEqual([
      "indeterminate",
      ["no-path"],
    ]);
    const stranger = await createRoot({
      subject: [["CN", "Root"]],
      profile: { use: "authority" },
      key: "P-256",
      ...validity,
    });
    const { verdict, faults } = await verify(await token(), { trust: trustIn(stranger) });
    expect([verdict, faults]).toEqual([
      "indeterminate",
      ["generation", "judgment"].map((at) => ({
        code: "no-path",
        at,
        stop: "issuer-signature",
        certificate: "CN=TSA",
      })),
    ]);
  });

  it("is judged at its own time and at the time of judgment", async () => {
    const late = await verify(await token(), { time: new Date("2028-01-01T00:00:00Z") });
    expect(late).toMatchObject({ verdict: "indeterminate", pathAtGeneration: { ok: true } });
    expect(late.faults).toEqual([{ code: "no-path", at: "judgment", stop: "expired", certificate: "CN=TSA" }]);
    const backdated = await verify(await token({ genTime: new Date("2024-06-01T00:00:00Z") }));
    expect(backdated.faults).toEqual([
      { code: "no-path", at: "generation", stop: "not-yet-valid", certificate: "CN=TSA" },
    ]);
  });

  it("is no proof of a time that has not come, but for a clock that is a little ahead", async () => {
    const ahead = await token({ genTime: new Date("2026-01-15T03:04:00Z") });
    expect(await faultsOf(ahead)).toEqual(["passed", []]);
    const future = await token({ genTime: new Date("2026-01-15T03:06:00Z") });
    expect(await faultsOf(future)).toEqual(["indeterminate", ["in-the-future"]]);
  });

  it.each([
    ["not critical", [extendedKeyUsage(["timeStamping"])]],
    ["among others", [extendedKeyUsage(["timeStamping", "emailProtection"], { critical: true })]],
    ["missing", []],
    ["another", [extendedKeyUsage(["ocspSigning"], { critical: true })]],
  ])("fails where the purpose timeStamping is %s", async (_, extensions) => {
    const profile = { use: "custom", extensions: [basicConstraints(false), ...extensions] } as const;
    const [verdict, faults] = await faultsOf(await token({}, await issue(root, "TSA", { profile })));
    expect([verdict, faults[0]]).toEqual(["failed", "certificate-purpose"]);
  });

  it("fails where a certification authority or a key for encryption stamped", async () => {
    const stamping = extendedKeyUsage(["timeStamping"], { critical: true });
    for (const extensions of [
      [basicConstraints(true), keyUsage("digitalSignature", "keyCertSign"), stamping],
      [basicConstraints(false), keyUsage("keyEncipherment"), stamping],
    ]) {
      const by = await issue(root, "TSA", { profile: { use: "custom", extensions } });
      const [verdict, faults] = await faultsOf(await token({}, by));
      expect([verdict, faults]).toEqual(["failed", expect.arrayContaining(["certificate-purpose"])]);
    }
  });

  it("is undecided where its certificate is given in two versions that both fit", async () => {
    const { serialNumber, key } = authority;
    const twin = await issue(root, "TSA", { serialNumber, key, notAfter: new Date("2028-01-01T00:00:00Z") });
    const certificates = [authority.certificate, twin.certificate];
    // The signed attribute tells which it is; without it nobody can.
    expect(await faultsOf(await token({ certificates }))).toEqual(["passed", []]);
    expect(await faultsOf(await token({ certificates, ess: "none" }))).toEqual([
      "indeterminate",
      ["signing-certificate-missing", "certificate-ambiguous"],
    ]);
  });

  it("fails with a second signer", async () => {
    const der = await token();
    expect(await faultsOf(withSecondSigner(der))).toEqual(["failed", ["malformed"]]);
  });

  it("passes by keys of every kind", async () => {
    for (const key of ["RSA-2048", "P-384", "P-521", "Ed25519"] as const) {
      expect(await faultsOf(await token({}, await issue(root, "TSA", { key })))).toEqual(["passed", []]);
    }
    const rsa = await issue(root, "TSA", { key: "RSA-2048" });
    expect(await faultsOf(await token({ scheme: { name: "RSASSA-PSS", hash: "SHA-512" } }, rsa))).toEqual([
      "passed",
      [],
    ]);
  });
});

describeWithTools(["openssl"], "openssl agrees", () => {
  const opensslAccepts = (der: Uint8Array, ca: TestIdentity) => {
    const folder = mkdtempSync(join(tmpdir(), "pades-ts-"));
    try {
      const path = (name: string, bytes: Uint8Array | string) => {
        writeFileSync(join(folder, name), bytes);
        return join(folder, name);
      };
      const files = [
        ...["-data", path("data", STAMPED)],
        ...["-in", path("token", der)],
        ...["-CAfile", path("ca.pem", encodePem("CERTIFICATE", ca.certificate))],
      ];
      execFileSync("openssl", ["ts", "-verify", "-token_in", "-attime", String(MADE_AT.getTime() / 1000), ...files], {
        stdio: "pipe",
      });
      return true;
    } catch {
      return false;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it("on what passes and on what fails", async () => {
    const digest = digestOf("SHA-256", encodeUtf8("other"));
    const noPurpose = await issue(root, "TSA", { profile: { use: "custom", extensions: [basicConstraints(false)] } });
    const cases = [
      await token(),
      await token({ ess: "v1", accuracySeconds: 1, nonce: Uint8Array.of(1) }),
      await token({ imprint: { algorithm: SHA256, digest } }),
      await token({ essCertificate: root.certificate }),
      await token({ certificates: [] }),
      await token({}, noPurpose),
    ];
    const theirs = cases.map((der) => opensslAccepts(der, root));
    const ours = [];
    for (const der of cases) ours.push((await verify(der)).verdict === "passed");
    expect(ours).toEqual(theirs);
    expect(ours).toEqual([true, true, false, false, false, false]);
  });
});

/** The token with its SignerInfo in the set twice. */
function withSecondSigner(der: Uint8Array): Uint8Array {
  // ContentInfo { oid, [0] { SignedData { version, digests, content, certificates, SET { SignerInfo } } } }
  const [oid, wrapped] = childrenOf(der);
  const [signedData] = childrenOf(wrapped ?? der);
  const parts = childrenOf(signedData ?? der);
  const [signerInfo = der] = childrenOf(parts.at(-1) ?? der);
  const set = new Uint8Array(sequence(signerInfo, signerInfo));
  set[0] = 0x31;
  return sequence(oid ?? der, context(0, sequence(...parts.slice(0, -1), set)));
}

function childrenOf(der: Uint8Array): Uint8Array[] {
  const header = (at: number): [number, number] => {
    const first = der[at + 1] ?? 0;
    if (first < 0x80) return [at + 2, first];
    const count = first & 0x7f;
    return [at + 2 + count, Number.parseInt(Buffer.from(der.subarray(at + 2, at + 2 + count)).toString("hex"), 16)];
  };
  const children: Uint8Array[] = [];
  const [start, length] = header(0);
  for (let at = start; at < start + length; ) {
    const [content, size] = header(at);
    children.push(der.subarray(at, content + size));
    at = content + size;
  }
  return children;
}
