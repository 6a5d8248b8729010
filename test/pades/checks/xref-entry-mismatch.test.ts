import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkXrefEntryMismatch } from "../../../src/pades/checks/xref-entry-mismatch.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { findLastText, overwrite } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

const UPDATE = {
  objects: [
    { num: 4, source: "(four)" },
    { num: 5, source: "(five)" },
  ],
};

/** The entry of object 4 moved by so many bytes. */
async function moved(bytes: number) {
  const file = appendUpdate(await forgePdf(), UPDATE);
  const offset = findLastText(file, "4 0 obj\n(four)").start;
  const entry = findLastText(file, `${String(offset).padStart(10, "0")} 00000 n`).start;
  return { file: overwrite(file, entry, String(offset + bytes).padStart(10, "0")), offset: offset + bytes };
}

it.each(["4 0 obj\n(four)\nendobj\n".length, 1, 8])("reports an entry that is %i bytes off", async (bytes) => {
  const { file, offset } = await moved(bytes);
  expect(checkXrefEntryMismatch(subjectOf(file))).toEqual([
    finding("xref-entry-mismatch", { object: 4, offset, count: 1 }),
  ]);
});

it("reports an object of another generation", async () => {
  const file = appendUpdate(await forgePdf(), UPDATE);
  const { start } = findLastText(file, "4 0 obj\n(four)");
  const found = checkXrefEntryMismatch(subjectOf(overwrite(file, start, "4 1 obj")));
  expect(found).toEqual([finding("xref-entry-mismatch", { object: 4, offset: start, count: 1 })]);
});

it("reports an object that does not end", async () => {
  const file = appendUpdate(await forgePdf(), UPDATE);
  const { start } = findLastText(file, "(five)\nendobj");
  expect(checkXrefEntryMismatch(subjectOf(overwrite(file, start, "(five)\nendobx")))).toHaveLength(1);
});

it("accepts entries that lead to their objects", async () => {
  expect(checkXrefEntryMismatch(subjectOf((await moved(0)).file))).toEqual([]);
});
