import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSeedValueNotFollowed } from "../../../src/pades/checks/seed-value-not-followed.ts";
import { forgedSubject } from "./subject-of.ts";

it("remarks on each suggested seed value that the signature does not have, and on no other", async () => {
  const subject = await forgedSubject();
  const seedViolations = [
    { key: "/MDP", isRequired: true },
    { key: "/Filter", isRequired: false },
  ];
  expect(checkSeedValueNotFollowed({ ...subject, seedViolations })).toEqual([
    finding("seed-value-not-followed", { field: "Signature1", key: "/Filter" }),
  ]);
  expect(checkSeedValueNotFollowed(subject)).toEqual([]);
});
