import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkFieldNameDuplicate } from "../../../src/pades/checks/field-name-duplicate.ts";
import { catalog, FIELD, field } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

it("reports a field whose full name another field has", async () => {
  const subject = await forgedSubject({
    objects: [
      [1, catalog("<< /Fields [8 0 R 10 0 R] >>")],
      [FIELD, field("/FT /Sig /T (a) /V 7 0 R")],
      [10, field("/FT /Tx /T (a)")],
    ],
  });
  expect(checkFieldNameDuplicate(subject)).toEqual([finding("field-name-duplicate", { field: "a" })]);
});

it("tells names apart by the fields above them", async () => {
  const subject = await forgedSubject({
    objects: [
      [1, catalog("<< /Fields [8 0 R 10 0 R] >>")],
      [FIELD, field("/FT /Sig /T (a) /V 7 0 R")],
      [10, "<< /T (above) /Kids [11 0 R] >>"],
      [11, field("/FT /Tx /T (a) /Parent 10 0 R")],
    ],
  });
  expect(checkFieldNameDuplicate(subject)).toEqual([]);
});
