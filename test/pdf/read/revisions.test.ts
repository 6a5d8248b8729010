import { describe, expect, it } from "vitest";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { onePage, PdfText } from "./pdf-text.ts";
import { failure, textView } from "./views.ts";

/** As qpdf and Acrobat linearize: the section at the front is the newest, and the file's end leads to it. */
function linearized(): PdfText {
  const layout = (mainXref: number, firstXref: number): PdfText => {
    const file = new PdfText();
    file.add("1 0 obj\n<</Linearized 1>>\nendobj\n");
    const at = file.length;
    const catalog = "2 0 obj\n<</Type/Catalog/Pages 4 0 R>>\nendobj\n";
    const first = `xref\n2 1\n${String(at + 400).padStart(10, "0")} 00000 n \ntrailer\n<</Root 2 0 R/Size 5/Prev ${mainXref}>>\nstartxref\n0\n%%EOF\n`;
    file.add(first.padEnd(400, " ")).add(catalog);
    const pages = file.length;
    file.add("4 0 obj\n<</Kids[]>>\nendobj\n");
    const main = file.length;
    file.add(
      `xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n4 1\n${String(pages).padStart(10, "0")} 00000 n \ntrailer\n<</Size 5>>\n`,
    );
    file.end(firstXref);
    return mainXref === main ? file : layout(main, at);
  };
  return layout(0, 0);
}

describe("revisions", () => {
  it("end after %%EOF, with and without the end of line that follows", () => {
    const file = onePage().table().end();
    const firstXref = file.xref;
    const firstEnd = file.length;
    file.object(4, "4").table().end().add("\r\n");
    const { revisions } = PdfDocument.open(textView(file.text.replace(/\n\r\n$/, "\r\n")));
    expect(revisions).toMatchObject([
      { index: 0, xrefOffset: firstXref, eofEnd: firstEnd - 1, end: firstEnd },
      { index: 1, xrefOffset: file.xref, eofEnd: file.length - 3, end: file.length - 1 },
    ]);
    expect(file.text.slice(revisions[0]?.startXrefOffset, revisions[0]?.eofEnd)).toBe(`startxref\n${firstXref}\n%%EOF`);
  });

  it("are found over a producer's comment between trailer and startxref", () => {
    const file = onePage().table().add("%iText-5.5.13\n").end().object(4, "4").table().end();
    expect(file.open().revisions).toHaveLength(2);
  });

  it("are one where a file is linearized, with its two %%EOF", () => {
    const file = linearized();
    const document = file.open();
    expect(file.text.match(/%%EOF/g)).toHaveLength(2);
    expect(document.sections).toHaveLength(2);
    expect(document.pages).toEqual([]);
    expect(document.revisions).toMatchObject([{ index: 0, eofEnd: file.length - 1, end: file.length }]);
  });

  it("are two where a linearized file is updated", () => {
    const file = linearized();
    const end = file.length;
    const xref = end + "5 0 obj 5 endobj\n".length;
    file.add(`5 0 obj 5 endobj\nxref\n5 1\n${String(end).padStart(10, "0")} 00000 n \n`);
    file.add(`trailer\n<</Root 2 0 R/Size 6/Prev ${file.text.indexOf("xref")}>>\n`).end(xref);
    const document = file.open();
    expect(document.sections).toHaveLength(3);
    expect(document.revisions).toMatchObject([{ end }, { end: file.length }]);
    expect(document.openRevision(document.revisions[0] ?? failed()).load(5)).toBeNull();
    expect(document.load(5)?.value).toBe(5);
  });

  it("do not include a section that no %%EOF closes", () => {
    const file = onePage().table().object(4, "4").table().end();
    const document = file.open();
    expect(document.sections).toHaveLength(2);
    expect(document.revisions).toHaveLength(1);
  });

  it("do not include a section whose startxref leads elsewhere", () => {
    const file = onePage().table();
    file
      .end(file.xref - 40)
      .object(4, "4")
      .table()
      .end();
    expect(file.open().revisions).toHaveLength(1);
  });

  it("do not include a prefix that lacks a section it needs", () => {
    // The older section stands behind the newer one, and the newer one's own %%EOF comes before it.
    const layout = (olderXref: number): PdfText => {
      const file = onePage();
      const newer = file.length;
      file
        .add(
          `xref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R/Size 4/Prev ${String(olderXref).padStart(6, "0")}>>\n`,
        )
        .end(newer);
      const older = file.length;
      const at = (num: number) => `${String(file.offsetOf(num)).padStart(10, "0")} 00000 n \n`;
      file.add(`xref\n2 2\n${at(2)}${at(3)}trailer\n<</Size 4>>\n`).end(newer);
      return olderXref === older ? file : layout(older);
    };
    const file = layout(0);
    const document = file.open();
    expect(document.pages).toHaveLength(1);
    expect(document.revisions).toMatchObject([{ index: 0, end: file.length }]);
  });
});

describe("openRevision", () => {
  const three = () =>
    onePage().object(4, "(one)").table().end().object(4, "(two)").table().end().object(4, "(three)").table().end();

  it("is the same document as the prefix of the file", () => {
    const file = three();
    const document = file.open();
    for (const revision of document.revisions) {
      const older = document.openRevision(revision);
      const prefix = PdfDocument.open(file.view().prefix(revision.end));
      expect(older.view.size).toBe(prefix.view.size);
      expect(older.trailer).toEqual(prefix.trailer);
      expect(older.revisions.map(({ end }) => end)).toEqual(prefix.revisions.map(({ end }) => end));
      expect(older.load(4)).toEqual(prefix.load(4));
      expect([...older.objectNumbers()]).toEqual([...prefix.objectNumbers()]);
    }
  });

  it("shares the objects that did not change", () => {
    const document = three().open();
    const [first] = document.revisions;
    const older = document.openRevision(first ?? failed());
    expect(older.load(2)).toBe(document.load(2));
    expect(older.load(4)).not.toBe(document.load(4));
    expect(document.openRevision(first ?? failed())).toBe(older);
  });

  it("sees a stream as long as its /Length was then", () => {
    const file = onePage()
      .object(4, "<</Length 5 0 R>>stream\nabc\nendstream endobj\nendstream")
      .object(5, "3")
      .table()
      .end();
    // The newer /Length takes in what was a mistake at the end of the object.
    file.object(5, String("abc\nendstream endobj\n".length)).table().end();
    const document = file.open();
    const older = document.openRevision(document.revisions[0] ?? failed());
    expect(document.load(4)?.value).toMatchObject({ extent: { end: file.text.indexOf("endobj\nendstream") + 7 } });
    expect(older.load(4)?.extent?.end).toBe(file.text.indexOf("endstream endobj") + "endstream endobj".length);
  });

  it("does not see objects that only a later revision has bytes for", () => {
    const file = onePage();
    const later = "4 0 obj\n(later)\nendobj\n";
    file.entry(4, "0000000777 00000 n \n").table().end();
    file
      .add(" ".repeat(777 - file.length))
      .add(later)
      .object(5, "5")
      .table()
      .end();
    const document = file.open();
    expect(document.load(4)?.extent?.start).toBe(777);
    expect(failure(() => document.openRevision(document.revisions[0] ?? failed()).load(4))).toBe("xref-out-of-file");
  });
});

function failed(): never {
  throw new Error("expected a revision");
}
