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
    ["is upside down", "BT /Helv 12 Tf 1 0 0 -1 2 5 Tm (9) Tj ET"],
    ["comes with an image", `${text} /Im Do`],
    ["comes with an inline image", `${text} BI /W 1 ID a EI`],
    ["breaks off", "BT /Helv 12 Tf 2 5 Td (9"],
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
