import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkXrefEntryBeyondRevision } from "../../../src/pades/checks/xref-entry-beyond-revision.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { append, findText, overwrite } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

/** A signed file whose entry of object 10 leads to its own end. */
async function pointingAhead() {
  const signed = await forgePdf({ objects: [[10, "(never meant to be seen)"]] });
  const at = findText(signed, "10 0 obj").start;
  const entry = findText(signed, `${String(at).padStart(10, "0")} 00000 n`).start;
  return overwrite(signed, entry, String(signed.length).padStart(10, "0"));
}

it("reports an entry that leads behind the signed bytes, where an object has appeared", async () => {
  const signed = await pointingAhead();
  const file = appendUpdate(append(signed, "10 0 obj\n(added)\nendobj\n"), { objects: [{ num: 4, source: "null" }] });
  expect(checkXrefEntryBeyondRevision(subjectOf(file))).toEqual([
    finding("xref-entry-beyond-revision", { object: 10, offset: signed.length, count: 1 }),
  ]);
});

it("accepts it where a later revision says where the object is", async () => {
  const file = appendUpdate(await pointingAhead(), { objects: [{ num: 10, source: "(added)" }] });
  expect(checkXrefEntryBeyondRevision(subjectOf(file))).toEqual([]);
});

it("accepts it where nothing follows, so that the object is missing", async () => {
  expect(checkXrefEntryBeyondRevision(subjectOf(await pointingAhead()))).toEqual([]);
});
