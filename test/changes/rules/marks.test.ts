import { describe, expect, it } from "vitest";
import { darkPlaces, paintVeil, type Veil } from "../../../src/changes/appearance/veils.ts";
import { ContentBudget } from "../../../src/changes/content-budget.ts";
import { ANYWHERE } from "../../../src/changes/geometry.ts";
import { BASE, FIELDS, type Objects, page, stream } from "../base.ts";
import { allows, refuses } from "./cases.ts";

/** On the word of the page. */
const ON_TEXT = "15 245 60 265";
const STATES =
  "/ExtGState << /G << /BM /Multiply >> /H << /ca 0.5 >> /S << /ca 0.6 >> /D << /BM /Difference >> /T << /BM /Multiply /TR2 99 0 R >> >>";

const mark = (subtype: string, appearance: number | null, more = "") =>
  `<< /Type /Annot /Subtype /${subtype} /Rect [${ON_TEXT}] ${appearance === null ? "" : `/AP << /N ${appearance} 0 R >>`} ${more} >>`;
/** As large as the rectangle of the marks, so that its units are those of the page. */
const picture = (data: string, more = "") =>
  stream(`/Type /XObject /Subtype /Form /BBox [0 0 45 20] /Resources << ${STATES} >> ${more}`, data);
/** A highlight with that appearance on the page's text. */
const highlighted = (data: string, more = ""): Objects[] => [
  { 3: page(`${FIELDS} 45 0 R`), 45: mark("Highlight", 46), 46: picture(data, more) },
];
/** Marks that are added together, each with its appearance. */
const together = (...marks: readonly (readonly [subtype: string, data: string | null])[]): Objects => ({
  3: page(`${FIELDS} ${marks.map((_, index) => `${50 + index} 0 R`).join(" ")}`),
  ...Object.fromEntries(
    marks.flatMap(([subtype, data], index) => [
      [50 + index, mark(subtype, data === null ? null : 60 + index)],
      ...(data === null ? [] : [[60 + index, picture(data)] as const]),
    ]),
  ),
});

const YELLOW = "/G gs 1 1 0 rg 0 0 45 20 re f";
const GREEN = "/G gs 0.6 1 0.6 rg 0 0 45 20 re f";
const SHEER = "/S gs 1 g 0 0 45 20 re f";
/** Boxes of which each two share less than a third, and all of them the middle, where the text is. */
const CROSS = ["0 7 45 30 re f", "0 -17 45 30 re f", "15 7 90 6 re f", "-60 7 90 6 re f"].map(
  (box) => `/S gs 1 g ${box}`,
);

describe("a mark on text", () => {
  allows(
    [
      {
        title: "a mark multiplies the page with a thick light line",
        updates: highlighted("/G gs 1 1 0 RG 12 w 0 10 m 45 10 l S"),
      },
      {
        title: "a mark multiplies the page from a group that knows what is below it",
        updates: highlighted(YELLOW, "/Group << /S /Transparency /I false >>"),
      },
      {
        title: "a mark is half transparent in a group of its own",
        updates: highlighted("/H gs 1 1 0 rg 0 0 45 20 re f", "/Group << /S /Transparency /I true >>"),
      },
      {
        title: "half transparent marks on two lines touch each other",
        updates: highlighted("/H gs 1 1 0 rg 0 0 45 10.5 re f 0 9.5 45 10.5 re f"),
      },
      { title: "two marks are light together", updates: [together(["Highlight", YELLOW], ["Highlight", GREEN])] },
      {
        title: "text is highlighted, underlined and struck out",
        updates: [
          together(
            ["Highlight", YELLOW],
            ["Underline", "0 0 0 RG 1 w 0 3 m 45 3 l S"],
            ["StrikeOut", "0 G 1 w 0 10 m 45 10 l S"],
          ),
        ],
      },
      {
        title: "text is underlined by a line that waves",
        updates: [
          together([
            "Squiggly",
            `1 0 0 RG 0.5 w 0 2 m ${Array.from({ length: 22 }, (_, at) => `${2 * at + 2} ${at % 2 === 0 ? 4 : 2} l`).join(" ")} S`,
          ]),
        ],
      },
      {
        title: "viewers draw marks that have no pictures",
        updates: [together(["Highlight", null], ["Underline", null], ["StrikeOut", null])],
      },
    ].map((one) => ({ ...one, code: "annotation-added" as const, level: "annotations" as const })),
  );

  refuses(
    [
      {
        title: "a thick black line is multiplied with the page",
        updates: highlighted("/G gs 0 G 12 w 0 10 m 45 10 l S"),
      },
      {
        title: "a thick line of an unknown colour is multiplied with the page",
        updates: highlighted("/G gs /Cs CS 0 SCN 12 w 0 10 m 45 10 l S"),
      },
      {
        title: "a mark that multiplies does so in a group that knows nothing of the page",
        updates: highlighted(YELLOW, "/Group << /S /Transparency /I true >>"),
      },
      { title: "a mark's group cannot be read", updates: highlighted(YELLOW, "/Group 1") },
      { title: "layers of one mark add up where all of them meet", updates: highlighted(CROSS.join(" ")) },
      {
        title: "layers of one mark add up within its box, and are larger outside of it",
        updates: highlighted("/S gs 1 g 0 0 45 400 re f 0 -400 45 420 re f -400 0 445 20 re f 0 0 900 20 re f"),
      },
      {
        title: "layers of one mark add up in parts of their paths",
        updates: highlighted("/S gs 1 g 0 0 45 20 re 0 300 1 1 re f 0 0 45 20 re 0 -300 1 1 re f"),
      },
      {
        title: "thin lines side by side cover text",
        updates: highlighted([2, 6, 10, 14, 18].map((y) => `0 G 3 w 0 ${y} m 45 ${y} l S`).join(" ")),
      },
      {
        title: "a hatching covers text",
        updates: highlighted(
          `0 G 2 w ${Array.from({ length: 16 }, (_, at) => `${3 * at - 10} 0 m ${3 * at + 10} 20 l`).join(" ")} S`,
        ),
      },
      {
        title: "two marks that are added together hide text together",
        updates: [together(["Highlight", SHEER], ["Highlight", SHEER])],
      },
      {
        title: "a mark hides text together with one that was added before it",
        updates: [together(["Highlight", SHEER]), together(["Highlight", SHEER], ["Highlight", SHEER])],
      },
      {
        title: "a mark hides text together with one that was signed",
        base: { ...BASE, ...together(["Highlight", SHEER]) },
        updates: [together(["Highlight", SHEER], ["Highlight", SHEER])],
      },
      {
        title: "marks of three colours are black together",
        updates: [
          together(
            ["Highlight", YELLOW],
            ["Highlight", "/G gs 0 1 1 rg 0 0 45 20 re f"],
            ["Highlight", "/G gs 1 0 1 rg 0 0 45 20 re f"],
          ),
        ],
      },
      {
        title: "a half transparent mark subtracts itself from the page",
        updates: highlighted("/D gs /H gs 1 g 0 0 45 20 re f"),
      },
      {
        title: "what a mark multiplies with is turned over by a function",
        updates: highlighted("/T gs 1 1 0 rg 0 0 45 20 re f"),
      },
      {
        title: "a mark is blended with the page in a way of its own",
        updates: [
          {
            3: page(`${FIELDS} 45 0 R`),
            45: mark("Highlight", 46, "/BM /Difference"),
            46: picture("/H gs 1 g 0 0 45 20 re f"),
          },
        ],
      },
      {
        title: "a mark without a picture has no colour that could be told",
        updates: [{ 3: page(`${FIELDS} 45 0 R`), 45: mark("Highlight", null, "/C [1 1]") }],
      },
      {
        title: "viewers paint a mark without a picture in grey, five times",
        updates: [
          {
            3: page(`${FIELDS} 45 0 R`),
            45: mark("Highlight", null, `/C [0.8] /QuadPoints [${"15 265 60 265 15 245 60 245 ".repeat(5)}]`),
          },
        ],
      },
    ].map((one) => ({ ...one, code: "overlay" as const })),
  );
});

/** Each a little higher and further to the right than the one before. */
const pileOf = (count: number, leaves: number): Veil[] =>
  Array.from({ length: count }, (_, at) =>
    paintVeil({ left: at / 100, bottom: at / 100, right: 500 + at / 100, top: 500 + at / 100 }, [
      leaves,
      leaves,
      leaves,
    ]),
  );

describe("marks that lie on each other", () => {
  it("are dark anywhere where their dark places are too many to tell", () => {
    expect(darkPlaces(pileOf(2, 0.5), new ContentBudget(0))).toHaveLength(1);
    expect(darkPlaces(pileOf(2_000, 0.5), new ContentBudget(0))).toEqual([ANYWHERE]);
  });

  it("are added up on as many pages as a file of that size may have of them", () => {
    const content = new ContentBudget(0);
    expect(darkPlaces(pileOf(500, 0.9999), content)).toEqual([]);
    expect(() => {
      for (let page = 0; page < 100; page++) darkPlaces(pileOf(500, 0.9999), content);
    }).toThrow(expect.objectContaining({ limit: "MAX_CONTENT_RATIO" }));
  });
});
