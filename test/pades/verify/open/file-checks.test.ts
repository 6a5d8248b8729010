import { describe, expect, it } from "vitest";
import { FINDING_EFFECTS, type Finding, finding } from "../../../../src/findings.ts";
import { checkStructure, judgeContent } from "../../../../src/pades/verify/open/file-checks.ts";
import type { ContentFact } from "../../../../src/pdf/read/content-facts/content-fact.ts";
import { catalog, type ForgedPdf, field, forgePdf, page } from "../../../support/forged-pdf.ts";
import { append, exchangeText, findLastText, splice } from "../../../support/pdf-surgery.ts";
import { verifyDemo } from "../../../support/signed-samples.ts";

/** The verdict on a file with one good signature, and what is said of the file. */
async function fileFindings(
  spec: ForgedPdf,
): Promise<{ readonly verdict: string; readonly findings: readonly Finding[] }> {
  const { verdict, findings, signatures } = await verifyDemo(await forgePdf(spec));
  expect(signatures.map(({ indication }) => indication)).toEqual(["TOTAL-PASSED"]);
  return { verdict, findings };
}

const empty = (entries: string) => `<< ${entries} /Length 0 >>\nstream\n\nendstream`;
const withPage = (entries: string, ...objects: readonly (readonly [number, string])[]): ForgedPdf => ({
  objects: [[3, page("[8 0 R]").replace(/>>$/, `${entries} >>`)], ...objects],
});
const withCatalog = (entries: string, ...objects: readonly (readonly [number, string])[]): ForgedPdf => ({
  objects: [[1, catalog("<< /Fields [8 0 R] /SigFlags 3 >>").replace(/>>$/, `${entries} >>`)], ...objects],
});

describe("a good signature on a file that not every reader shows alike", () => {
  it.each<readonly [string, ForgedPdf, Finding]>([
    [
      "has content in another file",
      { objects: [[4, empty("/F (other.txt)")]] },
      finding("external-stream", { page: 1, object: 4 }),
    ],
    [
      "shows a page of another file",
      withPage("/X 10 0 R", [10, empty("/Subtype /Form /Ref << /F (other.pdf) /Page 0 >>")]),
      finding("reference-xobject", { page: 1, object: 10 }),
    ],
    [
      "holds an XFA form",
      {
        objects: [
          [1, catalog("<< /Fields [8 0 R] /SigFlags 3 /XFA 10 0 R >>")],
          [10, empty("")],
        ],
      },
      finding("xfa-form", {}),
    ],
    [
      "uses an object that cannot be read",
      withPage("/X 10 0 R", [10, "<< /Length 99999 >>\nstream\n\nendstream"]),
      finding("object-unreadable", { page: 1, object: 10, reason: "stream-length" }),
    ],
  ])("is not enough where it %s", async (_, spec, expected) => {
    expect(await fileFindings(spec)).toEqual({ verdict: "indeterminate", findings: [expected] });
  });

  it("is not enough where two entries give two places for one object", async () => {
    const file = await forgePdf();
    const { start } = findLastText(file, "xref\n0 ");
    const table =
      "xref\n0 1\n0000000000 65535 f \n5 2\n0000000009 00000 n \n0000000010 00000 n \n5 1\n0000000011 00000 n \n";
    const again = append(
      file,
      `${table}trailer\n<< /Root 1 0 R /Size 9 /Prev ${start} >>\nstartxref\n${file.length}\n%%EOF\n`,
    );
    const { verdict, findings } = await verifyDemo(again);
    expect(verdict).not.toBe("valid");
    expect(findings.map(({ code }) => code)).toContain("structure-ambiguous");
  });
});

describe("a good signature on a file that acts or hides something", () => {
  const script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
  const form = (entries: string) => ({
    objects: [[1, catalog(`<< /Fields [8 0 R] /SigFlags 3 ${entries} >>`)]] as const,
  });
  const widget = (entries: string, annots = "[8 0 R]"): ForgedPdf => ({
    objects: [
      [3, page(annots)],
      [8, field().replace("/Rect [0 0 0 0] /F 132", entries)],
    ],
  });

  it.each<readonly [string, ForgedPdf, Finding]>([
    ["a script", withCatalog(`/OpenAction ${script}`), finding("javascript", { page: null, object: 1, count: 1 })],
    [
      "scripts on a page",
      withPage(`/AA << /O ${script} /C ${script} >>`),
      finding("javascript", { page: 1, object: 3, count: 2 }),
    ],
    ["calculated fields", form("/CO [8 0 R]"), finding("calculated-fields", {})],
    ["fields to be drawn anew", form("/NeedAppearances true"), finding("need-appearances", {})],
    [
      "a program started",
      withPage("/AA << /O << /S /Launch /F (x) >> >>"),
      finding("launch-action", { page: 1, object: 3, count: 1 }),
    ],
    [
      "a link to a file",
      withPage("/A << /S /URI /URI (file:///x) >>"),
      finding("uri-to-file", { page: 1, object: 3, count: 1 }),
    ],
    [
      "an attached program",
      withCatalog("/Names << /EmbeddedFiles << /Names [(a) << /UF (a.exe) /EF << /F 10 0 R >> >>] >> >>", [
        10,
        empty(""),
      ]),
      finding("embedded-executable", { name: "a.exe" }),
    ],
    [
      "a font of the reader's machine",
      { objects: [[5, "<< /Type /Font /Subtype /TrueType /BaseFont /Arial >>"]] },
      finding("fonts-not-embedded", { fonts: "Arial", page: 1 }),
    ],
    [
      "a layer for paper only",
      withCatalog("/OCProperties << /OCGs [<< /Usage << /Print << /PrintState /ON >> >> >>] /D << >> >>"),
      finding("layers-print-or-view", {}),
    ],
    [
      "a layer that is off",
      withCatalog("/OCProperties << /OCGs [] /D << /OFF [10 0 R] >> >>"),
      finding("layers-hidden", {}),
    ],
    [
      "its own picture hidden",
      widget("/Rect [10 10 90 90] /F 134"),
      finding("signature-widget-hidden", { field: "Signature1" }),
    ],
    [
      "its own picture off the page",
      widget("/Rect [900 900 990 990] /F 132"),
      finding("signature-widget-off-page", { field: "Signature1" }),
    ],
    [
      "its own picture on no page",
      widget("/Rect [10 10 90 90] /F 132", "[]"),
      finding("signature-widget-off-page", { field: "Signature1" }),
    ],
  ])("stays valid, and %s is told", async (_, spec, expected) => {
    expect(await fileFindings(spec)).toEqual({ verdict: "valid", findings: [expected] });
    expect(FINDING_EFFECTS[expected.code].severity).toBe("info");
  });
});

describe("the structure of a file", () => {
  it("is told once for each kind, where it is met first", () => {
    const remarks = [
      { code: "stream-end-space", offset: 10 },
      { code: "xref-duplicate-entry", offset: 20 },
      { code: "stream-end-space", offset: 30 },
      { code: "xref-duplicate-entry", offset: 40 },
    ] as const;
    expect(checkStructure(remarks, 0)).toEqual([
      finding("structure-irregular", { irregularity: "stream-end-space", offset: 10 }),
      finding("structure-ambiguous", { ambiguity: "xref-duplicate-entry", offset: 20 }),
    ]);
  });

  it("is told in other words where it is about bytes before the header or after the end", () => {
    const remarks = [
      { code: "header-not-at-start", offset: 0 },
      { code: "bytes-after-last-revision", offset: 99 },
    ] as const;
    expect(checkStructure(remarks, 7)).toEqual([finding("bytes-before-header", { bytes: 7 })]);
    expect(checkStructure([], 0)).toEqual([]);
  });

  it("is no obstacle where all readers tolerate it", async () => {
    const junk = "GIF89a\n";
    const file = splice(await forgePdf(), { start: 0, end: 0 }, junk);
    const { findings } = await verifyDemo(file);
    expect(findings).toContainEqual(finding("bytes-before-header", { bytes: junk.length }));
    expect(findings).toContainEqual(
      finding("structure-irregular", { irregularity: "offsets-from-header", offset: junk.length }),
    );
  });

  it("is not clear where the file says that it ends before its last object", async () => {
    const file = await forgePdf();
    const size = /\/Size (\d+)/.exec(String.fromCharCode(...file))?.[1] ?? "";
    const { verdict, findings } = await verifyDemo(
      exchangeText(file, `/Size ${size}`, `/Size ${"1".padStart(size.length, "0")}`),
    );
    expect(verdict).toBe("invalid");
    expect(findings.map(({ code }) => code)).toContain("structure-ambiguous");
  });
});

describe("facts about content", () => {
  const fact = (changes: Partial<ContentFact> & Pick<ContentFact, "code">): ContentFact => ({
    page: null,
    object: null,
    detail: "",
    damage: null,
    count: 1,
    ...changes,
  });

  it("are told with pages counted from 1", () => {
    expect(judgeContent([fact({ code: "external-stream", page: 0, object: 4 })])).toEqual([
      finding("external-stream", { page: 1, object: 4 }),
    ]);
  });

  it("are told together where they are fonts", () => {
    const fonts = ["Arial", "", "Tinos"].map((detail, index) =>
      fact({ code: "font-not-embedded", page: index, detail }),
    );
    expect(judgeContent(fonts)).toEqual([finding("fonts-not-embedded", { fonts: "Arial, ?, Tinos", page: 1 })]);
  });
});

it("gives the same findings for a file in memory and one that is fetched", async () => {
  const bytes = await forgePdf(withPage("/AA << /O << /S /Launch /F (x) >> >>", [10, empty("/F (x)")]));
  const source = { size: bytes.length, read: async (start: number, end: number) => bytes.slice(start, end) };
  expect((await verifyDemo(source)).findings).toEqual((await verifyDemo(bytes)).findings);
});

it("says nothing of a plain file", async () => {
  expect(await fileFindings({})).toEqual({ verdict: "valid", findings: [] });
});

describe("text below a comment", () => {
  const picture = "<< /Subtype /Form /BBox [0 0 9 9] /Length 17 >>\nstream\n1 g 0 0 9 9 re f \nendstream";
  const commented = (comment: string): ForgedPdf => ({
    objects: [
      [3, page("[8 0 R 10 0 R]")],
      [4, "<< /Length 41 >>\nstream\nBT /F1 12 Tf 30 250 Td (Pay 9 dong) Tj ET \nendstream"],
      [10, comment],
      [11, picture],
    ],
  });
  const on = (subtype: string, rect: string, more = "/AP << /N 11 0 R >>") =>
    commented(`<< /Type /Annot /Subtype /${subtype} /Rect [${rect}] ${more} >>`);
  const ON_TEXT = "20 240 120 270";
  const covered = async (spec: ForgedPdf) =>
    (await fileFindings(spec)).findings.filter(({ code }) => code === "text-covered");

  it.each([
    ["a stamp", on("Stamp", ON_TEXT), "Stamp"],
    ["a highlight that lets nothing through", on("Highlight", ON_TEXT), "Highlight"],
    ["a box that viewers draw", on("Square", ON_TEXT, "/IC [1 1 1]"), "Square"],
  ])("is told where it is %s, which lowers nothing", async (_, spec, by) => {
    const { verdict } = await fileFindings(spec);
    expect(verdict).toBe("valid");
    expect(await covered(spec)).toEqual([finding("text-covered", { page: 1, by, count: 1 })]);
  });

  it.each([
    ["a stamp beside the text", on("Stamp", "200 20 260 60")],
    ["a highlight that lets it through", on("Highlight", ON_TEXT, "/C [1 1 0]")],
    ["a stamp that is hidden", on("Stamp", ON_TEXT, "/AP << /N 11 0 R >> /F 2")],
    ["a pop-up of a viewer", on("Popup", ON_TEXT, "")],
  ])("is not told of %s", async (_, spec) => {
    expect(await covered(spec)).toEqual([]);
  });
});
