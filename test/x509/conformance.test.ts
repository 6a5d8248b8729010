import { expect, it } from "vitest";
import { runBsi } from "../conformance/suites/bsi.ts";
import { type LimboClass, runLimbo } from "../conformance/suites/limbo.ts";
import type { PathSuiteCase, PathSuiteResult } from "../conformance/suites/path-suite.ts";
import { runPkits } from "../conformance/suites/pkits.ts";
import { describeWithCorpus } from "../support/corpus.ts";

const idsOf = (cases: readonly PathSuiteCase[]) => cases.map(({ id, note }) => `${id}: ${note}`);

/** Everything that can be told without revocation is told rightly; the pending cases wait for a judge of it. */
function expectAgreement(result: PathSuiteResult): void {
  expect(idsOf(result.falseAccepts)).toEqual([]);
  expect(idsOf(result.falseRejects)).toEqual([]);
  expect(idsOf(result.errors)).toEqual([]);
  expect(idsOf(result.unsupported)).toEqual([]);
  expect(result.agreed).toBeGreaterThan(0);
  expect(result.agreed).toBe(result.cases.length - result.pending.length);
}

describeWithCorpus("path validation and the suites of others", (corpus) => {
  it("agrees with NIST PKITS, down to the policies of each path", async () => {
    const result = await runPkits(corpus);
    expectAgreement(result);
    expect(result.policyDisagreements).toEqual([]);
  });

  it("agrees with the BSI's cases", async () => {
    expectAgreement(await runBsi(corpus));
  });

  it.each<LimboClass>(["core", "strict", "dos", "optional-max-depth"])(
    "agrees with x509-limbo, class %s",
    async (cls) => {
      expectAgreement(await runLimbo(corpus, cls));
    },
  );

  it("ends within its budget for each case that is made to take long, in no more processor time than two seconds", async () => {
    // The budget bounds the work on every machine; processor time does not grow with what else a machine is doing.
    const { cases } = await runLimbo(corpus, "dos");
    expect(cases.length).toBeGreaterThan(0);
    for (const { id, processorMs } of cases) expect(processorMs, id).toBeLessThan(2_000);
  });
});
