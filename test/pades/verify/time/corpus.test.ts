import { expect, it } from "vitest";
import { runPdfIndications } from "../../../conformance/suites/pdf-indications.ts";
import { runPdfLevels } from "../../../conformance/suites/pdf-levels.ts";
import { describeWithCorpus } from "../../../support/corpus.ts";

describeWithCorpus("signatures of real files", (corpus) => {
  it("have the levels and timestamps that DSS's tests assert, but for what is listed with its reason", async () => {
    const { agreed, falseAccepts, falseRejects, exceptions, idleExceptions } = await runPdfLevels(corpus);
    for (const { id, expected, found, because } of exceptions) {
      console.info(`${id}: DSS ${expected}, here ${found}: ${because}`);
    }
    expect([...falseAccepts, ...falseRejects]).toEqual([]);
    expect(idleExceptions).toEqual([]);
    expect(agreed).toBeGreaterThan(200);
  }, 60_000);

  it("have the indications of the references or of the clause, but for what is listed with its reason", async () => {
    const result = await runPdfIndications(corpus);
    for (const { id, source, expected, found, because } of result.exceptions) {
      console.info(`${id}: ${expected} (${source}), here ${found}: ${because}`);
    }
    const { falseAccepts, falseRejects, errors } = result;
    expect({ falseAccepts, falseRejects, errors }).toEqual({ falseAccepts: [], falseRejects: [], errors: [] });
    expect(result.idleExceptions).toEqual([]);
    expect(result.agreed).toBeGreaterThan(350);
  }, 120_000);
});
