import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkObjectsOverlap } from "../../../src/pades/checks/objects-overlap.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { findLastText, overwrite } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

const INNER = "9 0 obj\n(inside)\nendobj\n";
const UPDATE = {
  objects: [
    { num: 4, source: `<</Length ${INNER.length}>>\nstream\n${INNER}\nendstream` },
    { num: 9, source: "(beside)" },
  ],
};

it("reports an object inside the data of a stream", async () => {
  const file = appendUpdate(await forgePdf(), UPDATE);
  const beside = findLastText(file, "9 0 obj\n(beside)").start;
  const inside = findLastText(file, "9 0 obj\n(inside)").start;
  const entry = findLastText(file, `${String(beside).padStart(10, "0")} 00000 n`).start;
  const bent = overwrite(file, entry, String(inside).padStart(10, "0"));
  expect(checkObjectsOverlap(subjectOf(bent))).toEqual([finding("objects-overlap", { object: 9, offset: inside })]);
});

it("accepts a stream whose data looks like an object", async () => {
  expect(checkObjectsOverlap(subjectOf(appendUpdate(await forgePdf(), UPDATE)))).toEqual([]);
});
