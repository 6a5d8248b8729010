import { describe, expect, it } from "vitest";
import { resumable } from "../../../../src/bytes/suspend.ts";
import { contentFacts } from "../../../../src/pdf/read/content-facts/read-content-facts.ts";
import { PdfDocument } from "../../../../src/pdf/read/document.ts";
import { readSignatureFields } from "../../../../src/pdf/read/form.ts";
import { countCalls } from "../../../support/count-calls.ts";
import { onePage, PdfText } from "../pdf-text.ts";
import { fetchedView } from "../views.ts";

function factsOf(file: PdfText) {
  const document = file.open();
  return contentFacts(document, readSignatureFields(document).fields)();
}

/** Each fact as text: its code, where, what about. */
function told(file: PdfText): string[] {
  return factsOf(file).map(({ code, page, object, detail, damage, count }) => {
    const where = [...(page === null ? [] : [`page ${page}`]), ...(object === null ? [] : [`object ${object}`])];
    return [code, ...where, detail, damage ?? "", count > 1 ? `x${count}` : ""].filter((part) => part !== "").join(" ");
  });
}

/** One page, whose dictionary has these entries besides. */
function pageWith(entries: string, catalog = ""): PdfText {
  return new PdfText()
    .object(1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`)
    .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 100 100]>>")
    .object(3, `<</Type/Page/Parent 2 0 R${entries}>>`);
}

const page = (entries: string, ...more: readonly (readonly [number, string])[]) => {
  const file = pageWith(entries);
  for (const [num, source] of more) file.object(num, source);
  return told(file.table().end());
};

const catalog = (entries: string, ...more: readonly (readonly [number, string])[]) => {
  const file = pageWith("", entries);
  for (const [num, source] of more) file.object(num, source);
  return told(file.table().end());
};

const stream = (entries: string) => `<<${entries}/Length 0>>\nstream\n\nendstream`;

describe("content from other files", () => {
  it.each([
    ["the page's own content", page("/Contents 4 0 R", [4, stream("/F(other.txt)")]), 4],
    ["one of several contents", page("/Contents[4 0 R 5 0 R]", [4, stream("")], [5, stream("/F<</F(x)>>")]), 5],
    ["an image", page("/Resources<</XObject<</I 4 0 R>>>>", [4, stream("/Subtype/Image/F 5 0 R")], [5, "(x)"]), 4],
    ["an appearance", page("/Annots[<</AP<</N 4 0 R>>>>]", [4, stream("/F(x)")]), 4],
    [
      "a font program",
      page("/Resources<</Font<</F<</FontDescriptor<</FontFile2 4 0 R>>>>>>>>", [4, stream("/F(x)")]),
      4,
    ],
    [
      "a pattern in a form",
      page(
        "/Resources<</XObject<</X 4 0 R>>>>",
        [4, stream("/Resources<</Pattern<</P 5 0 R>>>>")],
        [5, stream("/F(x)")],
      ),
      5,
    ],
  ])("is found in %s", (_, facts, object) => {
    expect(facts).toEqual([`external-stream page 0 object ${object}`]);
  });

  it("is found where a form stands for a page of another file", () => {
    const form = stream("/Subtype/Form/Ref<</F(other.pdf)/Page 0>>");
    expect(page("/Resources<</XObject<</X 4 0 R>>>>", [4, form])).toEqual(["reference-xobject page 0 object 4"]);
  });

  it("is not an /F that is null, or one of a dictionary that is no stream", () => {
    expect(page("/Contents 4 0 R/Annots[<</F 4>>]", [4, stream("/F null")])).toEqual([]);
  });
});

describe("what acts", () => {
  const script = "<</S/JavaScript/JS(app.alert\\(1\\))>>";

  it.each([
    ["opens with the document", catalog(`/OpenAction${script}`), "javascript object 1"],
    [
      "is named in the document",
      catalog("/Names<</JavaScript 4 0 R>>", [4, `<</Names[(a)${script}]>>`]),
      "javascript object 4",
    ],
    ["is the document's own event", catalog(`/AA<</WC${script}>>`), "javascript object 1"],
    ["is a page's event", page(`/AA<</O${script}>>`), "javascript page 0 object 3"],
    [
      "is an annotation's",
      page("/Annots[4 0 R]", [4, `<</Subtype/Link/A 5 0 R>>`], [5, script]),
      "javascript page 0 object 5",
    ],
    [
      "is a field's event",
      catalog("/AcroForm<</Fields[4 0 R]>>", [4, `<</T(a)/FT/Tx/AA<</C${script}>>>>`]),
      "javascript object 4",
    ],
    ["follows another action", page("/AA<</O<</S/GoTo/Next[4 0 R]>>>>", [4, script]), "javascript page 0 object 4"],
    ["is a bookmark's", catalog("/Outlines<</First 4 0 R>>", [4, `<</Title(x)/A${script}>>`]), "javascript object 4"],
    ["is a stream", page("/AA<</O<</S/JavaScript/JS 4 0 R>>>>", [4, stream("")]), "javascript page 0 object 3"],
    ["is part of a rendition", page(`/AA<</O<</S/Rendition/JS(x)>>>>`), "javascript page 0 object 3"],
    ["is a link", page("/Annots[<</A<</S/URI/URI(javascript:x)>>>>]"), "javascript page 0 object 3"],
  ])("is found where a script %s", (_, facts, expected) => {
    expect(facts).toEqual([expected]);
  });

  it("is counted", () => {
    expect(page(`/AA<</O${script}/C${script}>>`)).toEqual(["javascript page 0 object 3 x2"]);
  });

  it("is found in actions that start programs, and in links to files", () => {
    expect(page("/AA<</O<</S/Launch/F(calc.exe)>>>>")).toEqual(["launch-action page 0 object 3"]);
    expect(page("/Annots[<</A<</S/URI/URI(\\tFile:///C:/x)>>>>]")).toEqual(["uri-to-file page 0 object 3"]);
    expect(page("/Annots[<</A<</S/URI/URI(https://example.com/file:)>>>>]")).toEqual([]);
  });

  it.each([
    ["by its name", "/UF(report.PDF.exe)/F(report.pdf)", "", "embedded-executable object 4 report.PDF.exe"],
    ["by its name alone under /F", "/F(setup.msi )", "", "embedded-executable object 4 setup.msi "],
    ["by its type", "/UF(notes)", "/Subtype/application#2Fx-msdownload", "embedded-executable object 4 notes"],
  ])("is found in an attached program, known %s", (_, names, type, expected) => {
    const files = catalog(
      "/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>",
      [4, `<</Type/Filespec${names}/EF<</F 5 0 R>>>>`],
      [5, stream(`/Type/EmbeddedFile${type}`)],
    );
    expect(files).toEqual([expected]);
  });

  it("is not an attached document", () => {
    const attached = "/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>";
    expect(
      catalog(attached, [4, "<</UF(exe.pdf)/EF<</F 5 0 R>>>>"], [5, stream("/Subtype/application#2Fpdf")]),
    ).toEqual([]);
  });

  it("is told of the form: XFA, calculated fields, fields to be drawn anew", () => {
    expect(
      catalog("/AcroForm 4 0 R", [4, "<</Fields[]/XFA 5 0 R/CO[6 0 R]/NeedAppearances true>>"], [5, stream("")]),
    ).toEqual(["xfa-form object 4", "need-appearances object 4", "calculated-fields object 4"]);
    expect(catalog("/AcroForm<</Fields[]/XFA null/CO[]/NeedAppearances false>>")).toEqual([]);
  });
});

describe("what the reader's machine decides", () => {
  const font = (source: string, ...more: readonly (readonly [number, string])[]) =>
    page("/Resources<</Font<</F 4 0 R>>>>", [4, source], ...more);

  it.each([
    [
      "without a descriptor",
      "<</Type/Font/Subtype/TrueType/BaseFont/Arial>>",
      ["font-not-embedded page 0 object 4 Arial"],
    ],
    [
      "without a program",
      "<</Type/Font/Subtype/Type1/BaseFont/Tinos/FontDescriptor<</FontName/Tinos>>>>",
      ["font-not-embedded page 0 object 4 Tinos"],
    ],
    ["of the standard ones", "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>", []],
    ["that is drawn", "<</Type/Font/Subtype/Type3/CharProcs<<>>>>", []],
  ])("is a font %s", (_, source, expected) => {
    expect(font(source)).toEqual(expected);
  });

  it("is not a font with its program, be it below another font", () => {
    expect(
      font("<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor<</FontFile2 5 0 R>>>>", [5, stream("")]),
    ).toEqual([]);
    const descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/B/FontDescriptor<</FontFile2 5 0 R>>>>";
    expect(font(`<</Type/Font/Subtype/Type0/BaseFont/B/DescendantFonts[${descendant}]>>`, [5, stream("")])).toEqual([]);
    expect(
      font("<</Type/Font/Subtype/Type0/BaseFont/B/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/B>>]>>"),
    ).toEqual(["font-not-embedded page 0 object 4 B"]);
  });

  it("is not a font that only the form would use", () => {
    const form = "/AcroForm<</Fields[]/DR<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/Arial>>>>>>>>";
    expect(catalog(form)).toEqual([]);
  });

  it("is a layer for paper or for the screen, or one that is off", () => {
    const layers = (group: string, state: string) =>
      catalog(`/OCProperties<</OCGs[4 0 R]/D<<${state}>>>>`, [4, `<</Type/OCG/Name(x)${group}>>`]);
    expect(layers("/Usage<</Print<</PrintState/ON>>>>", "")).toEqual(["layer-print-or-view"]);
    expect(layers("/Usage<</View<</ViewState/OFF>>>>", "/OFF[4 0 R]")).toEqual(["layer-print-or-view", "layer-hidden"]);
    expect(layers("", "/BaseState/OFF")).toEqual(["layer-hidden"]);
    expect(layers("/Usage<</CreatorInfo<<>>>>", "/OFF[]/ON[4 0 R]")).toEqual([]);
  });
});

describe("objects that cannot be read", () => {
  it("are told with the page that needs them, and why", () => {
    const file = pageWith("/Contents 4 0 R");
    file.entry(4, `${String(file.offsetOf(2)).padStart(10, "0")} 00000 n \n`);
    expect(told(file.table().end())).toEqual(["object-unreadable page 0 object 4 object-mismatch"]);
  });

  it("are no matter where nothing needs them", () => {
    const file = pageWith("");
    file.entry(4, `${String(file.offsetOf(2)).padStart(10, "0")} 00000 n \n`);
    expect(told(file.table().end())).toEqual([]);
  });

  it("may be the pages themselves", () => {
    const file = new PdfText().object(1, "<</Type/Catalog/Pages 2 0 R>>").object(2, "<</Type/Pages/Kids[2 0 R]>>");
    expect(told(file.table().end())).toEqual(["object-unreadable page-tree-malformed"]);
  });
});

describe("the widget of a signature", () => {
  const signed = (entries: string, annotations = "[4 0 R]", boxes = "") => {
    const file = pageWith(`/Annots${annotations}${boxes}`, "/AcroForm<</Fields[4 0 R]>>");
    file.object(4, `<</Subtype/Widget/FT/Sig/T(Sig)/V 5 0 R/P 3 0 R${entries}>>`);
    return told(file.object(5, "<</Type/Sig/Filter/X>>").table().end());
  };

  it("is shown on its page, or takes no room", () => {
    expect(signed("/Rect[10 10 50 50]/F 132")).toEqual([]);
    expect(signed("/Rect[0 0 0 0]/F 2", "[]")).toEqual([]);
    expect(signed("/Rect[90 90 200 200]")).toEqual([]);
  });

  it.each(["/F 2", "/F 32", "/F 134"])("is hidden by %s", (flags) => {
    expect(signed(`/Rect[10 10 50 50]${flags}`)).toEqual(["signature-hidden page 0 object 4 Sig"]);
  });

  it("is off the page by the boxes of the page, inherited ones too", () => {
    expect(signed("/Rect[200 200 300 300]")).toEqual(["signature-off-page page 0 object 4 Sig"]);
    expect(signed("/Rect[50 50 10 10]", "[4 0 R]", "/CropBox[60 60 100 100]")).toEqual([
      "signature-off-page page 0 object 4 Sig",
    ]);
  });

  it("is on no page where no page lists it, whatever it says itself", () => {
    expect(signed("/Rect[10 10 50 50]", "[]")).toEqual(["signature-off-page object 4 Sig"]);
  });

  it("does not matter before there is a signature", () => {
    const file = pageWith("", "/AcroForm<</Fields[4 0 R]>>").object(
      4,
      "<</Subtype/Widget/FT/Sig/T(a)/Rect[1 1 9 9]/F 2>>",
    );
    expect(told(file.table().end())).toEqual([]);
  });
});

describe("the walk", () => {
  it("says of each object that it is on the first page that leads to it", () => {
    const file = new PdfText()
      .object(1, "<</Type/Catalog/Pages 2 0 R>>")
      .object(2, "<</Kids[3 0 R 4 0 R]/Resources<</XObject<</A 5 0 R>>>>>>")
      .object(3, "<</Type/Page/Annots[<</Dest[4 0 R/Fit]/A<</D[4 0 R]>>>>]>>")
      .object(4, "<</Type/Page/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>>>")
      .object(5, stream("/F(x)"))
      .object(6, stream("/Ref<</F(x)>>"));
    expect(told(file.table().end())).toEqual(["external-stream page 0 object 5", "reference-xobject page 1 object 6"]);
  });

  it("ends on objects that lead to each other", () => {
    expect(page("/X 4 0 R", [4, "<</A 5 0 R>>"], [5, "<</B 4 0 R/C 3 0 R/JS(x)>>"])).toEqual([
      "javascript page 0 object 5",
    ]);
  });

  it("follows no reference of another generation", () => {
    expect(page("/X 4 1 R", [4, "<</JS(x)>>"])).toEqual([]);
  });

  it("keeps no more than 32 names of a kind", () => {
    const fonts = Array.from({ length: 100 }, (_, i) => `/F${i}<</Type/Font/Subtype/TrueType/BaseFont/A${i}>>`);
    expect(page(`/Resources<</Font<<${fonts.join("")}>>>>`)).toHaveLength(32);
  });

  it("finds the same in a source that comes in pieces, with few reads and nothing counted twice", async () => {
    const file = pageWith("/Contents 4 0 R/AA<</O 6 0 R/C 7 0 R>>/Resources<</XObject<</A 8 0 R>>>>");
    file.stream(4, "", "x".repeat(200_000)).object(6, "<</JS(x)>>").stream(5, "", "y".repeat(200_000));
    file
      .object(7, "<</JS(x)/Next 9 0 R>>")
      .stream(8, "/F(x)", "z".repeat(200_000))
      .object(9, "<</JS 5 0 R>>")
      .table()
      .end();
    const { view, reads } = fetchedView(file.bytes());
    const document = await resumable(() => PdfDocument.open(view));
    const fields = await resumable(() => readSignatureFields(document).fields);
    expect(await resumable(contentFacts(document, fields))).toEqual(factsOf(file));
    expect(factsOf(file).find(({ code }) => code === "javascript")?.count).toBe(3);
    expect(reads()).toBeLessThan(10);
  });

  it("costs no more for each of many objects than for each of few", () => {
    const cost = (pages: number) => {
      const file = new PdfText().object(1, "<</Type/Catalog/Pages 2 0 R>>");
      const kids = Array.from({ length: pages }, (_, i) => 3 + 2 * i);
      file.object(2, `<</Kids[${kids.map((num) => `${num} 0 R`).join(" ")}]/Resources<</A[${"1 ".repeat(100)}]>>>>`);
      for (const num of kids) file.object(num, `<</Type/Page/Contents ${num + 1} 0 R>>`).stream(num + 1, "", "q Q");
      const document = file.table().end().open();
      return countCalls(PdfDocument.prototype, ["load", "resolve"], () => void contentFacts(document, [])()) / pages;
    };
    expect(cost(8_000)).toBeLessThan(1.5 * cost(1_000));
  });

  it.each(["P", "Parent", "DSS", "Metadata", "StructTreeRoot", "Pages"])(
    "is not misled by something named /%s",
    (name) => {
      const facts = page(`/Resources<</XObject<</${name} 4 0 R>>>>`, [4, stream("/F(x)")]);
      expect(facts).toEqual(["external-stream page 0 object 4"]);
    },
  );

  it("bears any number of ways back up", () => {
    const many = "<</Parent 2 0 R/P 4 0 R>>".repeat(150_000);
    expect(page("/X 5 0 R", [4, "<</JS(x)>>"], [5, `[${many}]`])).toEqual(["javascript page 0 object 4"]);
  });

  it("passes over structure, private data and validation data", () => {
    const skipped = "/StructTreeRoot 4 0 R/PieceInfo<</A 4 0 R>>/DSS 4 0 R/Metadata 4 0 R/Perms<</A 4 0 R>>";
    expect(catalog(skipped, [4, "<</JS(x)>>"])).toEqual([]);
  });
});

it("says nothing of a plain page", () => {
  expect(told(onePage().table().end())).toEqual([]);
});
