import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkChangesNotClassified } from "../../../src/pades/checks/changes-not-classified.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

it("reports how many revisions follow the signed one", async () => {
  const once = appendUpdate(await forgePdf(), { objects: [{ num: 4, source: "null" }] });
  expect(checkChangesNotClassified(subjectOf(once))).toEqual([
    finding("changes-not-classified", { revision: 1, revisions: 2 }),
  ]);
  const twice = appendUpdate(once, { freed: [4] });
  expect(checkChangesNotClassified(subjectOf(twice))).toEqual([
    finding("changes-not-classified", { revision: 1, revisions: 3 }),
  ]);
});

it("says nothing where the signed revision is the last one", async () => {
  expect(checkChangesNotClassified(subjectOf(await forgePdf()))).toEqual([]);
});
