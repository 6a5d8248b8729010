import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSectionOutsideChain } from "../../../src/pades/checks/section-outside-chain.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { appendUpdate, readFileTail } from "../../support/raw-update.ts";
import { subjectOf } from "./subject-of.ts";

const UPDATE = { objects: [{ num: 4, source: "null" }] };

it("reports a revision that the next one skips", async () => {
  const clean = await forgePdf();
  const skipped = appendUpdate(clean, { objects: [{ num: 4, source: "(skipped)" }] });
  const file = appendUpdate(skipped, { ...UPDATE, prev: readFileTail(clean).startXref });
  const offset = readFileTail(skipped).startXref;
  expect(checkSectionOutsideChain(subjectOf(file))).toEqual([finding("section-outside-chain", { offset })]);
});

it("reports a second end of the same revision", async () => {
  const file = appendUpdate(await forgePdf(), { ...UPDATE, junk: "startxref\n0\n%%EOF\n" });
  expect(checkSectionOutsideChain(subjectOf(file))).toHaveLength(1);
});

it("accepts revisions that go on from one another", async () => {
  const file = appendUpdate(appendUpdate(await forgePdf(), UPDATE), UPDATE);
  expect(checkSectionOutsideChain(subjectOf(file))).toEqual([]);
});
