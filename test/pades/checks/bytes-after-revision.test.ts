import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkBytesAfterRevision } from "../../../src/pades/checks/bytes-after-revision.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { append } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

it.each(["x", "\n\n", "% a comment\n", "4 0 obj\nnull\nendobj\n"])("reports %j after the last %%EOF", async (text) => {
  const file = append(await forgePdf(), text);
  expect(checkBytesAfterRevision(subjectOf(file))).toEqual([finding("bytes-after-revision", { bytes: text.length })]);
});

it("says nothing where a later revision follows, which is another matter", async () => {
  const file = appendUpdate(await forgePdf(), { objects: [{ num: 4, source: "null" }] });
  expect(checkBytesAfterRevision(subjectOf(file))).toEqual([]);
});

it("accepts a file that ends with the signed revision", async () => {
  expect(checkBytesAfterRevision(subjectOf(await forgePdf()))).toEqual([]);
});
