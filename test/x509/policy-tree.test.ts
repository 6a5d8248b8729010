import { describe, expect, it } from "vitest";
import { contextPrimitive, integer, objectIdentifier, sequence } from "../../src/testing/der.ts";
import { certificatePolicies, extension } from "../../src/testing/extensions.ts";
import { ANY_POLICY } from "../../src/x509/oids.ts";
import { PathBudget } from "../../src/x509/path-budget.ts";
import { findPath } from "../../src/x509/path-building.ts";
import type { PathSettings } from "../../src/x509/path-settings.ts";
import { PolicyGraph } from "../../src/x509/policy-tree.ts";
import { certify, query, root, trustIn } from "./build.ts";

const GOLD = "2.999.1";
const SILVER = "2.999.2";
const FOREIGN = "2.999.3";

const mappings = (...pairs: [string, string][]) =>
  extension("2.5.29.33", true, sequence(...pairs.map(([a, b]) => sequence(objectIdentifier(a), objectIdentifier(b)))));
const policyConstraints = (explicit: number | null, mapping: number | null = null) =>
  extension(
    "2.5.29.36",
    true,
    sequence(
      ...(explicit === null ? [] : [contextPrimitive(0, Uint8Array.of(explicit))]),
      ...(mapping === null ? [] : [contextPrimitive(1, Uint8Array.of(mapping))]),
    ),
  );
const inhibitAny = (skip: number) => extension("2.5.29.54", true, integer(skip === 0 ? Uint8Array.of(0) : skip));

async function judge(middle: Uint8Array[], leaf: Uint8Array[], settings: PathSettings = {}) {
  const anchor = await root("Root");
  const authority = await certify({ subject: "Middle", issuer: "Root", ca: true, extensions: middle });
  const end = await certify({ subject: "Leaf", issuer: "Middle", extensions: leaf });
  const result = await findPath(end, query(trustIn([anchor]), [authority], { settings }));
  return result.ok ? [...result.policies].sort() : result.nearest.stop;
}

const EXPLICIT: PathSettings = { requireExplicitPolicy: true };

describe("certificate policies on a path (RFC 5280, 6.1)", () => {
  it("hold where every certificate asserts them", async () => {
    expect(await judge([certificatePolicies(GOLD, SILVER)], [certificatePolicies(GOLD)], EXPLICIT)).toEqual([GOLD]);
  });

  it("do not hold where one certificate lacks them, which matters only where one is required", async () => {
    expect(await judge([certificatePolicies(GOLD)], [certificatePolicies(SILVER)], EXPLICIT)).toBe("policy");
    expect(await judge([certificatePolicies(GOLD)], [], EXPLICIT)).toBe("policy");
    expect(await judge([certificatePolicies(GOLD)], [certificatePolicies(SILVER)])).toEqual([]);
  });

  it("must be among those that the caller accepts", async () => {
    const settings = { ...EXPLICIT, initialPolicies: [SILVER] };
    expect(await judge([certificatePolicies(GOLD)], [certificatePolicies(GOLD)], settings)).toBe("policy");
    expect(await judge([certificatePolicies(ANY_POLICY)], [certificatePolicies(ANY_POLICY)], settings)).toEqual([
      SILVER,
    ]);
    expect(await judge([certificatePolicies(ANY_POLICY)], [certificatePolicies(SILVER, GOLD)], settings)).toEqual([
      SILVER,
    ]);
  });

  it("are renamed by mappings, and reported in the anchor's terms", async () => {
    const middle = [certificatePolicies(GOLD), mappings([GOLD, FOREIGN])];
    expect(await judge(middle, [certificatePolicies(FOREIGN)], EXPLICIT)).toEqual([GOLD]);
    expect(await judge(middle, [certificatePolicies(GOLD)], EXPLICIT)).toBe("policy");
    expect(await judge(middle, [certificatePolicies(FOREIGN)], { ...EXPLICIT, inhibitPolicyMapping: true })).toBe(
      "policy",
    );
  });

  it("are never mapped to or from anyPolicy", async () => {
    expect(
      await judge([certificatePolicies(GOLD), mappings([ANY_POLICY, FOREIGN])], [certificatePolicies(FOREIGN)]),
    ).toBe("policy");
    expect(await judge([certificatePolicies(GOLD), mappings([GOLD, ANY_POLICY])], [certificatePolicies(FOREIGN)])).toBe(
      "policy",
    );
  });

  it("can be required by a certificate on the path", async () => {
    expect(await judge([policyConstraints(0)], [])).toBe("policy");
    expect(await judge([policyConstraints(1)], [])).toBe("policy");
    expect(await judge([policyConstraints(2)], [])).toEqual([]);
    expect(await judge([certificatePolicies(GOLD), policyConstraints(0)], [certificatePolicies(GOLD)])).toEqual([GOLD]);
    expect(await judge([], [policyConstraints(0)])).toBe("policy");
  });

  it("are not stood for by anyPolicy once that is inhibited", async () => {
    const middle = [certificatePolicies(GOLD), inhibitAny(0)];
    expect(await judge(middle, [certificatePolicies(ANY_POLICY)], EXPLICIT)).toBe("policy");
    expect(
      await judge([certificatePolicies(GOLD), inhibitAny(1)], [certificatePolicies(ANY_POLICY)], EXPLICIT),
    ).toEqual([GOLD]);
    expect(
      await judge([certificatePolicies(ANY_POLICY)], [certificatePolicies(GOLD)], {
        ...EXPLICIT,
        inhibitAnyPolicy: true,
      }),
    ).toBe("policy");
  });
});

describe("the policy graph", () => {
  it("stays small where the tree of the standard doubles with every certificate (CVE-2023-0464)", () => {
    const policies = Array.from({ length: 20 }, (_, i) => `2.999.${i}`);
    const everyToEvery = policies.flatMap((a) =>
      policies.map((b) => ({ issuerDomainPolicy: a, subjectDomainPolicy: b })),
    );
    const budget = new PathBudget();
    let graph: PolicyGraph | null = PolicyGraph.initial();
    for (let depth = 0; depth < 14; depth++) {
      graph = graph?.extend(policies, true, budget)?.map(everyToEvery, false, budget) ?? null;
    }
    expect(budget.exhausted).toBe(false);
    expect(graph?.userConstrainedPolicies(new Set(["2.999.7"]))).toEqual(new Set(["2.999.7"]));
  });

  it("ends where its budget does", () => {
    const budget = new PathBudget(1, 1, 10);
    const graph = PolicyGraph.initial();
    expect(
      graph.extend(
        Array.from({ length: 20 }, (_, i) => `2.999.${i}`),
        true,
        budget,
      ),
    ).toBeNull();
    expect(budget.exhausted).toBe(true);
  });
});
