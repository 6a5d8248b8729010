import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ecdsa, edDsa, rsaPkcs1 } from "../../src/crypto/signature-algorithms.ts";
import { resolvePolicy } from "../../src/pades/verify/policy.ts";
import { isAcceptable } from "../../src/x509/algorithm-policy.ts";
import { NAMED_POLICIES } from "../../src/x509/named-policies.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { demoTrustProfile } from "../support/demo-certs.ts";
import { repository } from "../support/repository.ts";
import { codesOf, signedSample, verifyDemo } from "../support/signed-samples.ts";

const policyOf = (policy?: object) =>
  createTrustStore({ schema: "pades-dossier/trust@1", id: "p", anchors: [], policy }).policy;
const NOW = new Date("2026-01-15T03:00:00Z");

const RSA = { kind: "RSA", bits: 2048 } as const;

describe("the named policies", () => {
  it.each([
    // Whether it counts by default, for public-ca and for cong-vu.
    ["RSA 2048, SHA-256", rsaPkcs1("SHA-256"), RSA, [true, true, true]],
    ["RSA 2048, SHA3-256", rsaPkcs1("SHA3-256"), RSA, [true, true, true]],
    ["RSA 2048, SHA-224", rsaPkcs1("SHA-224"), RSA, [true, false, false]],
    ["RSA 2048, SHA-512/256", rsaPkcs1("SHA-512/256"), RSA, [true, false, false]],
    ["RSA 2048, SHA-1", rsaPkcs1("SHA-1"), RSA, [false, false, false]],
    ["RSA 1024", rsaPkcs1("SHA-256"), { kind: "RSA", bits: 1024 } as const, [false, false, false]],
    ["P-256", ecdsa("SHA-256"), { kind: "EC", bits: 256 } as const, [true, true, true]],
    ["Ed25519", edDsa("Ed25519"), { kind: "Ed25519", bits: 255 } as const, [true, false, false]],
  ])("say of %s whether it counts", (_name, algorithm, key, expected) => {
    const counts = Object.keys(NAMED_POLICIES).map((id) =>
      isAcceptable(policyOf({ id }).algorithms, algorithm, key, NOW),
    );
    expect(counts).toEqual(expected);
  });

  it("do not count RSA below 2048 bits for what is old either, where the law lists the sizes", () => {
    const in2010 = new Date("2010-06-01T00:00:00Z");
    const accepts = (id: string) =>
      isAcceptable(policyOf({ id }).algorithms, rsaPkcs1("SHA-256"), { kind: "RSA", bits: 1024 }, in2010);
    expect(Object.keys(NAMED_POLICIES).map(accepts)).toEqual([true, false, false]);
  });

  it("are overridden rule by rule", () => {
    const policy = policyOf({
      id: "cong-vu",
      algorithms: { keys: { EdDSA: [{ minBits: 255, until: "no-limit" }] } },
      tags: { tsa: ["cong-vu"] },
      requiredLevel: "B-T",
    });
    expect(policy).toMatchObject({ id: "cong-vu", requiredLevel: "B-T" });
    expect([...policy.tags]).toEqual([
      ["signer", ["cong-vu"]],
      ["tsa", ["cong-vu"]],
    ]);
    expect(policy.algorithms.keys.get("EdDSA")).toHaveLength(1);
    expect(policy.algorithms.keys.get("DSA")).toEqual([]);
    expect(policy.algorithms.digests.get("SHA-224")).toBe("never");
  });

  it("are no named policy under another name, or that of a member of every object", () => {
    for (const id of ["office", "toString", "__proto__"]) {
      expect(policyOf({ id })).toMatchObject({ id, tags: new Map(), algorithms: policyOf().algorithms });
    }
  });

  it("are documented with their digests", () => {
    const docs = readFileSync(join(repository, "docs/trust-policies.md"), "utf8");
    for (const id of Object.keys(NAMED_POLICIES)) {
      const { sha256 } = resolvePolicy({}, policyOf({ id }));
      expect(docs).toMatch(new RegExp(`^\\| \`${id}\` +\\| \`${sha256}\` \\|$`, "m"));
    }
  });

  it("take a signature only from the PKI that they are for, and the report names them", async () => {
    const file = await signedSample();
    const verify = (id: string) =>
      verifyDemo(file, { trust: createTrustStore({ ...Object(demoTrustProfile()), policy: { id } }) });
    const fitting = await verify("cong-vu");
    expect([fitting.verdict, fitting.inputs.policy.id]).toEqual(["valid", "cong-vu"]);
    const other = await verify("public-ca");
    expect([other.verdict, other.inputs.policy.id]).toEqual(["indeterminate", "public-ca"]);
    expect(codesOf(other)).toEqual(["path-constraints-violated"]);
    expect(other.signatures[0]?.findings[0]?.params).toMatchObject({ stop: "anchor-role" });
  });
});
