import { expect, it } from "vitest";
import { runBsi } from "../conformance/suites/bsi.ts";
import { runCrl } from "../conformance/suites/crl.ts";
import { type LimboClass, runLimbo } from "../conformance/suites/limbo.ts";
import { runOcsp } from "../conformance/suites/ocsp.ts";
import type { PathSuiteCase, PathSuiteResult } from "../conformance/suites/path-suite.ts";
import { runPkits } from "../conformance/suites/pkits.ts";
import { judgeRevocation } from "../conformance/suites/revocation-judge.ts";
import { describeWithCorpus } from "../support/corpus.ts";

const idsOf = (cases: readonly PathSuiteCase[]) => cases.map(({ id, note }) => `${id}: ${note}`);

function expectAgreement(result: PathSuiteResult, cases: number): void {
  expect(idsOf(result.falseAccepts)).toEqual([]);
  expect(idsOf(result.falseRejects)).toEqual([]);
  expect(idsOf(result.errors)).toEqual([]);
  expect(idsOf([...result.unsupported, ...result.pending])).toEqual([]);
  expect(result.agreed).toBe(cases);
}

describeWithCorpus("revocation and the suites of others", (corpus) => {
  it("agrees with NIST PKITS in all 249 cases, CRLs and all", async () => {
    expectAgreement(await runPkits(corpus, { revocation: judgeRevocation }), 249);
  });

  it("agrees with the BSI's cases", async () => {
    expectAgreement(await runBsi(corpus, { revocation: judgeRevocation }), 34);
  });

  it("agrees with BoringSSL's CRL cases", async () => {
    expectAgreement(await runCrl(corpus), 43);
  });

  it("agrees with the OCSP cases of OpenSSL, certvalidator and BoringSSL", async () => {
    expectAgreement(await runOcsp(corpus), 59);
  });

  it.each<LimboClass>(["core", "strict"])("agrees with x509-limbo, class %s", async (cls) => {
    const result = await runLimbo(corpus, cls, { revocation: judgeRevocation });
    expectAgreement(result, result.cases.length);
  });
});
