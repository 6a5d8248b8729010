import { describe, expect, it } from "vitest";
import { accountBytes } from "../../../../src/pdf/read/accounting/account-bytes.ts";
import { PdfDocument } from "../../../../src/pdf/read/document.ts";
import { onePage, PdfText } from "../pdf-text.ts";
import { countedView } from "../views.ts";

/** The account as text: what each piece is, its object, its revision, and the bytes where they matter. */
function account(document: PdfDocument, from = 0): string[] {
  return accountBytes(document, from).segments.map(({ kind, object, revision }) =>
    [kind, object === null ? "" : ` ${object}`, revision === null ? " after" : ` r${revision}`].join(""),
  );
}

function anomalies(document: PdfDocument, from = 0): string[] {
  return accountBytes(document, from).anomalies.map(
    ({ code, object }) => `${code}${object === null ? "" : ` ${object}`}`,
  );
}

describe("the account of bytes", () => {
  it("names each byte of a file with a table once, in order", () => {
    expect(account(onePage().table().end().open())).toEqual([
      "header r0",
      "white-space r0",
      "object 1 r0",
      "white-space r0",
      "object 2 r0",
      "white-space r0",
      "object 3 r0",
      "white-space r0",
      "xref-section r0",
      "trailer r0",
      "white-space r0",
      "revision-tail r0",
      "white-space r0",
    ]);
  });

  it("takes a cross-reference stream for a section, and what a binary comment says for a comment", () => {
    const file = new PdfText("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
      .object(1, "<</Type/Catalog/Pages 2 0 R>>")
      .object(2, "<</Type/Pages/Kids[]/Count 0>>");
    const at = file.length;
    file
      .xrefStream(3, [
        [1, 1, file.offsetOf(1), 0],
        [2, 1, file.offsetOf(2), 0],
        [3, 1, at, 0],
      ])
      .end();
    const kinds = account(file.open());
    expect(kinds).toContain("comment r0");
    expect(kinds).toContain("xref-section 3 r0");
    expect(anomalies(file.open())).toEqual([]);
  });

  it("tells revisions apart, and accounts for a superseded object where it stands", () => {
    const file = onePage().table().end().object(3, "<</Type/Page/Parent 2 0 R>>").table().end();
    expect(account(file.open()).filter((piece) => piece.startsWith("object 3"))).toEqual([
      "object 3 r0",
      "object 3 r1",
    ]);
    expect(anomalies(file.open())).toEqual([]);
  });

  it("starts where it is asked to start", () => {
    const file = onePage().table().end();
    const end = file.length;
    file.object(3, "<</Type/Page/Parent 2 0 R>>").table().end();
    const [first] = accountBytes(file.open(), end).segments;
    expect(first).toMatchObject({ kind: "object", start: end, object: 3, revision: 1 });
  });

  it("passes over stream data, whatever it holds", () => {
    const file = onePage().stream(4, "", "9 0 obj\n<<>>\nendobj\nxref\n").table().end();
    expect(anomalies(file.open())).toEqual([]);
    expect(account(file.open()).filter((piece) => piece.startsWith("object"))).toHaveLength(4);
  });

  it("measures a stream by a /Length that is an object of its own", () => {
    const file = onePage().object(4, "<</Length 5 0 R>>\nstream\n0123456789\nendstream").object(5, "10").table().end();
    expect(anomalies(file.open())).toEqual([]);
  });

  it("takes the two sections of a linearized file for parts of one revision", () => {
    const file = onePage().table("/Root 1 0 R").add("startxref\n0\n%%EOF\n");
    file.object(4, "null").table("/Root 1 0 R").end();
    expect(new Set(accountBytes(file.open()).segments.map(({ revision }) => revision))).toEqual(new Set([0]));
    expect(anomalies(file.open())).toEqual([]);
  });

  it("counts what follows the last revision to none", () => {
    const file = onePage().table().end().add("more");
    expect(account(file.open()).at(-1)).toBe("garbage after");
  });
});

describe("what does not add up", () => {
  it("finds garbage before the header", () => {
    const file = new PdfText("junk\n%PDF-1.7\n").object(1, "<</Type/Catalog>>").table().end();
    expect(anomalies(file.open())).toEqual(["garbage"]);
  });

  it("finds garbage between objects, as one piece", () => {
    const file = onePage().add("some words here\n").object(4, "null").table().end();
    expect(anomalies(file.open())).toEqual(["garbage"]);
    const [found] = accountBytes(file.open()).anomalies;
    expect(file.text.slice(found?.start, found?.end)).toBe("some words here");
  });

  it("finds an object that no entry names, with its number", () => {
    const file = onePage().add("9 0 obj\n<</Type/Catalog>>\nendobj\n").table().end();
    expect(anomalies(file.open())).toEqual(["unnamed-object 9"]);
  });

  it("finds a second object of a number that is in use", () => {
    const file = onePage().add("3 0 obj\n<</Type/Page>>\nendobj\n").table().end();
    expect(anomalies(file.open())).toEqual(["unnamed-object 3"]);
  });

  it("takes an object without an end for garbage", () => {
    const file = onePage().add("9 0 obj\n<</Type/Catalog>>\n").table().end();
    expect(anomalies(file.open())).toEqual(["garbage"]);
  });

  it("finds an object in a comment, where only a search for text would see it", () => {
    const file = onePage().add("% 3 0 obj <</Type/Page>> endobj\n").add("% nothing special\n").table().end();
    expect(anomalies(file.open())).toEqual(["garbage"]);
  });

  it("finds a section that the chain skips", () => {
    const file = onePage().table().end();
    const first = file.xref;
    file.object(3, "<</Type/Page/Parent 2 0 R/Rotate 90>>").table().end();
    file.xref = first;
    file.object(4, "null").table().end();
    expect(anomalies(file.open())).toEqual([
      "unnamed-object 3",
      "stray-section",
      "garbage",
      "stray-section",
      "garbage",
      "stray-section",
      "garbage",
    ]);
  });

  it("finds an entry that leads to another object", () => {
    const file = onePage();
    file
      .entry(4, `${String(file.offsetOf(3)).padStart(10, "0")} 00000 n \n`)
      .table()
      .end();
    expect(anomalies(file.open())).toEqual(["entry-mismatch 4"]);
  });

  it("finds an entry that leads to no object", () => {
    const file = onePage();
    file
      .entry(4, `${String(file.offsetOf(3) + 3).padStart(10, "0")} 00000 n \n`)
      .table()
      .end();
    expect(anomalies(file.open())).toEqual(["entry-mismatch 4"]);
  });

  it("finds an entry of another generation", () => {
    const file = onePage().object(4, "null", 1);
    file
      .entry(4, `${String(file.offsetOf(4)).padStart(10, "0")} 00000 n \n`)
      .table()
      .end();
    expect(anomalies(file.open())).toEqual(["entry-mismatch 4"]);
  });

  it("finds an object inside the data of a stream", () => {
    const file = onePage();
    const at = file.length;
    file.stream(4, "", "5 0 obj\nnull\nendobj\n");
    const inside = file.text.indexOf("5 0 obj", at);
    file
      .entry(5, `${String(inside).padStart(10, "0")} 00000 n \n`)
      .table()
      .end();
    expect(anomalies(file.open())).toEqual(["overlap 5"]);
  });

  it("finds a stream whose indirect /Length reaches over the objects behind it", () => {
    const tail = "\nendstream\nendobj\n";
    const file = onePage();
    const inner = `endstream\nendobj\n5 0 obj\n(swallowed)\nendobj\n`;
    const at = file.length;
    file.object(4, `<</Length 6 0 R>>\nstream\n${inner}${tail.trim().replace("\nendobj", "")}`);
    file.entry(5, `${String(file.text.indexOf("5 0 obj", at)).padStart(10, "0")} 00000 n \n`);
    file
      .object(6, String(inner.length - 1))
      .table()
      .end();
    expect(anomalies(file.open())).toEqual(["overlap 5"]);
  });
});

describe("the cost of the account", () => {
  it("is linear in unclaimed bytes that look like objects without an end", () => {
    const cost = (count: number) => {
      const { view, work } = countedView(onePage().add("7 0 obj (".repeat(count)).table().end().bytes());
      accountBytes(PdfDocument.open(view));
      return work() / count;
    };
    expect(cost(100_000)).toBeLessThan(2 * cost(1_000));
  });

  it("is linear in objects", () => {
    const cost = (count: number) => {
      const file = onePage();
      for (let num = 4; num < count; num++) file.object(num, "<</A[1 2 3]>>");
      const { view, work } = countedView(file.table().end().bytes());
      expect(accountBytes(PdfDocument.open(view)).anomalies).toEqual([]);
      return work() / count;
    };
    expect(cost(20_000)).toBeLessThan(2 * cost(2_000));
  });
});
