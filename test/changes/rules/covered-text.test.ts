import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { compareRevisions } from "../../../src/changes/compare-revisions.ts";
import { findCoveredText } from "../../../src/changes/covered-text.ts";
import { BASE, build, codes, FIELDS, form, judge, type Objects, open, page, stream } from "../base.ts";
import { allows, refuses } from "./cases.ts";

const stamp = (rect: string) => `<< /Type /Annot /Subtype /Stamp /Rect [${rect}] >>`;
const stamped = (rect: string): Objects => ({ 3: page(`${FIELDS} 45 0 R`), 45: stamp(rect) });
const showing = (content: string): Objects => ({ ...BASE, 4: stream("", content) });

/** A page that shows ten nines from 20 on, in a font written into its resources. */
const pageIn = (width: number, annots: string) =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Annots [${annots}] /Resources << /Font << /F << /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 57 /LastChar 57 /Widths [${width}] >> >> >> >>`;
const TWO_PAGES: Objects = {
  ...BASE,
  2: "<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>",
  4: stream("", "BT /F 10 Tf 20 250 Td (9999999999) Tj ET"),
};
/** A stamp beside the text of the first page, and one from 100 on at the height of the second page's. */
const twoStamps = (first: number, second: number): Objects => ({
  3: pageIn(first, "45 0 R"),
  45: stamp("280 280 290 290"),
  50: pageIn(second, "46 0 R"),
  46: stamp("100 245 110 265"),
});
const twoPages = (first: number, second: number): Objects => ({
  ...TWO_PAGES,
  3: pageIn(first, ""),
  50: pageIn(second, ""),
});

describe("text that a stamp covers", () => {
  allows(
    [
      {
        title: "text is raised to another place",
        base: showing("BT /Helv 12 Tf 40 Ts 20 210 Td (999) Tj ET"),
        updates: [stamped("15 205 60 225")],
      },
      {
        title: "two pages show the same in a narrow font each",
        base: twoPages(500, 500),
        updates: [twoStamps(500, 500)],
      },
      {
        title: "a page is shown with operators of all kinds",
        base: showing("/P BMC 0 0 1 rg [3 2] 0 d 1 J q 1 0 0 1 0 0 cm BT /Helv 12 Tf 20 250 Td (9) Tj ET Q EMC"),
        updates: [stamped("200 200 220 220")],
      },
    ].map((one) => ({ ...one, code: "annotation-added" as const, level: "annotations" as const })),
  );

  refuses(
    [
      {
        title: "text is raised below the stamp",
        base: showing("BT /Helv 12 Tf 40 Ts 20 210 Td (999) Tj ET"),
        updates: [stamped("15 245 60 265")],
      },
      {
        title: "text is lowered below the stamp",
        base: showing("BT /Helv 12 Tf -40 Ts 20 250 Td (999) Tj ET"),
        updates: [stamped("15 205 60 225")],
      },
      {
        title: "a digit stands askew",
        base: showing("BT /Helv 12 Tf .7 .7 -.7 .7 90 250 Tm (9) Tj ET"),
        updates: [stamped("80 245 100 265")],
      },
      {
        title: "text runs to the left",
        base: showing("BT /Helv 12 Tf -1 0 0 1 90 250 Tm (999) Tj ET"),
        updates: [stamped("70 245 90 265")],
      },
      {
        title: "text is stretched to the left",
        base: showing("BT /Helv 12 Tf -100 Tz 90 250 Td (999) Tj ET"),
        updates: [stamped("70 245 90 265")],
      },
      {
        title: "viewers differ on where text is moved",
        base: showing("BT /Helv 12 Tf 200 200 20 250 Td (999) Tj ET"),
        updates: [stamped("15 245 60 265")],
      },
      {
        title: "viewers differ on what an operator is",
        base: showing("BT /Helv 12 Tf 200 200 Td 1 0 0 1 20 250 TmX (999) Tj ET"),
        updates: [stamped("15 245 60 265")],
      },
      {
        title: "text stands who knows where",
        base: showing(`BT /Helv 12 Tf ${"1e9 0 0 1e9 0 0 cm ".replaceAll("1e9", "999999999").repeat(3)} (9) Tj ET`),
        updates: [stamped("200 200 220 220")],
      },
      {
        title: "two pages show the same, the second in a wide font",
        base: twoPages(500, 1500),
        updates: [twoStamps(500, 1500)],
      },
    ].map((one) => ({ ...one, code: "overlay" as const })),
  );
});

/** A page with a comment on it when it was signed. */
const noted = (comment: string): Objects => ({
  ...BASE,
  3: page(`${FIELDS} 45 0 R`),
  45: comment,
  46: form(45, 20, "0 0 45 20 re f", ""),
});
const comment = (subtype: string, rect: string, more = "") =>
  `<< /Type /Annot /Subtype /${subtype} /Rect [${rect}] /AP << /N 46 0 R >> ${more} >>`;
const ON_TEXT = "15 245 60 265";
const BESIDE = "200 245 245 265";
const REMOVED = { 3: page(FIELDS) };

describe("text that was covered when it was signed", () => {
  allows([
    {
      title: "a stamp beside it is removed",
      base: noted(comment("Stamp", BESIDE)),
      updates: [REMOVED],
      code: "annotation-removed",
      level: "annotations",
    },
    {
      title: "a mark that lets it through is removed",
      base: noted(comment("Highlight", ON_TEXT).replace("/AP << /N 46 0 R >>", "/C [1 1 0]")),
      updates: [REMOVED],
      code: "annotation-removed",
      level: "annotations",
    },
    {
      title: "a stamp beside it is hidden",
      base: noted(comment("Stamp", BESIDE)),
      updates: [{ 45: comment("Stamp", BESIDE, "/F 2") }],
      code: "annotation-changed",
      level: "annotations",
    },
  ]);

  refuses([
    {
      title: "the stamp on it is removed",
      base: noted(comment("Stamp", ON_TEXT)),
      updates: [REMOVED],
      code: "annotation-removed",
    },
    {
      title: "the mark that hides it is removed",
      base: noted(comment("Highlight", ON_TEXT)),
      updates: [REMOVED],
      code: "annotation-removed",
    },
    {
      title: "the stamp on it is moved",
      base: noted(comment("Stamp", ON_TEXT)),
      updates: [{ 45: comment("Stamp", BESIDE) }],
      code: "annotation-changed",
    },
    {
      title: "the mark on it comes to let it through",
      base: noted(comment("Highlight", ON_TEXT)),
      updates: [{ 46: form(45, 20, "", "") }],
      code: "annotation-changed",
    },
    {
      title: "the mark on it is hidden",
      base: noted(comment("Highlight", ON_TEXT)),
      updates: [{ 45: comment("Highlight", ON_TEXT, "/F 2") }],
    },
  ]);
});

/** Spaces, deflated to a thousandth. */
const blank = (bytes: number) => {
  const data = decodeLatin1(new Uint8Array(deflateSync(new Uint8Array(bytes).fill(0x20))));
  return stream("/Filter /FlateDecode", data);
};
const codesOf = (base: Objects) => codes(judge(build(base, stamped("200 200 220 220")), { defaultPermission: 3 }));

describe("a page that is long when it is decoded", () => {
  it("is read as long as it is no longer than pages are", () => {
    expect(codesOf({ ...BASE, 4: blank(1024 * 1024) })).toEqual(["annotation-added"]);
  });

  it("may show text anywhere where one stream is its content many times", () => {
    const long = (annots: string) => page(annots).replace("/Contents 4 0 R", `/Contents [${"4 0 R ".repeat(9_000)}]`);
    const update = { 3: long(`${FIELDS} 45 0 R`), 45: stamp("200 200 220 220") };
    const { items } = compareRevisions(open(build({ ...BASE, 3: long(FIELDS), 4: blank(8_000_000) }, update)), 1);
    expect(items.map(({ code }) => code)).toEqual(["overlay"]);
  });

  it("may show text anywhere where it is cut into too many pieces", () => {
    const many = (count: number) => page(FIELDS).replace("/Contents 4 0 R", `/Contents [${"4 0 R ".repeat(count)}]`);
    const withPieces = (count: number) => {
      const update = { 3: many(count).replace(FIELDS, `${FIELDS} 45 0 R`), 45: stamp("200 200 220 220") };
      return codes(judge(build({ ...BASE, 3: many(count), 4: stream("", "q Q") }, update), { defaultPermission: 3 }));
    };
    expect(withPieces(5_000)).toEqual(["annotation-added"]);
    expect(withPieces(10_001)).toEqual(["overlay"]);
  });

  it("may show text anywhere where forms show forms, each a hundred times", () => {
    const shows = (num: number) =>
      stream(
        `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im ${num} 0 R >> >>`,
        `${"/Im Do ".repeat(100)}${" ".repeat(20_000)}`,
      );
    const base = {
      ...BASE,
      3: page(FIELDS).replace("/Im 19 0 R", "/Im 50 0 R"),
      4: stream("", "/Im Do"),
      50: shows(51),
      51: shows(52),
      52: shows(53),
      53: shows(54),
      54: stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "q Q"),
    };
    const update = { 3: page(`${FIELDS} 45 0 R`).replace("/Im 19 0 R", "/Im 50 0 R"), 45: stamp("200 200 220 220") };
    expect(codes(judge(build(base, update), { defaultPermission: 3 }))).toEqual(["overlay"]);
  });

  it("is not read again and again where thousands of pages show it, each with resources of its own", () => {
    const pages = Array.from({ length: 400 }, (_, index) => 100 + index);
    const one = (num: number, annots: string) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F${num} 12 0 R >> >> /Annots [${annots}] >>`;
    const base: Objects = {
      ...BASE,
      2: `<< /Type /Pages /Kids [3 0 R ${pages.map((num) => `${num} 0 R`).join(" ")}] /Count 401 >>`,
      4: blank(8_000_000),
      ...Object.fromEntries(pages.map((num) => [num, one(num, "")])),
    };
    const update = Object.fromEntries(pages.map((num) => [num, one(num, stamp("200 200 220 220"))]));
    const found = new Set(codes(judge(build(base, update), { defaultPermission: 3 })));
    expect(found).toContain("overlay");
  });
});

describe("text that comments cover in a document as it is", () => {
  it("is told a hundred times and no more where a page lists one stamp two hundred thousand times", () => {
    const many = build({ ...BASE, 3: page("45 0 R ".repeat(200_000)), 45: stamp("15 245 60 265") });
    expect(findCoveredText(open(many))).toEqual(Array.from({ length: 100 }, () => ({ page: 1, by: "Stamp" })));
  });
});
