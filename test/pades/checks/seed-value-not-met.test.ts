import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSeedValueNotMet } from "../../../src/pades/checks/seed-value-not-met.ts";
import { forgedSubject } from "./subject-of.ts";

// Which seed values are met is decided in pades/verify/open/seed-violations.ts, and tested there.
it("weighs each required seed value that the signature does not meet, and no other", async () => {
  const subject = await forgedSubject();
  const seedViolations = [
    { key: "/MDP", isRequired: true },
    { key: "/Filter", isRequired: false },
  ];
  expect(checkSeedValueNotMet({ ...subject, seedViolations })).toEqual([
    finding("seed-value-not-met", { field: "Signature1", key: "/MDP" }),
  ]);
  expect(checkSeedValueNotMet(subject)).toEqual([]);
});
