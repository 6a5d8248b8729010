import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkXrefEntryRepointed } from "../../../src/pades/checks/xref-entry-repointed.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { findLastText, findText, overwrite } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

const SHADOW = "4 0 obj\n(what was hidden when it was signed)\nendobj\n";

/** A signed file with an object in the data of a stream, and a later revision whose entry of object 4 leads to `place`. */
async function repointed(place: (signed: Uint8Array) => number) {
  const signed = await forgePdf({
    objects: [[10, `<< /Length ${SHADOW.length} >>\nstream\n${SHADOW}\nendstream`]],
  });
  const file = appendUpdate(signed, { objects: [{ num: 4, source: "(four)" }] });
  const offset = findLastText(file, "4 0 obj\n(four)").start;
  const entry = findLastText(file, `${String(offset).padStart(10, "0")} 00000 n`).start;
  return overwrite(file, entry, String(place(signed)).padStart(10, "0"));
}

it("reports an entry that leads to a hidden object in the signed bytes", async () => {
  const hidden = (signed: Uint8Array) => findText(signed, SHADOW).start;
  const file = await repointed(hidden);
  expect(checkXrefEntryRepointed(subjectOf(file))).toEqual([
    finding("xref-entry-repointed", { object: 4, offset: hidden(file), count: 1 }),
  ]);
});

it("reports an entry that leads to where another object is", async () => {
  const file = await repointed((signed) => findText(signed, "5 0 obj").start);
  expect(checkXrefEntryRepointed(subjectOf(file))).toHaveLength(1);
});

it("accepts an entry that says again where the object was all along", async () => {
  const file = await repointed((signed) => findText(signed, "4 0 obj\n<<").start);
  expect(checkXrefEntryRepointed(subjectOf(file))).toEqual([]);
});
