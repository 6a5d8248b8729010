import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignatureValueInherited } from "../../../src/pades/checks/signature-value-inherited.ts";
import { catalog, FIELD, field } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

const below = (above: string, own: string) => ({
  objects: [
    [1, catalog("<< /Fields [10 0 R] >>")],
    [10, `<< /FT /Sig /T (above) ${above} /Kids [8 0 R] >>`],
    [FIELD, field(`/T (a) /Parent 10 0 R ${own}`)],
  ] as const,
});

it("reports a value that stands in the field above", async () => {
  const subject = await forgedSubject(below("/V 7 0 R", ""));
  expect(checkSignatureValueInherited(subject)).toEqual([finding("signature-value-inherited", { field: "above.a" })]);
});

it("accepts a value of the field's own", async () => {
  expect(checkSignatureValueInherited(await forgedSubject(below("", "/V 7 0 R")))).toEqual([]);
});
