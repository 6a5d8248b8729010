import { describe, expect, it } from "vitest";
import { BASE, build, FIELDS, form, judge, type Objects, page, sealField, stream, textField } from "../base.ts";
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
const BLENDED = "/ExtGState << /G << /BM /Multiply >> >>";
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
      {
        title: "a mark fills after its graphics state was saved and restored",
        code: "annotation-added" as const,
        updates: added(note("Highlight", "/AP << /N 46 0 R >>", ON_TEXT), {
          46: form(45, 20, "/G gs q Q 1 1 0 rg 0 0 45 20 re f", BLENDED),
        }),
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
    ...["q /G gs Q 1 g 0 0 45 20 re f", "q /G gs Q Q 1 g 0 0 45 20 re f", "1 g 0 0 45 20 re f q /G gs Q"].map(
      (data) => ({
        title: `a mark covers text outside of the graphics state that lets it through: ${data}`,
        code: "overlay" as const,
        updates: added(note("Highlight", "/AP << /N 46 0 R >>", ON_TEXT), { 46: form(45, 20, data, BLENDED) }),
      }),
    ),
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

describe("the rule annotation-links", () => {
  const without = (text: string): Objects => ({ ...BASE, 6: textField("/V ()").replace(text, "") });
  const TYPE = "/Type /Annot ";
  const LINK = "/P 3 0 R";
  const TWO_PAGES = {
    2: "<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>",
    50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
  };
  allows([
    { title: "an annotation is told that it is one", base: without(TYPE), updates: [{ 6: textField("/V ()") }] },
    { title: "an annotation is told its page", base: without(LINK), updates: [{ 6: textField("/V ()") }] },
  ]);
  refuses([
    {
      title: "an annotation is told that it is something else",
      base: without(TYPE),
      updates: [{ 6: textField("/V ()").replace(TYPE, "/Type /Page ") }],
    },
    {
      title: "an annotation is told another page than the one that has it",
      base: { ...without(LINK), ...TWO_PAGES },
      updates: [{ 6: textField("/V ()").replace(LINK, "/P 50 0 R") }],
    },
    {
      title: "an annotation's page is exchanged",
      base: { ...BASE, ...TWO_PAGES, 6: textField("/V ()").replace(LINK, "/P 50 0 R") },
      updates: [{ 6: textField("/V ()") }],
    },
    {
      title: "an annotation's page is written into it",
      base: without(LINK),
      updates: [{ 6: textField("/V ()").replace(LINK, "/P << /Type /Page >>") }],
    },
    {
      title: "an annotation's type is exchanged",
      base: { ...BASE, 6: textField("/V ()").replace(TYPE, "/Type /Foo ") },
      updates: [{ 6: textField("/V ()") }],
    },
    { title: "an annotation is told its page under another name", updates: [{ 7: sealField("/Page 3 0 R") }] },
    { title: "a page is told a page", updates: [{ 3: page(FIELDS, "/P 3 0 R") }] },
    {
      title: "an annotation that two pages have is told one of them",
      base: {
        ...without(LINK),
        ...TWO_PAGES,
        50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [6 0 R] >>",
      },
      updates: [{ 6: textField("/V ()") }],
    },
    { title: "an annotation is told something else", updates: [{ 7: sealField("/Contents (Seal)") }] },
    {
      title: "a stream stands for the page",
      base: without(LINK),
      updates: [{ 6: textField("/V ()").replace(LINK, "/P 60 0 R"), 60: stream("", "x") }],
    },
  ]);
});
