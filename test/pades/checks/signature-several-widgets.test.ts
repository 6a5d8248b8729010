import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignatureSeveralWidgets } from "../../../src/pades/checks/signature-several-widgets.ts";
import { catalog, FIELD, field } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

const withWidgets = (...kids: number[]) => ({
  objects: [
    [1, catalog("<< /Fields [10 0 R] >>")],
    [10, `<< /FT /Sig /T (a) /V 7 0 R /Kids [${kids.map((num) => `${num} 0 R`).join(" ")}] >>`],
    ...[FIELD, 11].map((num) => [num, field("/Parent 10 0 R")] as const),
  ] as const,
});

it("reports a signature with two widgets", async () => {
  expect(checkSignatureSeveralWidgets(await forgedSubject(withWidgets(FIELD, 11)))).toEqual([
    finding("signature-several-widgets", { field: "a" }),
  ]);
});

it("accepts one widget, apart from the field or the field itself", async () => {
  expect(checkSignatureSeveralWidgets(await forgedSubject(withWidgets(FIELD)))).toEqual([]);
  expect(checkSignatureSeveralWidgets(await forgedSubject())).toEqual([]);
});

it("accepts a field without a widget", async () => {
  const objects = [[FIELD, "<< /FT /Sig /T (a) /V 7 0 R >>"]] as const;
  expect(checkSignatureSeveralWidgets(await forgedSubject({ objects }))).toEqual([]);
});
