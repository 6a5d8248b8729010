import { beforeAll, describe, expect, it } from "vitest";
import { runWycheproof, type WycheproofResult } from "../conformance/suites/wycheproof.ts";
import { describeWithCorpus } from "../support/corpus.ts";

// Runs in two vitest projects: with node:crypto, and with what browsers have.
describeWithCorpus("Wycheproof's signature vectors", (corpus) => {
  describe.each([
    { judge: "the platform", prehashed: false, unsupported: [] },
    // EdDSA hashes by itself, twice, so a digest of the data is of no use to it.
    { judge: "our own arithmetic", prehashed: true, unsupported: ["ed25519_test.json"] },
  ])("judged by $judge", ({ prehashed, unsupported }) => {
    let result: WycheproofResult;

    beforeAll(async () => {
      result = await runWycheproof(corpus, { prehashed });
    });

    it("are thousands", () => {
      expect(result.cases.length).toBeGreaterThan(3500);
    });

    it("are never accepted where they are invalid", () => {
      expect(result.falseAccepts).toEqual([]);
    });

    it("are all accepted where they are valid", () => {
      expect(result.falseRejects).toEqual([]);
    });

    it("have keys and algorithms that all can be read", () => {
      expect(result.errors).toEqual([]);
    });

    it("are left open only where there is no way to tell", () => {
      expect([...new Set(result.unsupported.map(({ file }) => file))]).toEqual(unsupported);
    });
  });
});
