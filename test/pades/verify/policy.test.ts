import { describe, expect, it } from "vitest";
import { PadesError } from "../../../src/errors.ts";
import { resolvePolicy, type VerificationPolicy } from "../../../src/pades/verify/policy.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { codesOf, signedSample, verifyDemo } from "../../support/signed-samples.ts";

const rulesOf = (policy?: unknown) =>
  createTrustStore({ schema: "pades-dossier/trust@1", id: "p", anchors: [], policy }).policy;
const resolve = (policy?: VerificationPolicy, rules?: unknown) => resolvePolicy(policy, rulesOf(rules));

describe("a policy", () => {
  it("waives nothing and accepts nothing unusual by default", () => {
    expect(resolve()).toMatchObject({ id: "default", waive: [], acceptWithoutSignedAttributes: false });
    expect(resolve()).toEqual(resolve({}));
  });

  it("has a digest that differs wherever verdicts could", () => {
    const policies: VerificationPolicy[] = [
      {},
      { id: "other" },
      { waive: ["revocation"] },
      { acceptWithoutSignedAttributes: true },
    ];
    const digests = policies.map((policy) => resolve(policy).sha256);
    expect(new Set(digests).size).toBe(policies.length);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("has the name and the rules of the trust profile's, and a digest over both", () => {
    const given = [undefined, { id: "public-ca" }, { id: "cong-vu" }, { id: "cong-vu", requiredLevel: "B-T" }];
    const policies = given.map((rules) => resolve({}, rules));
    expect(policies.map(({ id }) => id)).toEqual(["default", "public-ca", "cong-vu", "cong-vu"]);
    expect(new Set(policies.map(({ sha256 }) => sha256)).size).toBe(policies.length);
    expect(resolve({}, { id: "default" })).toEqual(resolve());
    expect(resolve({ id: "mine" }, { id: "public-ca" }).id).toBe("mine");
  });

  it("does not go by the name of rules that are not in force", () => {
    expect(() => resolve({ id: "cong-vu" })).toThrow(/policy\.id: "cong-vu" names rules, and .* are "default"/);
    expect(() => resolve({ id: "default" }, { id: "cong-vu" })).toThrow(PadesError);
    expect(resolve({ id: "cong-vu" }, { id: "cong-vu" }).id).toBe("cong-vu");
  });

  it("cannot waive what nobody may do without", () => {
    // A caller without a compiler.
    const policy = JSON.parse('{ "waive": ["revocation", "digest"] }');
    expect(() => resolve(policy)).toThrow(PadesError);
    expect(() => resolve(policy)).toThrow(/policy\.waive: expected any of revocation, found digest/);
  });
});

describe("waiving revocation", () => {
  it("turns an undecided signature into a valid one, and the result says so", async () => {
    const file = await signedSample();
    const strict = await verifyDemo(file, { policy: {} });
    expect([strict.verdict, strict.waived]).toEqual(["indeterminate", []]);
    const waived = await verifyDemo(file);
    expect([waived.verdict, waived.waived]).toEqual(["valid", ["revocation"]]);
    expect(waived.inputs.policy.sha256).not.toBe(strict.inputs.policy.sha256);
  });

  it("is needed for each certificate of the path but the anchor", async () => {
    const { signatures } = await verifyDemo(await signedSample(), { policy: {} });
    const findings = signatures.flatMap((signature) => signature.findings);
    expect(findings.map(({ code }) => code)).toEqual(["revocation-not-checked", "revocation-not-checked"]);
    expect(signatures[0]?.chain).toHaveLength(3);
    expect(signatures[0]?.missing).toEqual(["revocation-not-checked"]);
  });
});

describe("accepting a CMS without signed attributes", () => {
  it("makes such a signature valid, and is named among the inputs", async () => {
    const file = await forgePdf({ cms: { attributes: () => null } });
    const policy = { waive: ["revocation"], acceptWithoutSignedAttributes: true } as const;
    const accepted = await verifyDemo(file, { policy });
    expect(accepted.verdict).toBe("valid");
    expect(accepted.inputs.options).toEqual({ acceptWithoutSignedAttributes: true });
    expect(codesOf(await verifyDemo(file))).toEqual(["signed-attributes-missing"]);
  });

  it("does not make a tampered one valid", async () => {
    const file = await forgePdf({ cms: { attributes: () => null }, covered: (bytes) => bytes.subarray(1) });
    const policy = { waive: ["revocation"], acceptWithoutSignedAttributes: true } as const;
    const verification = await verifyDemo(file, { policy });
    expect(verification.verdict).toBe("invalid");
    expect(codesOf(verification)).toContain("signature-value-mismatch");
  });
});
