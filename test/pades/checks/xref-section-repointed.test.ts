import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkXrefSectionRepointed } from "../../../src/pades/checks/xref-section-repointed.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { append, findText } from "../../support/pdf-surgery.ts";
import { appendUpdate, endOfFile, readFileTail } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

/** A signed file with a cross-reference table in the data of a stream, which goes on from the file's own. */
async function withHiddenTable(): Promise<Uint8Array> {
  const make = (prev: number) => {
    const table = `xref\n0 0\ntrailer\n<< /Root 1 0 R /Size 11 /Prev ${String(prev).padStart(10, "0")} >>\n`;
    return forgePdf({ objects: [[10, `<< /Length ${table.length} >>\nstream\n${table}\nendstream`]] });
  };
  return make(readFileTail(await make(0)).startXref);
}

it("reports a later revision that is read by a table in the signed bytes", async () => {
  const signed = await withHiddenTable();
  const offset = findText(signed, "xref\n0 0").start;
  expect(checkXrefSectionRepointed(subjectOf(append(signed, endOfFile(offset))))).toEqual([
    finding("xref-section-repointed", { offset }),
  ]);
});

it("accepts a later revision with a table of its own", async () => {
  const file = appendUpdate(await withHiddenTable(), { objects: [{ num: 4, source: "null" }] });
  expect(checkXrefSectionRepointed(subjectOf(file))).toEqual([]);
});
