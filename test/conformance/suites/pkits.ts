import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UNLIMITED_ALGORITHM_POLICY } from "../../../src/x509/algorithm-policy.ts";
import { decidePathCase } from "./path-case.ts";
import { type PathSuiteCase, type PathSuiteOptions, type PathSuiteResult, runCase, summarise } from "./path-suite.ts";

interface PkitsTest {
  readonly uid: string;
  readonly name: string;
  readonly anchor: string;
  readonly pool: readonly string[];
  readonly leaf: string;
  readonly crls: readonly string[];
  readonly time: string;
  readonly settings: {
    readonly initialPolicySet: readonly string[];
    readonly initialExplicitPolicy: boolean;
    readonly initialPolicyMappingInhibit: boolean;
    readonly initialInhibitAnyPolicy: boolean;
  };
  readonly expected: boolean;
  readonly expectedUserConstrainedPolicySet: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Paths of the section on self-issued certificates that are good but for a revoked certificate at their end: their
 * answer depends on CRLs although no tag says so.
 */
const REVOKED_LEAVES: ReadonlySet<string> = new Set(["4.5.2", "4.5.5", "4.5.7"]);

/** A path found whose policies are others than the suite says. */
export interface PolicyDisagreement {
  readonly id: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

export interface PkitsResult extends PathSuiteResult {
  readonly policyDisagreements: readonly PolicyDisagreement[];
}

/**
 * NIST PKITS 1.0.1 under RFC 5280 alone: its certificates are from 2010, and some signed with SHA-1, which our
 * algorithm policy would refuse. With a judge of revocation every case has its CRLs judged; without one, those
 * whose answer depends on them are pending.
 */
export async function runPkits(corpus: string, { revocation }: PathSuiteOptions = {}): Promise<PkitsResult> {
  const folder = join(corpus, "suites", "pkits");
  const { tests }: { tests: readonly PkitsTest[] } = JSON.parse(
    readFileSync(join(corpus, "suites", "pkits.json"), "utf8"),
  );
  const read = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
  const cases: PathSuiteCase[] = [];
  const policyDisagreements: PolicyDisagreement[] = [];
  for (const test of tests) {
    const time = new Date(test.time);
    const needsStatus = revocation !== undefined || test.tags.includes("needs-crl") || REVOKED_LEAVES.has(test.uid);
    const run = () =>
      decidePathCase(
        {
          leaf: read(test.leaf),
          anchors: [read(test.anchor)],
          pool: test.pool.map(read),
          time,
          settings: {
            initialPolicies: test.settings.initialPolicySet,
            requireExplicitPolicy: test.settings.initialExplicitPolicy,
            inhibitPolicyMapping: test.settings.initialPolicyMappingInhibit,
            inhibitAnyPolicy: test.settings.initialInhibitAnyPolicy,
            algorithms: UNLIMITED_ALGORITHM_POLICY,
          },
          revocation: needsStatus ? { crls: test.crls.map(read), time, required: true } : null,
        },
        revocation,
      );
    const result = await runCase(`${test.uid} ${test.name}`, test.expected, run);
    cases.push(result);
    const expected = [...test.expectedUserConstrainedPolicySet].sort();
    const found = [...(result.policies ?? [])].sort();
    if (result.policies !== null && expected.join() !== found.join())
      policyDisagreements.push({ id: result.id, expected, found });
  }
  return { ...summarise(cases), policyDisagreements };
}
