import { describe, expect, it } from "vitest";
import { encodeLatin1 } from "../../../src/bytes/text.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { onePage, type PdfText, row } from "./pdf-text.ts";
import { failure, memoryView, textView } from "./views.ts";

const remarks = (document: PdfDocument) => document.remarks.map(({ code }) => code);
const open = (text: string) => PdfDocument.open(textView(text));

describe("cross-reference tables", () => {
  it("are read with their trailer, and tell where each object is", () => {
    const file = onePage().table().end();
    const document = file.open();
    expect(document.version).toBe("1.7");
    expect(document.sections).toHaveLength(1);
    expect(document.sections[0]).toMatchObject({ kind: "table", offset: file.xref });
    expect(document.entry(0)).toEqual({ kind: "free", gen: 65535 });
    expect(document.entry(3)).toEqual({ kind: "in-file", offset: file.offsetOf(3), gen: 0 });
    expect(document.entry(4)).toBeUndefined();
    expect([...document.objectNumbers()].sort()).toEqual([0, 1, 2, 3]);
    expect(document.remarks).toEqual([]);
  });

  it("of a later revision count before those of earlier ones", () => {
    const file = onePage().object(4, "(old)").table().end().object(4, "(new)").table().end();
    expect(file.open().entry(4)).toEqual({ kind: "in-file", offset: file.offsetOf(4), gen: 0 });
  });

  it("free an object that an earlier revision had", () => {
    const document = onePage().object(4, "(old)").table().end().entry(4, "0000000000 00001 f \n").table().end().open();
    expect(document.load(4)).toBeNull();
  });

  it.each([
    ["19 bytes an entry", (text: string) => text.replaceAll(" n \n", " n\n")],
    ["20 bytes an entry with CR LF", (text: string) => text.replaceAll(" n \n", " n\r\n")],
  ])("may have %s", (_, change) => {
    expect(open(change(onePage().table().end().text)).pages).toHaveLength(1);
  });

  it("may be padded with spaces, which is remarked", () => {
    const document = open(
      onePage()
        .table()
        .end()
        .text.replace(/^0{4}(?=\d{6} 00000 n)/gm, "    "),
    );
    expect(document.pages).toHaveLength(1);
    expect(new Set(remarks(document))).toEqual(new Set(["xref-entry-format"]));
  });

  it("may number object 0 as 1, which is remarked", () => {
    const file = onePage();
    const rows = [1, 2, 3].map((num) => `${String(file.offsetOf(num)).padStart(10, "0")} 00000 n \n`).join("");
    const xref = file.length;
    const document = file
      .add(`xref\n1 4\n0000000000 65535 f \n${rows}trailer<</Root 1 0 R/Size 4>>\n`)
      .end(xref)
      .open();
    expect(document.pages).toHaveLength(1);
    expect(remarks(document)).toEqual(["xref-numbered-from-one"]);
  });

  it("keep the first of two entries for one object, which is remarked", () => {
    const file = onePage();
    const at = (num: number) => `${String(file.offsetOf(num)).padStart(10, "0")} 00000 n \n`;
    const xref = file.length;
    file.add(`xref\n1 3\n${at(1)}${at(2)}${at(3)}3 1\n${at(1)}trailer<</Root 1 0 R/Size 4>>\n`).end(xref);
    expect(file.open().pages).toHaveLength(1);
    expect(remarks(file.open())).toEqual(["xref-duplicate-entry"]);
  });

  it("have an entry twice without any doubt where both say the same", () => {
    const file = onePage();
    const at = (num: number) => `${String(file.offsetOf(num)).padStart(10, "0")} 00000 n \n`;
    const xref = file.length;
    file.add(`xref\n1 3\n${at(1)}${at(2)}${at(3)}3 1\n${at(3)}trailer<</Root 1 0 R/Size 4>>\n`).end(xref);
    expect(remarks(file.open())).toEqual(["xref-repeated-entry"]);
  });

  it.each([
    ["an entry is neither n nor f", (text: string) => text.replace(" n \n", " m \n"), "xref-malformed"],
    [
      "a subsection is cut short",
      (text: string) => text.replace(/0 1\n0000000000 65535 f \n/, "0 2\n0000000000 65535 f \n"),
      "xref-malformed",
    ],
    [
      "the trailer is no dictionary",
      (text: string) => text.replace(/trailer\n<<.*>>/, "trailer\n[1]"),
      "trailer-malformed",
    ],
    ["the trailer does not end", (text: string) => text.replace(/>>\nstartxref/, "\nstartxref"), "trailer-malformed"],
    ["/Prev is no offset", (text: string) => text.replace("/Size 4", "/Size 4/Prev(x)"), "trailer-malformed"],
    [
      "/Prev points after the file",
      (text: string) => text.replace("/Size 4", "/Size 4/Prev 99999"),
      "xref-out-of-file",
    ],
    [
      "/Prev points to an object's middle",
      (text: string) => text.replace("/Size 4", "/Size 4/Prev 40"),
      "xref-malformed",
    ],
    ["startxref is missing", (text: string) => text.replace("startxref", "startxerf"), "startxref-missing"],
    ["startxref has no number", (text: string) => text.replace(/startxref\n/, "startxref\nz"), "startxref-missing"],
    ["startxref has two numbers", (text: string) => text.replace(/(\d+)\n%%EOF/, "$1\n$1\n%%EOF"), "startxref-missing"],
    [
      "startxref points after the file",
      (text: string) => text.replace(/\d+\n%%EOF/, "99999\n%%EOF"),
      "xref-out-of-file",
    ],
  ])("are rejected where %s", (_, change, reason) => {
    expect(failure(() => open(change(onePage().table().end().text)))).toBe(reason);
  });

  it("are rejected where /Prev leads back", () => {
    const file = onePage();
    file.table(`/Root 1 0 R/Prev ${file.length}`).end();
    expect(failure(() => file.open())).toBe("xref-loop");
  });

  it("with /Prev 0 end there, which is remarked", () => {
    expect(remarks(onePage().table("/Root 1 0 R/Prev 0").end().open())).toEqual(["prev-zero"]);
  });

  it("that claim impossible counts cost nothing", () => {
    const file = onePage();
    const xref = file.length;
    expect(failure(() => file.add("xref\n0 2000000000\n").end(xref).open())).toBe("MAX_PDF_OBJECTS");
    expect(failure(() => onePage().add("xref\n9999999999 1\n").end(xref).open())).toBe("xref-malformed");
  });

  it("are remarked where /Size is too small for their objects", () => {
    const document = open(onePage().table().end().text.replace("/Size 4", "/Size 3"));
    expect(document.pages).toHaveLength(1);
    expect(remarks(document)).toEqual(["xref-size-exceeded"]);
  });
});

describe("startxref", () => {
  it.each([-3, -1, 1, 2])("may miss the section by %i bytes, which is remarked", (by) => {
    const file = onePage().table();
    const document = file.end(file.xref + by).open();
    expect(document.pages).toHaveLength(1);
    // White space before the section is part of every reader's tolerance, and remarked all the same.
    expect(remarks(document)).toEqual(["xref-offset-imprecise"]);
  });

  it("must not miss it by more", () => {
    const file = onePage().table();
    expect(failure(() => file.end(file.xref - 20).open())).toBe("xref-malformed");
  });

  it("may miss a stream section, too, but never lands inside its number", () => {
    const file = onePage();
    const rows = [1, 2, 3].map((num) => [num, 1, file.offsetOf(num), 0] as const);
    const at = file.length;
    file.xrefStream(16, rows);
    const document = file.end(at + 1).open();
    expect(document.sections[0]).toMatchObject({ kind: "stream", offset: at, objectNumber: 16 });
  });

  it("may lack the final %%EOF at the very end, which is remarked", () => {
    const document = open(onePage().table().end().text.replace("%%EOF\n", ""));
    expect(remarks(document)).toEqual(["eof-marker-missing"]);
  });

  it("counts from the header where the file does, which is remarked", () => {
    const document = PdfDocument.open(memoryView(encodeLatin1(`junk before\n${onePage().table().end().text}`)));
    expect(document.headerOffset).toBe(12);
    expect(document.pages).toHaveLength(1);
    expect(remarks(document)).toEqual(["header-not-at-start", "offsets-from-header"]);
  });

  it("counts from the first byte where the file does", () => {
    const document = onePage("junk before\n%PDF-1.4\n").table().end().open();
    expect(document.pages).toHaveLength(1);
    expect(remarks(document)).toEqual(["header-not-at-start"]);
  });

  it.each(["", "%PDF-X.Y\n", "hello", `${" ".repeat(1100)}%PDF-1.7\n`])(
    "is not looked for without a header: %j",
    (header) => {
      expect(failure(() => onePage(header).table().end().open())).toBe("NotPdfError");
    },
  );
});

type Row = readonly [num: number, type: number, second: number, third: number];

describe("cross-reference streams", () => {
  const file = () => {
    const text = onePage();
    return text
      .xrefStream(9, [[0, 0, 0, 65535], ...[1, 2, 3].map((num) => [num, 1, text.offsetOf(num), 0] as const)])
      .end();
  };

  it("are read with /Index and /W", () => {
    const document = file().open();
    expect(document.sections[0]).toMatchObject({ kind: "stream", objectNumber: 9 });
    expect(document.pages).toHaveLength(1);
    expect(document.remarks).toEqual([]);
  });

  it("take a type of width 0 as 1, and unknown types as no entry", () => {
    const text = onePage();
    const at = text.length;
    const bytes = [1, 2, 3]
      .map((num) => `${String.fromCharCode(text.offsetOf(num) >> 8, text.offsetOf(num) & 255)}`)
      .join("");
    text.stream(4, "/Type/XRef/W[0 2 0]/Index[1 3]/Size 5/Root 1 0 R", bytes);
    expect(text.end(at).open().pages).toHaveLength(1);

    const other = onePage();
    other.xrefStream(9, [...[1, 2, 3].map((num) => [num, 1, other.offsetOf(num), 0] as const), [5, 7, 1, 1]]);
    expect(other.end().open().load(5)).toBeNull();
  });

  it.each([
    ["/Type is missing", (text: string) => text.replace("/Type/XRef", "/Type/XRev"), "xref-malformed"],
    ["/W has two widths", (text: string) => text.replace("/W[1 4 2]", "/W[1 6  ]"), "xref-malformed"],
    ["/W has a width beyond any number", (text: string) => text.replace("/W[1 4 2]", "/W[1 9 2]"), "xref-malformed"],
    ["/Index asks for more than there is", (text: string) => text.replace("3 1]", "3 9]"), "xref-malformed"],
    ["/Index has no last count", (text: string) => text.replace("3 1]", "3  ]"), "xref-malformed"],
    [
      "/Index asks for millions",
      (text: string) => text.replace("/Index[0 1 1 1 2 1 3 1]", "/Index[0 2000000000   ]"),
      "MAX_PDF_OBJECTS",
    ],
    ["/Length is wrong", (text: string) => text.replace("/Length 28", "/Length 27"), "stream-length"],
    ["/Length is a reference", (text: string) => text.replace("/Length 28", "/Length 3 0 R"), "stream-length"],
  ])("are rejected where %s", (_, change, reason) => {
    expect(failure(() => open(change(file().text)))).toBe(reason);
  });

  it.each<[string, (text: PdfText) => Row, string]>([
    ["another place", (text) => [3, 1, text.offsetOf(1), 0], "xref-duplicate-entry"],
    ["the same place", (text) => [3, 1, text.offsetOf(3), 0], "xref-repeated-entry"],
    ["freeing it", () => [3, 0, 0, 1], "xref-duplicate-entry"],
    ["of a type that nobody knows", () => [3, 7, 1, 1], "xref-duplicate-entry"],
  ])("are remarked where /Index overlaps: a second entry for an object, with %s", (_, second, remark) => {
    const rows = (text: PdfText): Row[] => [1, 2, 3].map((num) => [num, 1, text.offsetOf(num), 0]);
    const text = onePage();
    const after = text
      .xrefStream(9, [...rows(text), second(text)])
      .end()
      .open();
    expect(remarks(after)).toEqual([remark]);
    expect(after.entry(3)).toMatchObject({ kind: "in-file", offset: text.offsetOf(3) });
  });

  it("are remarked where an entry of a type that nobody knows comes before another for the same object", () => {
    const text = onePage();
    const places = [1, 2, 3].map((num): Row => [num, 1, text.offsetOf(num), 0]);
    const document = text
      .object(4, "(shown by some)")
      .xrefStream(9, [...places, [4, 7, 1, 1], [4, 1, text.offsetOf(4), 0]]);
    expect(remarks(document.end().open())).toEqual(["xref-duplicate-entry"]);
    expect(document.open().load(4)).toBeNull();
  });

  it("are remarked where they hold more than they say", () => {
    expect(remarks(open(file().text.replace("/Index[0 1 1 1 2 1 3 1]", "/Index[0 1 1 1 2 1    ]")))).toContain(
      "xref-stream-surplus",
    );
  });
});

describe("hybrid files", () => {
  /** Objects 4 and 5 are in an object stream that only readers of cross-reference streams know. */
  const hybrid = (tableEntry: string, streamRows: (file: PdfText) => string, index = "4 3") => {
    const file = onePage().stream(6, "/Type/ObjStm/N 2/First 8", "4 0 5 6 (four) (five)").object(8, "(from the table)");
    const hidden = file.length;
    file.stream(7, `/Type/XRef/W[1 4 2]/Index[${index}]/Size 9`, streamRows(file));
    file
      .entry(4, tableEntry.replace("@", String(file.offsetOf(8)).padStart(10, "0")))
      .entry(5, "0000000000 65535 f \n");
    return file.table(`/Root 1 0 R/XRefStm ${hidden}`).end();
  };
  const rows = (file: PdfText) => row(2, 6, 0) + row(2, 6, 1) + row(1, file.offsetOf(6), 0);

  it("show objects that their tables call free", () => {
    const document = hybrid("0000000000 65535 f \n", rows).open();
    expect(document.sections.map(({ kind }) => kind)).toEqual(["table", "hybrid-stream"]);
    expect(document.entry(4)).toEqual({ kind: "in-stream", container: 6, index: 0 });
    expect(document.entry(5)).toEqual({ kind: "in-stream", container: 6, index: 1 });
    expect(document.remarks).toEqual([]);
  });

  it("take an object in use from the table, and remark that the stream disagrees", () => {
    const document = hybrid("@ 00000 n \n", rows).open();
    expect(document.entry(4)).toMatchObject({ kind: "in-file" });
    expect(remarks(document)).toEqual(["hybrid-conflict"]);
  });

  it("may have an outdated stream beside a later table, whose trailer was copied", () => {
    const file = hybrid("0000000000 65535 f \n", rows);
    const hidden = /XRefStm (\d+)/.exec(file.text)?.[1] ?? "";
    const document = file.object(4, "(four, later)").table(`/Root 1 0 R/XRefStm ${hidden}`).end().open();
    expect(document.entry(4)).toEqual({ kind: "in-file", offset: file.offsetOf(4), gen: 0 });
    expect(remarks(document)).toEqual(["hybrid-stream-stale"]);
  });

  it("are rejected where /XRefStm leads to a table", () => {
    const file = onePage();
    expect(failure(() => file.table(`/Root 1 0 R/XRefStm ${file.length}`).end().open())).toBe("xref-malformed");
  });
});

describe("a file with bytes before its header", () => {
  const junk = 500;

  /** The first section is where startxref says, the second `distance` bytes behind it. */
  const twoSections = (distance: number) => {
    const file = onePage(`${"-".repeat(junk - 1)}\n%PDF-1.7\n`).table();
    const counted = file.xref;
    file.add(" ".repeat(counted + distance - file.length));
    return file.table().end(counted);
  };

  it("is remarked where its offsets lead to a section from either place", () => {
    expect(remarks(twoSections(junk).open())).toEqual(["header-not-at-start", "offsets-count-both-ways"]);
  });

  it("is not where they do so from one place only", () => {
    expect(remarks(twoSections(junk - 10).open())).toEqual(["header-not-at-start"]);
  });
});
