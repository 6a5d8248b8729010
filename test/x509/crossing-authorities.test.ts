import { beforeAll, describe, expect, it } from "vitest";
import { MAX_CERTIFICATES, MAX_PATH_SIGNATURE_CHECKS, MAX_PATH_STEPS } from "../../src/limits.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { identityOf } from "../../src/testing/test-identity.ts";
import type { Certificate } from "../../src/x509/certificate.ts";
import { PathBudget } from "../../src/x509/path-budget.ts";
import { findPath } from "../../src/x509/path-building.ts";
import { countCallsDuring } from "../support/count-calls.ts";
import { forgePdf } from "../support/forged-pdf.ts";
import { certify, commonNames, keyNamed, NOW, query, root, trustIn } from "./build.ts";

/** Authorities of which each is certified by every other: 10,100 certificates, none of which leads to the root. */
const AUTHORITIES = 101;
const pool: Certificate[] = [];
let anchor: Certificate;
let leaf: Certificate;

beforeAll(async () => {
  anchor = await root("Root");
  leaf = await certify({ subject: "Leaf", issuer: "N0" });
  const names = Array.from({ length: AUTHORITIES }, (_, i) => `N${i}`);
  for (const subject of names) {
    for (const issuer of names) if (subject !== issuer) pool.push(await certify({ subject, issuer, ca: true }));
  }
}, 120_000);

describe("ten thousand crossing certificates", () => {
  const search = () => findPath(leaf, query(trustIn([anchor]), pool));

  it("end the search by a limit, and that is said", async () => {
    expect(await search()).toMatchObject({ ok: false, nearest: { stop: "limit" } });
  });

  it.each([
    ["takeStep", MAX_PATH_STEPS],
    ["takeSignatureCheck", MAX_PATH_SIGNATURE_CHECKS],
  ])("ask for no more than the cap of %s, and once more to be refused", async (method, cap) => {
    expect(await countCallsDuring(PathBudget.prototype, [method], search)).toBeLessThanOrEqual(cap + 1);
  });

  it("do not hide the one way to the root that there is", async () => {
    const way = await certify({ subject: "N69", issuer: "Root", ca: true });
    const found = await findPath(leaf, query(trustIn([anchor]), [...pool, way]));
    expect(found.ok && commonNames(found.path)).toEqual(["Leaf", "N0", "N69", "Root"]);
  });

  it.each<[string, number, boolean]>([
    ["handed in as evidence", 0, true],
    ["as many of them in the CMS as are read", MAX_CERTIFICATES - 1, false],
  ])("leave a signature undecided with a finding: %s", async (_what, inCms, asEvidence) => {
    const identity = await identityOf([leaf.raw.slice()], await keyNamed("Leaf"), {});
    const certificates = [leaf.raw, ...pool.slice(0, inCms).map(({ raw }) => raw)];
    const verification = await verifyPdf(await forgePdf({ cms: { identity, certificates }, room: 600_000 }), {
      trust: trustIn([anchor]),
      now: NOW,
      evidence: { certificates: asEvidence ? pool.map(({ raw }) => raw) : [] },
    });
    const { verdict, signatures } = verification;
    expect({ verdict, signatures }).toMatchObject({
      verdict: "indeterminate",
      signatures: [{ subIndication: "NO_CERTIFICATE_CHAIN_FOUND" }],
    });
    expect(signatures[0]?.findings.filter(({ severity }) => severity !== "info")).toMatchObject([
      { code: "no-path-to-anchor", params: { stop: "limit" } },
    ]);
  });
});
