import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkUnaccountedBytes } from "../../../src/pades/checks/unaccounted-bytes.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { append } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

const UPDATE = { objects: [{ num: 4, source: "null" }] };

it.each(["junk", "9 0 obj\n<<", "endstream endobj", "(4 0 obj)"])("reports %j in a later revision", async (junk) => {
  const clean = await forgePdf();
  const file = appendUpdate(clean, { ...UPDATE, junk: `${junk}\n` });
  const offset = clean.length + "4 0 obj\nnull\nendobj\n".length;
  expect(checkUnaccountedBytes(subjectOf(file))).toEqual([
    finding("unaccounted-bytes", { offset, bytes: junk.length }),
  ]);
});

it("reports a comment with an object in it, which a search for text would find", async () => {
  const file = appendUpdate(await forgePdf(), { ...UPDATE, junk: "%4 0 obj (other) endobj\n" });
  expect(checkUnaccountedBytes(subjectOf(file))).toHaveLength(1);
});

it("reports what stands between two revisions, and adds up what there is", async () => {
  const clean = await forgePdf();
  const file = append(appendUpdate(append(clean, "one\n"), { ...UPDATE, junk: "two\n" }), "three");
  expect(checkUnaccountedBytes(subjectOf(file))).toEqual([
    finding("unaccounted-bytes", { offset: clean.length, bytes: 11 }),
  ]);
});

it.each(["\n\n  \0", "% a comment\n", ""])("accepts %j between the objects and the section", async (junk) => {
  const file = appendUpdate(await forgePdf(), { ...UPDATE, junk });
  expect(checkUnaccountedBytes(subjectOf(file))).toEqual([]);
});
