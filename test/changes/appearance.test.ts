import { describe, expect, it } from "vitest";
import {
  BASE,
  build,
  changesAfter,
  codes,
  form,
  judge,
  type Objects,
  stream,
  textAppearance,
  textField,
} from "./base.ts";

const fill = (value: string, appearance: string, more: Objects = {}): Objects => ({
  6: textField(`/V ${value} /AP << /N 42 0 R >>`),
  42: appearance,
  ...more,
});
const shows = (content: string, resources?: string) => form(100, 20, content, resources);
const codesAfter = (objects: Objects, base: Objects = BASE) => codes(judge(build(base, objects)));

describe("a filled field shows what it holds", () => {
  it.each([
    ["in one string", "(12/QD)", "BT /Helv 12 Tf 2 5 Td (12/QD) Tj ET"],
    ["in several", "(12/QD)", "BT /Helv 12 Tf 2 5 Td [(12) -200 (/Q)] TJ (D) Tj ET"],
    ["by hexadecimal strings", "<FEFF00310032>", "BT /Helv 12 Tf 2 5 Td <3132> Tj ET"],
    ["in letters moved together a little", "(1000)", "BT /Helv 12 Tf -0.5 Tc 2 5 Td [(1) 40 (0) -20 (00)] TJ ET"],
    ["up to the edge of its box", "(100 000 000 000)", "BT /Helv 12 Tf 2 5 Td (100 000 000 000) Tj ET"],
    [
      "between operators that show nothing",
      "(9)",
      "/Tx BMC 0.5 i 1 j [3] 0 d q BT /Helv 12 Tf 0 Tr 2 5 Td (9) Tj ET Q EMC",
    ],
    ["in a colour beyond black", "(9)", "BT /Helv 12 Tf -1 g 2 5 Td (9) Tj ET"],
    ["in a comb", "(12)", "0 G 1 w 0 0 100 20 re S 50 0 m 50 20 l S BT /Helv 12 Tf 20 5 Td (1) Tj 50 0 Td (2) Tj ET"],
    [
      "on a ground with round corners",
      "(9)",
      "0.9 g 0 5 m 0 2 2 0 5 0 c 100 0 l 100 20 l 0 20 l f 0 g BT /Helv 12 Tf 2 5 Td (9) Tj ET",
    ],
    ["on two lines", "(one\\ntwo)", "BT /Helv 8 Tf 2 12 Td 9 TL (one) Tj T* (two) Tj ET"],
    [
      "with a frame and a ground below it",
      "(9)",
      "1 1 0 rg 0 0 100 20 re f 0 G 0 0 100 20 re S BT /Helv 12 Tf 0 g 2 5 Td (9) Tj ET",
    ],
    ["in white on a dark ground", "(9)", "0 g 0 0 100 20 re f BT /Helv 12 Tf 1 g 2 5 Td (9) Tj ET"],
    ["clipped to its own box", "(9)", "q 1 1 98 18 re W n BT /Helv 12 Tf 2 5 Td (9) Tj ET Q"],
    ["clipped by four lines", "(9)", "q 1 1 m 1 19 l 99 19 l 99 1 l h W n BT /Helv 12 Tf 2 5 Td (9) Tj ET Q"],
    [
      "clipped by lines back to their start",
      "(9)",
      "1 1 m 99 1 l 99 19 l 1 19 l 1 1 l W n BT /Helv 12 Tf 2 5 Td (9) Tj ET",
    ],
  ])("%s", (_, value, content) => {
    expect(codesAfter(fill(value, shows(content)))).toEqual(["field-filled"]);
  });

  it("in the characters of its font's encoding", () => {
    expect(codesAfter(fill("(\\351t\\351)", textAppearance("\\351t\\351")))).toEqual(["field-filled"]);
  });

  it("in a font that a viewer has to find itself, as long as it is plain", () => {
    expect(codesAfter(fill("(12)", textAppearance("12", "Missing")))).toEqual(["field-filled"]);
    expect(codesAfter(fill("(\\351)", textAppearance("\\351", "Missing")))).toEqual(["appearance-unverified"]);
  });

  it("without any appearance, which viewers draw themselves", () => {
    expect(codesAfter({ 6: textField("/V (12)") })).toEqual(["field-filled"]);
  });
});

describe("a filled field does not show what it holds", () => {
  it.each([
    ["another text", "(100)", "BT /Helv 12 Tf 2 5 Td (900) Tj ET"],
    ["more than it holds", "(100)", "BT /Helv 12 Tf 2 5 Td (1000) Tj ET"],
    ["its characters in another order", "(1005)", "BT /Helv 12 Tf 40 5 Td (100) Tj -38 0 Td (5) Tj ET"],
    ["nothing", "(100)", "/Tx BMC EMC"],
  ])("but %s", (_, value, content) => {
    expect(codesAfter(fill(value, shows(content)))).toEqual(["appearance-mismatch"]);
  });

  it("where the old appearance stays", () => {
    const changes = changesAfter(fill("(1)", textAppearance("1")), { 6: textField("/V (2) /AP << /N 42 0 R >>") });
    expect(changes.items[0]).toMatchObject({
      code: "appearance-mismatch",
      before: "2",
      after: "1",
      field: "So",
      page: 1,
    });
  });

  it("where another field's appearance is put in its place", () => {
    expect(codesAfter({ 6: textField("/V () /AP << /N 15 0 R >>") })).toEqual(["appearance-mismatch"]);
  });
});

describe("whether a filled field shows what it holds cannot be told", () => {
  const text = "BT /Helv 12 Tf 2 5 Td (9) Tj ET";
  it.each([
    ["is painted over", `${text} 1 g 0 0 100 20 re f`],
    ["is invisible by its rendering mode", "BT /Helv 12 Tf 3 Tr 2 5 Td (9) Tj ET"],
    ["is white", "BT /Helv 12 Tf 1 1 1 rg 2 5 Td (9) Tj ET"],
    ["is too small", "BT /Helv 1 Tf 2 5 Td (9) Tj ET"],
    ["is scaled away", "q 0.01 0 0 0.01 0 0 cm BT /Helv 12 Tf 2 5 Td (9) Tj ET Q"],
    ["stands outside of its box", "BT /Helv 12 Tf 200 5 Td (9) Tj ET"],
    ["is spread out of its box", "BT /Helv 12 Tf 900 Tc 2 5 Td (9) Tj () Tj (9) Tj ET"],
    ["is clipped away", "q 90 0 5 5 re W n BT /Helv 12 Tf 2 5 Td (9) Tj ET Q"],
    [
      "is clipped by a narrow box turned over it",
      "q .98 .19 -.19 .98 0 0 cm 0 -30 99 1 re W n Q BT /Helv 12 Tf 2 5 Td (9) Tj ET",
    ],
    ["is clipped by a triangle", "1 1 m 99 1 l 99 19 l h W n BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["is clipped by a curve", "1 1 m 1 19 l 99 19 l 99 1 l 50 1 40 1 1 1 c h W n BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["is clipped by two boxes", "1 1 9 9 re 1 1 98 18 re W n BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["is optional content", `/OC /MC0 BDC ${text} EMC`],
    ["is transparent", `/GS gs ${text}`],
    ["runs out of its box at the right", "BT /Helv 12 Tf 88 5 Td (9) Tj (9) Tj ET"],
    ["begins left of its box", "BT /Helv 12 Tf -3 5 Td (9) Tj ET"],
    ["runs out of its box at the top", "BT /Helv 12 Tf 2 14 Td (9) Tj ET"],
    ["runs out of its box at the bottom", "BT /Helv 12 Tf 2 -3 Td (9) Tj ET"],
    ["is raised out of its box", "BT /Helv 12 Tf 14 Ts 2 5 Td (9) Tj ET"],
    ["is cut off by a clip", "q 0 0 6 20 re W n BT /Helv 12 Tf 2 5 Td (9) Tj ET Q"],
    ["is cut off by two clips together", "q 0 0 100 8 re W n 0 0 100 20 re W n BT /Helv 12 Tf 2 5 Td (9) Tj ET Q"],
    ["is pressed together", "BT /Helv 12 Tf 5 Tz 2 5 Td (9) Tj ET"],
    ["is pressed together by its matrix", "BT /Helv 12 Tf 0.05 0 0 1 2 5 Tm (9) Tj ET"],
    ["is pressed together by a little, and its letters by more", "BT /Helv 12 Tf -8 Tc 2 5 Td (9) Tj ET"],
    ["is black on black", "0 g 0 0 100 20 re f BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["is white, and the dark ground elsewhere", "0 g 60 0 5 5 re f BT /Helv 12 Tf 1 g 2 5 Td (9) Tj ET"],
    [
      "is white, and the dark ground painted over",
      "0 g 0 0 100 20 re f 1 g 0 0 100 20 re f BT /Helv 12 Tf 2 5 Td (9) Tj ET",
    ],
    ["is whiter than white on paper", "BT /Helv 12 Tf 9 g 2 5 Td (9) Tj ET"],
    ["is grey on paper", "BT /Helv 12 Tf 0.8 g 2 5 Td (9) Tj ET"],
    ["is black on a thick black line", "30 w 0 10 m 100 10 l S BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["is black on a black curve", "0 0 m 0 40 100 40 100 0 c f BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["is of the colour of an unknown line", "/P CS /P0 SCN 30 w 0 10 m 100 10 l S BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["stands on a hundred patches", `${"0.5 g 0 0 100 20 re f ".repeat(600)} 0 g ${text}`],
    ["is upside down", "BT /Helv 12 Tf 1 0 0 -1 2 5 Tm (9) Tj ET"],
    ["comes with an image", `${text} /Im Do`],
    ["comes with an inline image", `${text} BI /W 1 ID a EI`],
    ["breaks off", "BT /Helv 12 Tf 2 5 Td (9"],
    // Some viewers take the first of too many operands, and others the last.
    ["is one of two strings", "BT /Helv 12 Tf 2 5 Td (9) (1000) Tj ET"],
    ["is one of two strings on the next line", "BT /Helv 12 Tf 2 5 Td (9) (1000) ' ET"],
    ["is one of two strings with their spacing", 'BT /Helv 12 Tf 2 5 Td 0 0 (9) (1000) " ET'],
    ["is one of two lists", "BT /Helv 12 Tf 2 5 Td [(9)] [(1000)] TJ ET"],
    ["is in a list of lists", "BT /Helv 12 Tf 2 5 Td [(9) [(000)]] TJ ET"],
    ["is black or white", "BT /Helv 12 Tf 2 5 Td 1 g 0 1 g (9) Tj ET"],
    ["is of too many components", "BT /Helv 12 Tf 2 5 Td 0 0 0 1 g (9) Tj ET"],
    ["is of too few components", "BT /Helv 12 Tf 2 5 Td 1 1 1 rg 0 rg (9) Tj ET"],
    ["has two rendering modes", "BT /Helv 12 Tf 2 5 Td 0 3 Tr (9) Tj ET"],
    ["has a rendering mode set again by nothing", "BT /Helv 12 Tf 2 5 Td 3 Tr Tr (9) Tj ET"],
    ["is moved to one of two places", "BT /Helv 12 Tf 2 5 900 900 Td (9) Tj ET"],
    ["is raised by a name", "BT /Helv 12 Tf 2 5 Td /Up Ts (9) Tj ET"],
    ["is of two sizes", "BT /Helv 12 1 Tf 2 5 Td (9) Tj ET"],
    ["stands on one of two boxes", "1 g 0 0 1 1 0 0 100 20 re f 0 g BT /Helv 12 Tf 2 5 Td (9) Tj ET"],
    ["is placed by seven numbers", "BT /Helv 12 Tf 1 0 0 1 2 5 900 Tm (9) Tj ET"],
    // One viewer reads "1 gX" as a colour and a mistake, and another as a mistake.
    ["comes after an operator that nobody knows", "BT /Helv 12 Tf 2 5 Td 1 gX (9) Tj ET"],
    ["comes after a glyph's operator", "BT /Helv 12 Tf 2 5 Td 0 0 d0 (9) Tj ET"],
    [
      "comes after a box so large that it is nowhere",
      `q ${"1e9 0 0 1e9 0 0 cm ".replaceAll("1e9", "999999999").repeat(40)} 0 0 1 1 re f Q ${text}`,
    ],
  ])("because it %s", (_, content) => {
    const found = codesAfter(fill("(9)", shows(content)));
    expect(["appearance-unverified", "object-unreadable"]).toContain(found[0]);
  });

  it("because its box is far larger than the field", () => {
    expect(codesAfter(fill("(9)", form(10_000, 2_000, text)))).toEqual(["appearance-unverified"]);
  });

  it("because its matrix distorts it", () => {
    const skewed = stream(
      "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Matrix [1 0 5 1 0 0] /Resources << /Font << /Helv 12 0 R >> >>",
      text,
    );
    expect(codesAfter(fill("(9)", skewed))).toEqual(["appearance-unverified"]);
  });

  const cutOff = (value: string, content: string, base = BASE) => codesAfter(fill(`(${value})`, shows(content)), base);

  it.each([
    ["cut off behind its first digits", "100 000", "BT /Helv 12 Tf 78 5 Td (100 000) Tj ET"],
    ["moved out by the space between its words", "100 000", "BT /Helv 12 Tf 80 Tw 2 5 Td (100 000) Tj ET"],
    ["moved out by the spaces that an operator sets", "100 000", `BT /Helv 12 Tf 2 5 Td 80 0 (100 000) " ET`],
    ["moved out by the space between its letters", "1000", "BT /Helv 12 Tf 30 Tc 2 5 Td (1000) Tj ET"],
    ["moved out by one of its pieces", "100", "BT /Helv 12 Tf 2 5 Td [(10) -9000 (0)] TJ ET"],
    ["stretched out", "100", "BT /Helv 12 Tf 195 Tz 40 5 Td (100000) Tj ET"],
    ["with one zero on another", "100", "BT /Helv 12 Tf 2 5 Td [(1) (0) 556 (0)] TJ ET"],
    ["with one line on another", "100 1", "BT /Helv 12 Tf 2 9 Td (100) Tj 0 -5 Td (1) Tj ET"],
    ["with a comma that its box cuts to a full stop", "1,5", "BT /Helv 12 Tf 2 0 Td (1,5) Tj ET"],
  ])("because it is %s", (_, value, content) => {
    expect(cutOff(value, content)).toEqual(["appearance-unverified"]);
  });

  it("because its box is far wider than the field, or pressed flat", () => {
    expect(codesAfter(fill("(9)", form(1_000, 20, text)))).toEqual(["appearance-unverified"]);
    expect(codesAfter(fill("(9)", form(100, 100, "BT /Helv 60 Tf 2 5 Td (9) Tj ET")))).toEqual([
      "appearance-unverified",
    ]);
  });

  const turned = (matrix: string, width: number, height: number) =>
    stream(
      `/Subtype /Form /BBox [0 0 ${width} ${height}] /Matrix [${matrix}] /Resources << /Font << /Helv 12 0 R >> >>`,
      text,
    );

  it("because its box is turned and then far too long for the field", () => {
    expect(codesAfter(fill("(9)", turned("0 1 -1 0 0 0", 20, 100)))).toEqual(["field-filled"]);
    expect(codesAfter(fill("(9)", turned("0 1 -1 0 0 0", 1000, 100)))).toEqual(["appearance-unverified"]);
  });

  it("because it shows another text to who points at it, or may", () => {
    const pointed = (key: string, more: string) =>
      codesAfter({
        6: textField(`/V (9) /AP << /N 42 0 R /${key} 43 0 R >>`),
        42: textAppearance("9"),
        43: more,
      });
    for (const key of ["R", "D"]) {
      expect(pointed(key, textAppearance("900"))).toEqual(["appearance-unverified"]);
      expect(pointed(key, form(100, 20, "0 g 0 0 100 20 re f"))).toEqual(["appearance-unverified"]);
      expect(pointed(key, textAppearance("9"))).toEqual(["field-filled"]);
    }
  });

  it("because its appearance stands for something else", () => {
    const special = (entries: string) =>
      codesAfter(fill("(9)", stream(`/BBox [0 0 100 20] /Resources << /Font << /Helv 12 0 R >> >> ${entries}`, text)));
    expect(special("/Subtype /Form")).toEqual(["field-filled"]);
    expect(special("/Subtype /Image")).toEqual(["appearance-unverified"]);
    expect(special("/Subtype /Form /Ref << /F (other.pdf) /Page 0 >>")).toEqual(["appearance-unverified"]);
    expect(special("/Subtype /Form /Subtype2 /PS")).toEqual(["appearance-unverified"]);
    expect(special("/Subtype /Form /OC << /Type /OCG >>")).toEqual(["appearance-unverified"]);
  });

  it("because a standard font comes with other widths than its own", () => {
    const widths = (width: number) =>
      codesAfter({
        ...fill("(99)", shows("BT /Own 12 Tf 2 5 Td (99) Tj ET", "/Font << /Own 50 0 R >>")),
        50: `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 57 /LastChar 57 /Widths [${width}] >>`,
      });
    expect(widths(556)).toEqual(["field-filled"]);
    for (const width of [0, -556, 200, 5_000]) expect(widths(width)).toEqual(["appearance-unverified"]);
  });

  const embedded =
    "<< /Type /Font /Subtype /TrueType /BaseFont /AAAAAA+Own /Encoding /WinAnsiEncoding /FontDescriptor 51 0 R >>";
  const descriptor = { 51: "<< /Type /FontDescriptor /FontFile2 52 0 R >>", 52: stream("", "glyphs") };
  const inOwnFont = fill("(9)", shows("BT /Own 12 Tf 2 5 Td (9) Tj ET", "/Font << /Own 50 0 R >>"));

  it("because its font came with it, and shows what it likes", () => {
    expect(codesAfter({ ...inOwnFont, 50: embedded, ...descriptor })).toEqual(["appearance-unverified"]);
  });

  it("because its font took the number of an object that was signed, and used by nothing", () => {
    expect(codesAfter({ ...inOwnFont, 50: embedded, ...descriptor }, { ...BASE, 50: "<< /Old true >>" })).toEqual([
      "appearance-unverified",
    ]);
  });

  it("but in a font that was signed", () => {
    const base = {
      ...BASE,
      3: (BASE[3] ?? "").replace("/Helv 12 0 R", "/Helv 12 0 R /Own 50 0 R"),
      50: embedded,
      ...descriptor,
    };
    expect(codesAfter(inOwnFont, base)).toEqual(["field-filled"]);
  });

  it("where it runs out of its box by the widths of the font that was signed", () => {
    const withFont = (font: string) => ({
      ...BASE,
      3: (BASE[3] ?? "").replace("/Helv 12 0 R", "/Helv 12 0 R /Own 50 0 R"),
      50: font,
      ...descriptor,
    });
    const simple = (widths: string) => withFont(embedded.replace("/FontDescriptor", `${widths} /FontDescriptor`));
    const long = fill("(999999999)", shows("BT /Own 12 Tf 2 5 Td (999999999) Tj ET", "/Font << /Own 50 0 R >>"));
    expect(codesAfter(long, simple("/FirstChar 57 /LastChar 57 /Widths [500]"))).toEqual(["field-filled"]);
    expect(codesAfter(long, simple("/FirstChar 57 /LastChar 57 /Widths [950]"))).toEqual(["appearance-unverified"]);
    expect(codesAfter(long, simple("/FirstChar 57 /LastChar 57 /Widths [0]"))).toEqual(["appearance-unverified"]);
    expect(codesAfter(long, simple(""))).toEqual(["appearance-unverified"]);
    const composite = (widths: string) => ({
      ...withFont(
        `<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /ToUnicode 53 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 ${widths} >>] >>`,
      ),
      53: stream("", "1 beginbfchar <0039> <0039> endbfchar"),
    });
    const wide = fill(
      "(999999999)",
      shows(`BT /Own 12 Tf 2 5 Td <${"0039".repeat(9)}> Tj ET`, "/Font << /Own 50 0 R >>"),
    );
    expect(codesAfter(wide, composite("/W [57 [500]]"))).toEqual(["field-filled"]);
    expect(codesAfter(wide, composite("/W [50 60 500]"))).toEqual(["field-filled"]);
    expect(codesAfter(wide, composite("/DW 500"))).toEqual(["field-filled"]);
    expect(codesAfter(wide, composite("/DW 500 /W [57 [950]]"))).toEqual(["appearance-unverified"]);
    expect(codesAfter(wide, composite(""))).toEqual(["appearance-unverified"]);
  });

  it("for a signature that is older than the font, and not for one that is not", () => {
    const bytes = build(
      BASE,
      {
        99: "null",
        50: embedded,
        ...descriptor,
        5: (BASE[5] ?? "").replace("/Helv 12 0 R", "/Helv 12 0 R /Own 50 0 R"),
      },
      inOwnFont,
    );
    expect(judge(bytes, { since: 0 }).level).toBe("other");
    expect(judge(bytes, { since: 1 }).level).toBe("form-filling");
  });

  it("because the standard font is one in name only", () => {
    const fake =
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FontDescriptor 51 0 R >>";
    expect(codesAfter({ ...inOwnFont, 50: fake, ...descriptor })).toEqual(["appearance-unverified"]);
  });

  it("because a new encoding of a standard font says that it shows another", () => {
    const turned = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [57 /one] >> >>";
    expect(codesAfter({ ...inOwnFont, 50: turned })).toEqual(["appearance-mismatch"]);
  });

  it("because only /ToUnicode says what a new font shows", () => {
    const lying =
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [57 /one] >> /ToUnicode 53 0 R >>";
    const cmap = stream("", "1 beginbfchar <39> <0039> endbfchar");
    expect(codesAfter({ ...inOwnFont, 50: lying, 53: cmap })).toEqual(["appearance-mismatch"]);
  });
});
