import { describe, expect, it } from "vitest";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { checkEndEntity } from "../../src/x509/end-entity.ts";
import { findPath } from "../../src/x509/path-building.ts";
import { personOf } from "../../src/x509/person.ts";
import type { TrustRole } from "../../src/x509/trust-anchor.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW, demoCertificate, demoChain, demoTrustProfile } from "../support/demo-certs.ts";

const trust = createTrustStore(demoTrustProfile());

async function judge(name: string, role: TrustRole, time = DEMO_NOW) {
  const leaf = parseCertificate(demoCertificate(name));
  const pool = demoChain(name).map(parseCertificate);
  const result = await findPath(leaf, { pool, trust, role, time });
  return {
    path: result.ok ? result.anchor.tag : result.nearest.stop,
    faults: checkEndEntity(leaf, role).map(({ kind }) => kind),
  };
}

describe("the demo PKI", () => {
  it.each<[string, TrustRole, string]>([
    ["public-ca/citizen", "signer", "public-ca"],
    ["public-ca/signer-pss", "signer", "public-ca"],
    ["public-ca/signer-p384", "signer", "public-ca"],
    ["public-ca/signer-p521", "signer", "public-ca"],
    ["public-ca/signer-ed25519", "signer", "public-ca"],
    ["public-ca/tsa", "tsa", "public-ca"],
    ["public-ca/ocsp", "revocation", "public-ca"],
    ["cong-vu/person", "signer", "cong-vu"],
    ["cong-vu/officer", "signer", "cong-vu"],
    ["cong-vu/seal", "signer", "cong-vu"],
    ["cong-vu/tsa", "tsa", "cong-vu"],
    ["cong-vu/ocsp", "revocation", "cong-vu"],
  ])("%s is good as a %s under %s", async (name, role, tag) => {
    expect(await judge(name, role)).toEqual({ path: tag, faults: [] });
  });

  it.each<[string, string, string[]]>([
    ["expired", "expired", []],
    ["not-yet-valid", "not-yet-valid", []],
    ["self-signed", "issuer-not-found", []],
    ["issued-by-fake-root", "issuer-signature", []],
    ["issued-by-not-ca", "issuer-not-ca", []],
    ["issued-by-too-deep-ca", "path-length", []],
    ["unknown-critical-extension", "critical-extension", []],
    ["sha1-signed", "weak-algorithm", []],
    ["key-usage-encipherment", "public-ca", ["key-usage"]],
    ["eku-server-auth", "public-ca", ["extended-key-usage"]],
    // Their faults are in the CRL and in the key that signs documents: not for the path to find.
    ["revoked", "public-ca", []],
    ["issued-by-revoked-ca", "public-ca", []],
    ["rsa-1024", "public-ca", []],
  ])("bad/%s stops at %s, with %j", async (name, path, faults) => {
    expect(await judge(`bad/${name}`, "signer")).toEqual({ path, faults });
  });

  it("does not accept signers as timestamp authorities, nor the other way round", async () => {
    expect((await judge("public-ca/citizen", "tsa")).faults).toEqual(["extended-key-usage"]);
    expect((await judge("public-ca/tsa", "signer")).faults).toEqual(["extended-key-usage"]);
  });

  it("does not accept an authority as a signer", async () => {
    expect((await judge("public-ca/issuing-ca", "signer")).faults).toContain("is-ca");
  });

  it("finds an expired certificate good at a time when it was valid", async () => {
    expect((await judge("bad/expired", "signer", new Date("2024-06-01T00:00:00Z"))).path).toBe("public-ca");
  });

  it("names persons with their office and masked number, and the organisation with both of its codes", () => {
    const person = personOf(parseCertificate(demoCertificate("cong-vu/person")).subject);
    expect(person.title).not.toBeNull();
    expect(person.identifiers).toMatchObject([{ kind: "CCCD", masked: expect.stringMatching(/^\*{9}\d{3}$/) }]);
    const seal = personOf(parseCertificate(demoCertificate("cong-vu/seal")).subject);
    expect(seal.identifiers.map(({ kind }) => kind).sort()).toEqual(["MNS", "MST"]);
  });
});
