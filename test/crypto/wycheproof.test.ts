import { beforeAll, expect, it } from "vitest";
import { platform } from "#platform";
import { platform as webPlatform } from "../../src/platform/web.ts";
import { runWycheproof, type WycheproofResult } from "../conformance/suites/wycheproof.ts";
import { describeWithCorpus } from "../support/corpus.ts";

describeWithCorpus("Wycheproof's signature vectors", (corpus) => {
  let result: WycheproofResult;

  beforeAll(async () => {
    result = await runWycheproof(corpus);
  });

  it("has thousands of them", () => {
    expect(result.cases.length).toBeGreaterThan(3500);
  });

  it("never accepts a signature that is invalid", () => {
    expect(result.falseAccepts).toEqual([]);
  });

  it("accepts every signature that is valid", () => {
    expect(result.falseRejects).toEqual([]);
  });

  it("reads every key and every algorithm", () => {
    expect(result.errors).toEqual([]);
  });

  it("leaves nothing open but curves that browsers lack", () => {
    const files = new Set(result.unsupported.map(({ file }) => file));
    const lacking = ["ecdsa_brainpoolP256r1_sha256_test.json", "ecdsa_brainpoolP384r1_sha384_test.json"];
    expect([...files]).toEqual(platform === webPlatform ? lacking : []);
  });
});
