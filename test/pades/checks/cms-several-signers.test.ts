import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkCmsSeveralSigners } from "../../../src/pades/checks/cms-several-signers.ts";
import { forgedSubject } from "./subject-of.ts";

it.each([
  [0, "none"],
  [2, "two"],
  [3, "three"],
])("reports %i SignerInfos", async (signers) => {
  const subject = await forgedSubject({ cms: { signerInfos: (one) => Array.from({ length: signers }, () => one) } });
  expect(checkCmsSeveralSigners(subject)).toEqual([finding("cms-several-signers", { signers })]);
});

it("accepts one SignerInfo", async () => {
  expect(checkCmsSeveralSigners(await forgedSubject())).toEqual([]);
});
