import { expect, it } from "vitest";
import { runCms } from "../conformance/suites/cms.ts";
import { describeWithCorpus } from "../support/corpus.ts";

describeWithCorpus("the CMS suite of the corpus", (corpus) => {
  it("judges every SignedData as expected, and accepts none that it should not", async () => {
    const result = await runCms(corpus);

    expect(result.errors).toEqual([]);
    expect(result.falseAccepts).toEqual([]);
    expect(result.falseRejects).toEqual([]);
    // Only what the platform may lack, and never a case that every platform must judge.
    expect(result.unsupported.filter(({ level }) => level === "core")).toEqual([]);
    expect(result.agreed).toBeGreaterThanOrEqual(40);
  });
});
