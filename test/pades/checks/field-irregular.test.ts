import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkFieldIrregular } from "../../../src/pades/checks/field-irregular.ts";
import { catalog, FIELD, field } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

it.each([
  ["a name that is no text", "/FT /Sig /T 5 /V 7 0 R", "", "name-not-text"],
  ["a period in a partial name", "/FT /Sig /T (a.b) /V 7 0 R", "a.b", "name-with-period"],
  ["another parent than the field above", "/FT /Sig /T (a) /V 7 0 R /Parent 5 0 R", "a", "parent-mismatch"],
] as const)("remarks on %s", async (_, entries, name, irregularity) => {
  const subject = await forgedSubject({ objects: [[FIELD, field(entries)]] });
  expect(checkFieldIrregular(subject)).toEqual([finding("field-irregular", { field: name, irregularity })]);
});

it("remarks on a widget with a value of its own", async () => {
  const subject = await forgedSubject({
    objects: [
      [1, catalog("<< /Fields [10 0 R] >>")],
      [10, "<< /FT /Sig /T (a) /V 7 0 R /Kids [8 0 R] >>"],
      [FIELD, field("/Parent 10 0 R /V 7 0 R")],
    ],
  });
  expect(checkFieldIrregular(subject)).toEqual([
    finding("field-irregular", { field: "a", irregularity: "widget-with-field-keys" }),
  ]);
});

it("says nothing about a regular field", async () => {
  expect(checkFieldIrregular(await forgedSubject())).toEqual([]);
});
