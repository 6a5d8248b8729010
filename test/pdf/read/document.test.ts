import { describe, expect, it } from "vitest";
import { resumable } from "../../../src/bytes/suspend.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { PdfDict, PdfName, PdfRef, PdfStream, PdfString } from "../../../src/pdf/objects.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { onePage } from "./pdf-text.ts";
import { failure, fetchedView, textView } from "./views.ts";

describe("load", () => {
  it("gives an object with its extent, from its number to the end of endobj", () => {
    const file = onePage().object(4, "[1 2]").table().end();
    const object = file.open().load(4);
    expect(object).toMatchObject({ num: 4, gen: 0, value: [1, 2], container: null });
    expect(file.text.slice(object?.extent?.start, object?.extent?.end)).toBe("4 0 obj\n[1 2]\nendobj");
  });

  it("gives the same object each time", () => {
    const document = onePage().table().end().open();
    expect(document.load(1)).toBe(document.load(1));
  });

  it("rejects a place where another object stands", () => {
    const other = onePage().object(4, "4").object(5, "5");
    other.entry(5, `${String(other.offsetOf(4)).padStart(10, "0")} 00000 n \n`);
    expect(failure(() => other.table().end().open().load(5))).toBe("object-mismatch");
  });

  it("rejects a place inside a larger object number", () => {
    const file = onePage().object(16, "(sixteen)");
    file.entry(6, `${String(file.offsetOf(16) + 1).padStart(10, "0")} 00000 n \n`);
    const document = file.table().end().open();
    expect(failure(() => document.load(6))).toBe("object-mismatch");
    expect(document.load(16)?.gen).toBe(0);
  });

  it("rejects an object of another generation than its entry's", () => {
    const file = onePage().object(4, "4", 1);
    file.entry(4, `${String(file.offsetOf(4)).padStart(10, "0")} 00000 n \n`);
    expect(failure(() => file.table().end().open().load(4))).toBe("object-mismatch");
  });

  it("rejects an offset after the file, and takes offset 0 as missing", () => {
    const document = onePage().entry(4, "0000099999 00000 n \n").entry(5, "0000000000 00000 n \n").table().end().open();
    expect(failure(() => document.load(4))).toBe("xref-out-of-file");
    expect(document.load(5)).toBeNull();
    expect(document.remarks).toEqual([{ code: "entry-offset-zero", offset: 0 }]);
  });

  it("does not find an object that no entry points to, wherever it stands", () => {
    const file = onePage().object(4, "(signed)").table().end();
    file.add("4 0 obj\n(shadow)\nendobj\n");
    const document = PdfDocument.open(textView(file.text.replace("%%EOF\n4", "%%EOF\n5")));
    expect(document.load(5)).toBeNull();
    expect(document.bytesAfterLastRevision).toBe("5 0 obj\n(shadow)\nendobj\n".length);
    expect(document.remarks.map(({ code }) => code)).toEqual(["bytes-after-last-revision"]);
  });

  it("rejects an object without endobj", () => {
    const document = PdfDocument.open(
      textView(onePage().object(4, "4").table().end().text.replace("4\nendobj", "4\nendojb")),
    );
    expect(failure(() => document.load(4))).toBe("object-malformed");
  });
});

describe("resolve", () => {
  it("follows references to references, and stops at a circle", () => {
    const file = onePage().object(4, "5 0 R").object(5, "(end)").object(6, "7 0 R").object(7, "6 0 R").table().end();
    const document = file.open();
    expect(document.resolve(new PdfRef(4, 0))).toBeInstanceOf(PdfString);
    expect(failure(() => document.resolve(new PdfRef(6, 0)))).toBe("MAX_REFERENCE_CHAIN");
  });

  it("takes a missing object and a wrong generation as null", () => {
    const document = onePage().table().end().open();
    expect(document.resolve(new PdfRef(99, 0))).toBeNull();
    expect(document.resolve(new PdfRef(1, 1))).toBeNull();
    expect(document.resolve(undefined)).toBeNull();
  });
});

describe("streams", () => {
  const streamOf = (source: string) => {
    const file = onePage().object(4, source).object(5, "3").table().end();
    const document = file.open();
    const value = document.load(4)?.value;
    if (!(value instanceof PdfStream)) throw new Error("expected a stream");
    return {
      data: decodeLatin1(value.data()),
      extent: value.extent,
      remarks: document.remarks.map(({ code }) => code),
      file,
    };
  };

  it("end where /Length says, even if endstream stands in their data", () => {
    const { data, extent, file } = streamOf("<</Length 21>>stream\nabc\nendstream\nendobj\nendstream");
    expect(data).toBe("abc\nendstream\nendobj\n");
    expect(file.text.slice(extent?.start, extent?.end)).toBe(data);
  });

  it("may have their /Length in another object", () => {
    expect(streamOf("<</Length 5 0 R>>stream\r\nabc\r\nendstream").data).toBe("abc");
  });

  it.each([
    ["<</Length 3>>stream\rabc\nendstream", "stream-keyword-eol"],
    ["<</Length 3>>stream \nabc\nendstream", "stream-keyword-eol"],
    ["<</Length 3>>stream\nabc\n\r\n endstream", "stream-end-space"],
  ])("are read over a small oddity, which is remarked: %j", (source, code) => {
    const { data, remarks } = streamOf(source);
    expect(data).toBe("abc");
    expect(remarks).toEqual([code]);
  });

  it.each([
    ["<</Length 2>>stream\nabc\nendstream", "stream-length"],
    ["<</Length 5>>stream\nabc\nendstream", "stream-length"],
    ["<</Length 99999>>stream\nabc\nendstream", "stream-length"],
    ["<</Length -1>>stream\nabc\nendstream", "stream-length"],
    ["<</Length 1.5>>stream\nabc\nendstream", "stream-length"],
    ["<</Length(3)>>stream\nabc\nendstream", "stream-length"],
    ["<<>>stream\nabc\nendstream", "stream-length"],
    ["<</Length 4 0 R>>stream\nabc\nendstream", "object-malformed"],
    ["<</Length 3>>streamabc\nendstream", "object-malformed"],
    ["[3]stream\nabc\nendstream", "object-malformed"],
  ])("are rejected, not searched, as %j", (source, reason) => {
    expect(failure(() => streamOf(source))).toBe(reason);
  });

  it("whose lengths depend on each other in a long chain are rejected without exhausting the stack", () => {
    const file = onePage();
    for (let num = 4; num < 20_000; num++) file.object(num, `<</Length ${num + 1} 0 R>>stream\n\nendstream`);
    expect(failure(() => file.table().end().open().load(4))).toBe("object-malformed");
  });
});

describe("object streams", () => {
  const packed = (entries: string, data: string, rows: readonly (readonly [number, number, number, number])[]) => {
    const file = onePage().stream(6, entries, data);
    const inFile = [1, 2, 3, 6].map((num) => [num, 1, file.offsetOf(num), 0] as const);
    return file
      .xrefStream(9, [...inFile, ...rows])
      .end()
      .open();
  };

  it("hold objects without extents, of generation 0", () => {
    const document = packed("/Type/ObjStm/N 2/First 8", "4 0 5 7 (four) <</A 4 0 R>>", [
      [4, 2, 6, 0],
      [5, 2, 6, 1],
    ]);
    expect(document.load(4)).toMatchObject({ num: 4, gen: 0, extent: null, container: 6 });
    expect(document.load(4)?.value).toEqual(new PdfString(Uint8Array.from([102, 111, 117, 114]), "literal", null));
    expect(document.load(5)?.value).toEqual(new PdfDict(new Map([["A", new PdfRef(4, 0)]])));
  });

  it.each<[string, string, string, [number, number, number, number], string]>([
    ["the object's number is not in its place", "/Type/ObjStm/N 1/First 4", "7 0 (a)", [4, 2, 6, 0], "object-mismatch"],
    ["the index is too high", "/Type/ObjStm/N 1/First 4", "4 0 (a)", [4, 2, 6, 1], "object-mismatch"],
    ["/N is more than there are", "/Type/ObjStm/N 3/First 4", "4 0 (a)", [4, 2, 6, 0], "object-stream-malformed"],
    ["/N is no count", "/Type/ObjStm/N(1)/First 4", "4 0 (a)", [4, 2, 6, 0], "object-stream-malformed"],
    ["/First is missing", "/Type/ObjStm/N 1", "4 0 (a)", [4, 2, 6, 0], "object-stream-malformed"],
    [
      "the object would start after the data",
      "/Type/ObjStm/N 1/First 5",
      "4 99 (a)",
      [4, 2, 6, 0],
      "object-stream-malformed",
    ],
    [
      "the object is a stream",
      "/Type/ObjStm/N 1/First 4",
      "4 0 <</Length 1>>stream\nx\nendstream",
      [4, 2, 6, 0],
      "object-stream-malformed",
    ],
    ["the container is another stream", "/Type/Other/N 1/First 4", "4 0 (a)", [4, 2, 6, 0], "object-stream-malformed"],
    ["the container is no stream", "/Type/ObjStm/N 1/First 4", "4 0 (a)", [4, 2, 1, 0], "object-stream-malformed"],
    ["the container is in a container", "/Type/ObjStm/N 1/First 4", "4 0 (a)", [4, 2, 4, 0], "object-stream-malformed"],
    ["the container is missing", "/Type/ObjStm/N 1/First 4", "4 0 (a)", [4, 2, 77, 0], "object-stream-malformed"],
  ])("are rejected where %s", (_, entries, data, entry, reason) => {
    expect(failure(() => packed(entries, data, [entry]).load(4))).toBe(reason);
  });

  it("whose /Length they hold themselves are rejected", () => {
    const file = onePage().object(6, "<</Type/ObjStm/N 1/First 4/Length 4 0 R>>stream\n4 0 12\nendstream");
    const rows = [1, 2, 3, 6].map((num) => [num, 1, file.offsetOf(num), 0] as const);
    expect(
      failure(() =>
        file
          .xrefStream(9, [...rows, [4, 2, 6, 0]])
          .end()
          .open()
          .load(4),
      ),
    ).toBe("object-malformed");
  });
});

describe("pages", () => {
  it("are listed in order with what they inherit from, and found by reference", () => {
    const file = onePage()
      .object(2, "<</Kids[3 0 R 4 0 R]/MediaBox[0 0 9 9]>>")
      .object(4, "<</Kids[5 0 R<</Type/Page/Direct true>>]>>")
      .object(5, "<</Type/Page>>");
    const document = file.table().end().open();
    expect(document.pages.map(({ ref }) => ref?.num ?? null)).toEqual([3, 5, null]);
    expect(document.pages[1]?.ancestors).toHaveLength(2);
    expect(document.pageIndex(new PdfRef(5, 0))).toBe(1);
    expect(document.pageIndex(new PdfRef(2, 0))).toBeNull();
  });

  it.each([
    ["<</Kids[2 0 R]>>", "page-tree-malformed"],
    ["<</Kids[3 0 R 3 0 R]>>", "page-tree-malformed"],
    ["<</Kids[3 0 R 99 0 R]>>", "page-tree-malformed"],
    ["null", "page-tree-malformed"],
  ])("are not listed for %s", (root, reason) => {
    const document = onePage().object(2, root).table().end().open();
    expect(failure(() => document.pages)).toBe(reason);
  });

  it("cannot be multiplied by arrays that nodes share", () => {
    const file = onePage();
    for (let num = 10; num < 50; num++) file.object(num, `[<</Kids ${num + 1} 0 R>><</Kids ${num + 1} 0 R>>]`);
    const document = file.object(50, "[]").object(2, "<</Kids 10 0 R>>").table().end().open();
    expect(failure(() => document.pages)).toBe("page-tree-malformed");
  });
});

describe("the catalog", () => {
  it("is missing where /Root is no dictionary", () => {
    expect(failure(() => onePage().table("/Root 99 0 R").end().open().catalog)).toBe("catalog-missing");
  });

  it("comes from the newest trailer that names one, which is remarked", () => {
    const document = onePage().table().end().object(5, "5").table("").end().open();
    expect(document.catalog.get("Type")).toEqual(new PdfName("Catalog"));
    expect(document.remarks.map(({ code }) => code)).toEqual(["trailer-without-root"]);
  });
});

describe("a source that has to be fetched", () => {
  it("reads what is touched, and gives the same objects", async () => {
    const file = onePage();
    for (let num = 4; num < 400; num++) file.stream(num, "", "x".repeat(1000));
    const bytes = file.table().end().bytes();
    const { view, reads } = fetchedView(bytes);
    const document = await resumable(() => {
      const opened = PdfDocument.open(view);
      opened.load(200);
      return opened;
    });
    expect(document.load(200)?.extent).toEqual(file.open().load(200)?.extent);
    expect(bytes.length).toBeGreaterThan(6 * 65536);
    expect(reads()).toBeLessThanOrEqual(4);
  });
});
