import { describe, expect, it } from "vitest";
import { resumable } from "../../../src/bytes/suspend.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { parsePdfDate } from "../../../src/pdf/read/text.ts";
import { onePage, PdfText } from "./pdf-text.ts";
import { countedView, failure, fetchedView, textView } from "./views.ts";

/** Bytes asked for, and how often, while a file is read. */
function workOf(bytes: Uint8Array, read: (document: PdfDocument) => void): number {
  const { view, work } = countedView(bytes);
  read(PdfDocument.open(view));
  return work();
}

/** Cost per unit must not grow with the number of units; a quadratic walk would be eight times as dear. */
const TOLERATED_GROWTH = 1.5;

function manyObjects(count: number): Uint8Array {
  const parts = ["%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"];
  const rows = ["0000000000 65535 f \n", "0000000009 00000 n \n"];
  let at = parts[0]?.length ?? 0;
  for (let num = 2; num < count; num++) {
    const object = `${num} 0 obj<</A[1 2(abc)]/B ${num - 1} 0 R>>endobj\n`;
    rows.push(`${String(at).padStart(10, "0")} 00000 n \n`);
    parts.push(object);
    at += object.length;
  }
  const trailer = `trailer<</Root 1 0 R/Size ${count}>>\nstartxref\n${at}\n%%EOF\n`;
  return new TextEncoder().encode(`${parts.join("")}xref\n0 ${count}\n${rows.join("")}${trailer}`);
}

function manyRevisions(count: number): Uint8Array {
  const file = onePage().table().end();
  for (let revision = 1; revision < count; revision++)
    file
      .object(4 + (revision % 5), String(revision))
      .table()
      .end();
  return file.bytes();
}

describe("the cost of reading", () => {
  it("grows with the number of objects, and no faster", () => {
    const cost = (count: number) =>
      workOf(manyObjects(count), (document) => {
        for (const num of document.objectNumbers()) document.load(num);
      });
    expect(cost(80_000) / cost(10_000)).toBeLessThan(8 * TOLERATED_GROWTH);
  });

  it("grows with the number of revisions, and no faster, with each of them opened", () => {
    const cost = (count: number) =>
      workOf(manyRevisions(count), (document) => {
        expect(document.revisions).toHaveLength(count);
        document.revisions.forEach((revision, index) => {
          expect(document.openRevision(revision).load(4 + (index % 5))?.value ?? index).toBe(index);
        });
      });
    expect(cost(2000) / cost(250)).toBeLessThan(8 * TOLERATED_GROWTH);
  });

  it("grows with the length of strings, and no faster", () => {
    const cost = (length: number) => {
      const file = new PdfText()
        .object(1, `<</Contents<${"30".repeat(length)}>/L(${"\\051".repeat(length)})>>`)
        .table()
        .end();
      return workOf(file.bytes(), ({ catalog }) => expect(catalog.entries.size).toBe(2));
    };
    expect(cost(800_000) / cost(100_000)).toBeLessThan(8 * TOLERATED_GROWTH);
  });

  it("stays small where each of a thousand revisions has to be fetched on its own", async () => {
    const file = onePage().table().end();
    for (let revision = 1; revision < 300; revision++) file.stream(4, "", "x".repeat(66_000)).table().end();
    const { view, reads } = fetchedView(file.bytes());
    const document = await resumable(() => PdfDocument.open(view));
    expect(document.revisions).toHaveLength(300);
    expect(reads()).toBeLessThan(700);
  });

  it("fails for a damaged object once, however often it is asked for", () => {
    const file = onePage()
      .object(4, `<</A(${"x".repeat(5_000_000)}`)
      .table()
      .end();
    const document = file.open();
    for (let i = 0; i < 2000; i++) expect(failure(() => document.load(4))).toBe("object-malformed");
  });

  it("is capped where objects all reach to the end of the file", () => {
    // Each hexadecimal string takes in the objects after it: characters that are not hexadecimal count as nothing.
    const file = onePage();
    const count = 20_000;
    for (let num = 10; num < count; num++) file.object(num, "<").add("").text = file.text.slice(0, -"endobj\n".length);
    const document = file.add(">\nendobj\n").table().end().open();
    const reasons = Array.from(document.objectNumbers(), (num) => failure(() => document.load(num)));
    expect(new Set(reasons)).toEqual(new Set([null, "MAX_LEXED_RATIO"]));
  });

  it("is capped where the strings of trailers hold further sections", () => {
    let text = "";
    const header = onePage().text;
    const layout: number[] = [];
    const sections = 3000;
    // Each section is "xref 0 0 trailer<</Prev 0000000000/Root 1 0 R/Size 4/X(" and, at the end, ")>>".
    const opening = (prev: number) => `xref 0 0 trailer<</Prev ${String(prev).padStart(10, "0")}/Root 1 0 R/Size 4/X(`;
    for (let i = 0; i < sections; i++) layout.push(header.length + i * opening(0).length);
    layout.forEach((_, i) => {
      text += opening(layout[i + 1] ?? 9);
    });
    const file = `${header}${text}${")>>".repeat(sections)}\nstartxref\n${layout[0]}\n%%EOF`;
    expect(failure(() => PdfDocument.open(textView(file)))).toBe("MAX_LEXED_RATIO");
  });

  it("of a long string that has to be fetched is a few round trips", async () => {
    const bytes = new PdfText()
      .object(1, `<</Contents<${"30".repeat(5_000_000)}>>>`)
      .table()
      .end()
      .bytes();
    const { view, reads } = fetchedView(bytes);
    await resumable(() => PdfDocument.open(view).catalog);
    expect(reads()).toBeLessThan(20);
  });

  it("is capped in sections", () => {
    const file = onePage().table().end();
    const section = (prev: number) => `xref\n0 0\ntrailer<</Root 1 0 R/Size 4/Prev ${prev}>>\n`;
    let text = file.text;
    let previous = file.xref;
    for (let i = 0; i < 5001; i++) {
      const at = text.length;
      text += section(previous);
      previous = at;
    }
    expect(failure(() => PdfDocument.open(textView(`${text}startxref\n${previous}\n%%EOF`)))).toBe("MAX_XREF_SECTIONS");
  });

  it("of a hostile date is nothing", () => {
    expect(parsePdfDate(`D:${"0".repeat(100_000)}'`)).toBeNull();
  });
});
