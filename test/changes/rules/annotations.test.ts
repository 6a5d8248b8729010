import { describe, expect, it } from "vitest";
import { BASE, build, FIELDS, form, judge, type Objects, page, stream } from "../base.ts";
import { allows, refuses } from "./cases.ts";

const note = (subtype: string, more = "", rect = "280 280 290 290") =>
  `<< /Type /Annot /Subtype /${subtype} /Rect [${rect}] ${more} >>`;
/** A page with one annotation more. */
const added = (annotation: string, more: Objects = {}): Objects[] => [
  { 3: page(`${FIELDS} 45 0 R`), 45: annotation, ...more },
];
const NOTED: Objects = { ...BASE, 3: page(`${FIELDS} 45 0 R`), 45: note("Text", "/Contents (Late)") };
const BARE: Objects = { ...BASE, 3: page("").replace("/Annots []", ""), 5: "<< /Fields [] >>" };
/** On the word of the page, on the text field, and on an earlier comment. */
const ON_TEXT = "15 245 60 265";
const ON_FIELD = "20 95 120 125";

const COMMENTS = [
  "Text",
  "FreeText",
  "Line",
  "Square",
  "Circle",
  "Polygon",
  "PolyLine",
  "Highlight",
  "Underline",
  "Squiggly",
  "StrikeOut",
  "Caret",
  "Stamp",
  "Ink",
  "Popup",
  "FileAttachment",
];
/** A line in two pieces: its amount stands at 61 to 101. */
const amountIn = (content: string, more: Objects = {}): Objects => ({ ...BASE, 4: stream("", content), ...more });
const AMOUNT = amountIn("BT /Helv 12 Tf 20 250 Td (To pay: ) Tj (100 000) Tj ET");
const ON_AMOUNT = "88 248 94 260";
/** Both begin with the same stream, and only the second goes on. */
const secondPage = (annots: string) => page(annots).replace("/Contents 4 0 R", "/Contents [51 0 R 4 0 R]");
const TWO_PAGES: Objects = {
  ...BASE,
  2: "<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>",
  51: stream("", "q Q"),
};
const BLENDED = "/ExtGState << /G << /BM /Multiply >> >>";
/** A mark on text, multiplied with it after these operators. */
const highlighted = (colour: string) =>
  added(note("Highlight", "/AP << /N 46 0 R >>", ON_TEXT), {
    46: form(45, 20, `/G gs ${colour} 0 0 45 20 re f`, BLENDED),
  });
const LIGHT_FILLS = ["1 1 0 rg", "0 1 0 rg", "0 0 1 0 k", "0.9 g", "0 g q 1 g", "1 1 0 rg 1 0 0 RG"];
/** The last are light each, but not together, or not in the space that was set. */
const DARK_FILLS = [
  "",
  "0 g",
  "0 0 0 rg",
  "0 0 1 rg",
  "1 0 0 rg",
  "0 0 0 1 k",
  "1 1 rg",
  "2 0 0 rg",
  "-1 g",
  "0 1 g",
  "1 gX",
  "/Cs cs 1 1 1 sc",
  "/DeviceGray cs 0.2 scn",
  "1 g q Q 0 g",
  "q 1 g Q",
  "/Pattern cs /P scn",
  "1 1 0 rg 0 0 45 20 re f 0 1 1 rg 0 0 45 20 re f 1 0.5 1 rg",
];
const MARKS = ["Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Text", "Popup"];

describe("the rule annotations", () => {
  const level = "annotations" as const;
  allows(
    [
      ...COMMENTS.map((subtype) => ({
        title: `a comment is added: ${subtype}`,
        code: "annotation-added" as const,
        updates: added(note(subtype)),
      })),
      ...MARKS.map((subtype) => ({
        title: `text is marked: ${subtype}`,
        code: "annotation-added" as const,
        updates: added(note(subtype, "", ON_TEXT)),
      })),
      ...LIGHT_FILLS.map((colour) => ({
        title: `text is marked in a light colour: ${colour}`,
        code: "annotation-added" as const,
        updates: highlighted(colour),
      })),
      {
        title: "a mark fills after its graphics state was saved and restored",
        code: "annotation-added" as const,
        updates: added(note("Highlight", "/AP << /N 46 0 R >>", ON_TEXT), {
          46: form(45, 20, "/G gs q Q 1 1 0 rg 0 0 45 20 re f", BLENDED),
        }),
      },
      ...[
        "/G gs 1 1 0 rg 0 0 45 9 re f 0 10 45 9 re f",
        "/G gs 1 1 0 rg 0 0 m 10 5 10 15 0 20 c 45 20 l 45 0 l h f",
        "1 0 0 RG 1 w 0 3 m 45 3 l S",
        "/G gs 1 1 0 RG 12 w 0 6 m 45 6 l S",
      ].map((data) => ({
        title: `a mark lets text through: ${data}`,
        code: "annotation-added" as const,
        updates: added(note("Highlight", "/C [1 1 0] /AP << /N 46 0 R >>", ON_TEXT), {
          46: form(45, 20, data, BLENDED),
        }),
      })),
      ...[
        ["Line", "/L [20 220 60 220] /BS << /W 4 >> /LE [/None /None]"],
        ["Ink", "/InkList [[20 220 60 220] [20 200 60 200]]"],
        ["Line", "/AP << /N 46 0 R >> /L [20 254 60 254]"],
        ["FileAttachment", ""],
      ].map(([subtype, more]) => ({
        title: `a comment is drawn where no text is: ${subtype} ${more}`,
        code: "annotation-added" as const,
        updates: added(note(subtype ?? "", more), { 46: form(10, 10, "0 0 9 9 re f") }),
      })),
      {
        title: "a comment stands beside a line",
        code: "annotation-added" as const,
        base: AMOUNT,
        updates: added(note("Stamp", "", "120 240 180 270")),
      },
      {
        title: "a comment is written into the page's own list",
        code: "annotation-added" as const,
        updates: [{ 3: page(`${FIELDS} ${note("Text")}`) }],
      },
      {
        title: "a page gets its first comments",
        code: "annotation-added" as const,
        base: BARE,
        updates: [{ 3: page("45 0 R"), 45: note("Text") }],
      },
      {
        title: "a page loses its only comment",
        code: "annotation-removed" as const,
        base: { ...BARE, 3: page("45 0 R"), 45: note("Text") },
        updates: [{ 3: BARE[3] ?? "" }],
      },
      {
        title: "a comment is removed",
        code: "annotation-removed" as const,
        base: NOTED,
        updates: [{ 3: page(FIELDS) }],
      },
      {
        title: "a comment is altered",
        code: "annotation-changed" as const,
        base: NOTED,
        updates: [{ 45: note("Text", "/Contents (On time)") }],
      },
      {
        title: "a comment's picture is altered",
        code: "annotation-changed" as const,
        base: { ...NOTED, 45: note("Stamp", "/AP << /N 46 0 R >>"), 46: form(10, 10, "0 0 9 9 re f") },
        updates: [{ 46: form(10, 10, "0 0 5 5 re f") }],
      },
    ].map((one) => ({ ...one, level })),
  );

  refuses([
    ...["Link", "Widget", "Screen", "Movie", "Redact", "Watermark", "RichMedia"].map((subtype) => ({
      title: `something is added that is no comment: ${subtype}`,
      updates: added(note(subtype)),
    })),
    ...["A << /S /Named /N /Print >>", "AA << >>", "OC 60 0 R", "FT /Tx", "Kids []"].map((entry) => ({
      title: `a comment has an entry that is not a comment's: /${entry}`,
      updates: added(note("Text", `/${entry}`)),
    })),
    ...["A << /S /Named /N /Print >>", "AA << /E << /S /Named /N /Print >> >>", "OC << /Type /OCG /Name (a) >>"].map(
      (entry) => ({
        title: `a comment comes to have /${entry}`,
        base: NOTED,
        updates: [{ 45: note("Text", `/Contents (Late) /${entry}`) }],
      }),
    ),
    ...["FT /Tx", "Kids []"].flatMap((entry) => [
      {
        title: `a comment becomes part of a form by /${entry}`,
        base: NOTED,
        updates: [{ 45: note("Text", `/Contents (Late) /${entry}`) }],
      },
      {
        title: `what is part of a form by /${entry} becomes a comment`,
        base: { ...NOTED, 45: note("Text", `/Contents (Late) /${entry}`) },
        updates: [{ 45: note("Text", "/Contents (Late)") }],
      },
    ]),
    {
      title: "a comment loses the action that it had",
      base: { ...NOTED, 45: note("Text", "/A << /S /Named /N /Print >>") },
      updates: [{ 45: note("Text") }],
    },
    { title: "a comment has an entry twice", updates: added(note("Text", "/Contents (a) /Contents (b)")) },
    { title: "a comment is of no kind", updates: added("<< /Type /Annot /Rect [0 0 1 1] >>") },
    { title: "a comment is of another kind", base: NOTED, updates: [{ 45: note("Stamp", "/Contents (Late)") }] },
    { title: "a comment is no dictionary", updates: added("[1]") },
    { title: "a link is removed", base: { ...NOTED, 45: note("Link") }, updates: [{ 3: page(FIELDS) }] },
    { title: "a link is moved", base: { ...NOTED, 45: note("Link") }, updates: [{ 45: note("Link", "", "1 1 9 9") }] },
    {
      title: "a comment is put on a second page that was on another",
      base: {
        ...NOTED,
        2: "<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>",
        50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [] >>",
      },
      updates: [{ 50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [45 0 R] >>" }],
    },
    {
      title: "a page's first annotations are a comment and a link",
      base: BARE,
      updates: [{ 3: page("45 0 R 46 0 R"), 45: note("Text"), 46: note("Link") }],
    },
    {
      title: "a page loses a link with its comments",
      base: { ...BARE, 3: page("45 0 R 46 0 R"), 45: note("Text"), 46: note("Link") },
      updates: [{ 3: BARE[3] ?? "" }],
    },
    ...COMMENTS.filter((subtype) => !MARKS.includes(subtype)).map((subtype) => ({
      title: `a comment that marks nothing stands on text: ${subtype}`,
      code: "overlay" as const,
      updates: added(note(subtype, "", ON_TEXT)),
    })),
    ...MARKS.map((subtype) => ({
      title: `a mark stands on a field: ${subtype}`,
      code: "overlay" as const,
      updates: added(note(subtype, "", ON_FIELD)),
    })),
    {
      title: "a comment is moved over text",
      code: "overlay",
      base: { ...NOTED, 45: note("FreeText") },
      updates: [{ 45: note("FreeText", "", ON_TEXT) }],
    },
    {
      title: "a mark comes to hide the text that it stands on",
      code: "overlay",
      base: { ...NOTED, 45: note("Highlight", "/AP << /N 46 0 R >>", ON_TEXT), 46: form(45, 20, "") },
      updates: [{ 46: form(45, 20, "1 g 0 0 45 20 re f") }],
    },
    ...DARK_FILLS.map((colour) => ({
      title: `a mark blacks out the text that it is multiplied with: ${colour}`,
      code: "overlay" as const,
      updates: highlighted(colour),
    })),
    ...["q /G gs Q 1 g 0 0 45 20 re f", "q /G gs Q Q 1 g 0 0 45 20 re f", "1 g 0 0 45 20 re f q /G gs Q"].map(
      (data) => ({
        title: `a mark covers text outside of the graphics state that lets it through: ${data}`,
        code: "overlay" as const,
        updates: added(note("Highlight", "/AP << /N 46 0 R >>", ON_TEXT), { 46: form(45, 20, data, BLENDED) }),
      }),
    ),
    ...[
      "/G gs 0 g 0 0 45 20 re f",
      "/G gs 0 0 0.5 rg 0 0 45 20 re f",
      "/G gs /P cs /P0 scn 0 0 45 20 re f",
      "/H gs 1 g 0 0 45 20 re f 0 0 45 20 re f",
      "0 G 20 w 0 10 m 45 10 l S",
      "/T gs 0 10 m 45 10 l S",
      "20 0 0 20 0 0 cm 0 G 1 w 0 0 m 3 1 l S",
    ].map((data) => ({
      title: `a mark covers text in what seems to let it through: ${data}`,
      code: "overlay" as const,
      updates: added(note("Highlight", "/AP << /N 46 0 R >>", ON_TEXT), {
        46: form(45, 20, data, "/ExtGState << /G << /BM /Multiply >> /H << /ca 0.5 >> /T << /LW 20 >> >>"),
      }),
    })),
    {
      title: "a mark draws a thin line in a box that is made large",
      code: "overlay",
      updates: added(note("StrikeOut", "/AP << /N 46 0 R >>", ON_TEXT), { 46: form(2, 1, "1 w 0 0.5 m 2 0.5 l S") }),
    },
    ...["R", "D"].map((key) => ({
      title: `a mark covers text when somebody points at it: ${key}`,
      code: "overlay" as const,
      updates: added(note("Highlight", `/AP << /N 46 0 R /${key} 47 0 R >>`, ON_TEXT), {
        46: form(45, 20, ""),
        47: form(45, 20, "1 g 0 0 45 20 re f"),
      }),
    })),
    {
      title: "a mark without an appearance is black",
      code: "overlay",
      updates: added(note("Highlight", "/C [0 0 0]", ON_TEXT)),
    },
    ...["/BS << /W 12 >>", "/Border [0 0 12]"].map((width) => ({
      title: `a mark without an appearance is as thick as letters are high: ${width}`,
      code: "overlay" as const,
      updates: added(note("StrikeOut", width, ON_TEXT)),
    })),
    ...[
      ["Line", "/L [20 254 60 254] /BS << /W 12 >>"],
      ["PolyLine", "/Vertices [20 254 60 254]"],
      ["Ink", "/InkList [[20 254 60 254]]"],
      ["FreeText", "/CL [20 254 60 254]"],
      ["Polygon", "/Path [[20 254] [60 254]]"],
    ].map(([subtype, more]) => ({
      title: `a comment draws outside of its rectangle: ${subtype}`,
      code: "overlay" as const,
      updates: added(note(subtype ?? "", more)),
    })),
    ...[
      ["Line", "/AP << >> /L [20 254 60 254]"],
      ["Line", "/AP << /R 4 0 R >> /L [20 254 60 254]"],
      ["Line", "/L [20 220 60 220] /Border [0 0 60]"],
      ["Line", "/L [20 220 60 220] /BS << /W -60 >>"],
      ["Line", "/L [20 220 60 220] /BS << /W /Wide >>"],
      ["Line", "/L [20 220 60 220] /LL 36"],
      ["Line", "/L [20 220 60 220] /LE [/Square /Square] /BS << /W 4 >>"],
      ["Line", "/L [20 (254) 60 254]"],
      ["Line", "/L [[[20 254] [60 254]]]"],
      ["Ink", "/InkList [[0] [20 254 60 254 0]]"],
      ["Ink", `/InkList [[${"290 290 ".repeat(100_001)} 20 254]]`],
      ["PolyLine", "/Vertices 254"],
      ["FileAttachment", ""],
      ["Stamp", "/AP << >> /Vertices [20 254 60 254]"],
    ].map(([subtype, more]) => ({
      title: `a comment is drawn elsewhere, or wider than it seems: ${subtype} ${more?.slice(0, 50)}`,
      code: "overlay" as const,
      updates: added(note(subtype ?? "", more, subtype === "FileAttachment" ? "50 262 50 262" : undefined)),
    })),
    ...(
      [
        ["a line that is shown in pieces", AMOUNT],
        ["a line's last word", amountIn("BT /Helv 12 Tf 20 250 Td (To pay: 100 000) Tj ET")],
        ["a digit of a long line", amountIn("BT /Helv 12 Tf 20 250 Td (To pay: 100 000 dong in cash, today) Tj ET")],
        ["letters that are moved apart", amountIn("BT /Helv 12 Tf 30 Tc 20 250 Td (100) Tj ET")],
        ["letters that are stretched", amountIn("BT /Helv 12 Tf 300 Tz 20 250 Td (1000) Tj ET")],
        ["words that are moved apart", amountIn('BT /Helv 12 Tf 20 250 Td 60 0 (1 000) " ET')],
        [
          "text behind an inline image",
          amountIn("BI /W 1 /H 1 /BPC 8 /CS /G ID (\n EI BT /Helv 12 Tf 85 250 Td (9) Tj ET"),
        ],
        [
          "text in a font that a graphics state sets",
          {
            ...amountIn("/F gs BT 85 250 Td (999) Tj ET"),
            3: page(FIELDS).replace("/XObject", "/ExtGState << /F << /Font [12 0 R 12] >> >> /XObject"),
          },
        ],
        [
          "a page whose content breaks off",
          amountIn("BT /Helv 12 Tf 20 20 Td (1) Tj ] BT /Helv 12 Tf 85 250 Td (9) Tj ET"),
        ],
        ["a page that saves too many states", amountIn("q ".repeat(300))],
      ] as const
    ).map(([what, base]) => ({
      title: `a stamp covers ${what}`,
      code: "overlay" as const,
      base,
      updates: added(note("Stamp", "", ON_AMOUNT)),
    })),
    {
      title: "a stamp covers text of a page that begins as another does",
      code: "overlay",
      base: { ...TWO_PAGES, 3: page(FIELDS).replace("/Contents 4", "/Contents 51"), 50: secondPage("") },
      updates: [
        {
          3: page(`${FIELDS} 46 0 R`).replace("/Contents 4", "/Contents 51"),
          45: note("Stamp", "", ON_TEXT),
          46: note("Stamp"),
          50: secondPage("45 0 R"),
        },
      ],
    },
    {
      title: "a comment's picture is also a page's image",
      base: {
        ...BASE,
        3: page(`${FIELDS} 45 0 R`).replace("/Im 19 0 R", "/Im 46 0 R"),
        45: note("Stamp", "/AP << /N 46 0 R >>"),
        46: form(10, 10, "0 0 9 9 re f"),
      },
      updates: [{ 46: form(10, 10, "0 0 5 5 re f") }],
    },
  ]);

  it("tells what a comment says, before and after, by its kind where it says nothing", () => {
    const told = (base: Objects, ...updates: Objects[]) =>
      judge(build(base, ...updates)).items.map(({ before, after }) => [before, after]);
    expect(told(NOTED, { 45: note("Text", "/Contents (On time)") })).toEqual([["Text: Late", "Text: On time"]]);
    expect(told(NOTED, { 45: note("Text") })).toEqual([["Text: Late", "Text"]]);
    expect(told(NOTED, { 45: note("Text", "/Contents ()") })).toEqual([["Text: Late", "Text"]]);
    expect(told(NOTED, { 3: page(FIELDS) })).toEqual([["Text: Late", null]]);
    expect(told(BASE, ...added(note("Ink", `/Contents (${"x".repeat(300)})`)))).toEqual([
      [null, `Ink: ${"x".repeat(200)}`],
    ]);
    expect(told(BASE, ...added(note("Stamp", "/Contents (Void)", ON_FIELD)))).toEqual([["So", "Stamp: Void"]]);
    const moved = { 45: note("Text", "/Contents (Late)", ON_FIELD) };
    expect(told(NOTED, moved)).toEqual([["So", "Text: Late"]]);
  });
});
