import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkCmsNotDer } from "../../../src/pades/checks/cms-not-der.ts";
import { indefiniteFrame } from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

it("remarks on indefinite lengths", async () => {
  expect(checkCmsNotDer(await forgedSubject({ cms: { frame: indefiniteFrame } }))).toEqual([
    finding("cms-not-der", {}),
  ]);
});

it("says nothing about DER", async () => {
  expect(checkCmsNotDer(await forgedSubject())).toEqual([]);
});
