import { describe, expect, it } from "vitest";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../../../src/pdf/objects.ts";
import { ByteReader } from "../../../src/pdf/read/byte-reader.ts";
import { lexHexString } from "../../../src/pdf/read/lexer.ts";
import { parseObject } from "../../../src/pdf/read/parse-object.ts";
import { failure, textView } from "./views.ts";

const parse = (text: string): PdfObject => parseObject(new ByteReader(textView(text)), { inFile: true });
const stringOf = (text: string): string => {
  const value = parse(text);
  if (!(value instanceof PdfString)) throw new Error("expected a string");
  return decodeLatin1(value.bytes);
};

describe("parseObject", () => {
  it.each([
    ["0", 0],
    ["+17", 17],
    ["-98", -98],
    ["34.5", 34.5],
    ["-.002", -0.002],
    ["4.", 4],
    ["00012", 12],
    ["true", true],
    ["false", false],
    ["null", null],
  ])("reads %s", (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it("reads names with escaped bytes, and a # that escapes nothing as itself", () => {
    expect(parse("/A#20B#")).toEqual(new PdfName("A B#"));
    expect(parse("/Lime#ZZGreen")).toEqual(new PdfName("Lime#ZZGreen"));
    expect(parse("/")).toEqual(new PdfName(""));
  });

  it("takes references apart from numbers that stand beside each other", () => {
    expect(parse("[1 2 3 0 R 4 5]")).toEqual([1, 2, new PdfRef(3, 0), 4, 5]);
    expect(parse("[1 0 % a comment R\n R]")).toEqual([new PdfRef(1, 0)]);
    expect(failure(() => parse("[1 0 Rx]"))).toBe("object-malformed");
  });

  it("reads literal strings with nesting, escapes, octal codes and any end of line as a line feed", () => {
    expect(stringOf("(a(b)c)")).toBe("a(b)c");
    expect(stringOf("(\\n\\r\\t\\b\\f\\(\\)\\\\\\q)")).toBe("\n\r\t\b\f()\\q");
    expect(stringOf("(\\0053\\53\\5x\\400)")).toBe("\u00053+\u0005x\u0000");
    expect(stringOf("(a\\\r\nb\r\nc\rd)")).toBe("ab\nc\nd");
  });

  it("reads hexadecimal strings over white space and completes an odd digit with 0", () => {
    expect(stringOf("<48 65\n6C6c6F2>")).toBe("Hello ");
    expect(stringOf("<>")).toBe("");
  });

  it("records where strings stand in the file, delimiters included", () => {
    const value = parse("  [ (abc) <6162> ]");
    expect(value).toEqual([
      new PdfString(Uint8Array.of(97, 98, 99), "literal", { start: 4, end: 9 }),
      new PdfString(Uint8Array.of(97, 98), "hex", { start: 10, end: 16 }),
    ]);
  });

  it("keeps the last of duplicate keys and names them", () => {
    const value = parse("<</A 1/B 2/A 3/#41 4>>");
    expect(value).toEqual(
      new PdfDict(
        new Map([
          ["A", 4],
          ["B", 2],
        ]),
        ["A"],
      ),
    );
  });

  it.each(["", "]", ">>", ">", ")", "[1", "<</A>>", "<</A 1", "<<1 2>>", "(abc", "<41", "endobj", "--5", "{", "1.2.3"])(
    "rejects %j",
    (text) => {
      expect(failure(() => parse(text))).toBe("object-malformed");
    },
  );

  it("rejects nesting beyond the cap without exhausting the stack", () => {
    expect(failure(() => parse("[".repeat(1_000_000)))).toBe("MAX_PDF_NESTING");
    expect(failure(() => parse("<</A".repeat(1_000_000)))).toBe("MAX_PDF_NESTING");
    expect(parse("[".repeat(100) + "]".repeat(100))).toBeInstanceOf(Array);
  });
});

describe("lexHexString", () => {
  it("tells where the first character stands that is neither a digit nor white space", () => {
    const token = lexHexString(new ByteReader(textView("  <41 4g 42>"), 2));
    expect(token).toEqual({ bytes: Uint8Array.of(0x41, 0x44, 0x20), extent: { start: 2, end: 12 }, firstNonHex: 7 });
  });

  it("finds nothing to tell of a clean token", () => {
    expect(lexHexString(new ByteReader(textView("<0aFf>"))).firstNonHex).toBeNull();
  });
});
