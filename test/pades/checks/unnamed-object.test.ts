import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkUnnamedObject } from "../../../src/pades/checks/unnamed-object.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { append } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

it("reports an object that the later revision does not list", async () => {
  const clean = await forgePdf();
  const file = appendUpdate(clean, { objects: [{ num: 4, source: "null", listed: false }] });
  expect(checkUnnamedObject(subjectOf(file))).toEqual([
    finding("unnamed-object", { object: 4, offset: clean.length, count: 1 }),
  ]);
});

it.each([
  [
    "behind",
    [
      { num: 4, source: "(listed)" },
      { num: 4, source: "(not listed)", listed: false },
    ],
  ],
  [
    "before",
    [
      { num: 4, source: "(not listed)", listed: false },
      { num: 4, source: "(listed)" },
    ],
  ],
])("reports a second object of the same number %s the one that counts", async (_, objects) => {
  expect(checkUnnamedObject(subjectOf(appendUpdate(await forgePdf(), { objects })))).toHaveLength(1);
});

it("reports objects behind the end of the file, and how many", async () => {
  const clean = await forgePdf();
  const file = append(clean, "4 0 obj\nnull\nendobj\n5 0 obj\nnull\nendobj\n");
  expect(checkUnnamedObject(subjectOf(file))).toEqual([
    finding("unnamed-object", { object: 4, offset: clean.length, count: 2 }),
  ]);
});

it("accepts what the later revision lists", async () => {
  const file = appendUpdate(await forgePdf(), { objects: [{ num: 4, source: "null" }] });
  expect(checkUnnamedObject(subjectOf(file))).toEqual([]);
});
