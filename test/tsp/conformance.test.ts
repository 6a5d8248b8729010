import { expect, it } from "vitest";
import { runTimestampTokens } from "../conformance/suites/timestamp-tokens.ts";
import { describeWithCorpus } from "../support/corpus.ts";

describeWithCorpus("the timestamp tokens of the corpus", (folder) => {
  it("are judged as their suite expects", async () => {
    const { cases, agreed, falseAccepts, falseRejects, errors } = await runTimestampTokens(folder);
    expect({ falseAccepts, falseRejects, errors }).toEqual({ falseAccepts: [], falseRejects: [], errors: [] });
    expect(cases).toHaveLength(14);
    expect(agreed).toBe(14);
  });
});
