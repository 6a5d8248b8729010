import { describe, expect, it } from "vitest";
import { decodeLatin1, encodeLatin1 } from "../../../src/bytes/text.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfStream, PdfString } from "../../../src/pdf/objects.ts";
import { ByteWriter } from "../../../src/pdf/write/byte-writer.ts";
import { encodeObject, writeObject } from "../../../src/pdf/write/serialize.ts";

const text = (value: PdfObject) => decodeLatin1(encodeObject(value));
const literal = (value: string) => new PdfString(encodeLatin1(value));

describe("writing PDF objects", () => {
  it("writes null, booleans and references as their keywords", () => {
    expect(text([null, true, false, new PdfRef(12, 3)])).toBe("[null true false 12 3 R]");
  });

  it.each([
    [0, "0"],
    [-0, "0"],
    [-17, "-17"],
    [0.5, "0.5"],
    [-0.25, "-0.25"],
    [1e-7, "0.0000001"],
    [1e-12, "0"],
    [-1e-12, "0"],
    [1e21, "1000000000000000000000"],
    [123456.789, "123456.789"],
    [2 ** 40, "1099511627776"],
  ])("writes the number %d without an exponent", (value, expected) => {
    expect(text(value)).toBe(expected);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses the number %d", (value) => {
    expect(() => text(value)).toThrow("not finite");
  });

  it("escapes in a name all that is not a regular printable character", () => {
    expect(text(new PdfName("A B#/(é\u0000~"))).toBe("/A#20B#23#2F#28#E9#00~");
    expect(text(new PdfName("Adobe.PPKLite"))).toBe("/Adobe.PPKLite");
  });

  it("refuses a name whose characters are not bytes", () => {
    expect(() => text(new PdfName("ký"))).not.toThrow();
    expect(() => text(new PdfName("đ"))).toThrow("one byte");
  });

  it("escapes delimiters, backslash and line ends in a literal string and leaves other bytes alone", () => {
    expect(text(literal("a(b)c\\d\re\nf\u0000\u00ff"))).toBe("(a\\(b\\)c\\\\d\\re\\nf\u0000\u00ff)");
  });

  it("writes a hexadecimal string with two digits a byte", () => {
    expect(text(new PdfString(Uint8Array.of(0, 10, 255), "hex"))).toBe("<000AFF>");
  });

  it("keeps the order of dictionary entries and escapes their keys", () => {
    const dict = new PdfDict(
      new Map<string, PdfObject>([
        ["Z", 1],
        ["A b", [2, literal("x")]],
        ["M", new PdfDict(new Map())],
      ]),
    );
    expect(text(dict)).toBe("<< /Z 1 /A#20b [2 (x)] /M << >> >>");
  });

  it("gives a stream the length of its data, whatever its dictionary said", () => {
    const stream = new PdfStream(new PdfDict(new Map([["Length", 99]])), () => encodeLatin1("abc"));
    expect(text(stream)).toBe("<< /Length 3 >>\nstream\nabc\nendstream");
  });

  it("refuses nesting that a reader would refuse", () => {
    let value: PdfObject = 1;
    for (let i = 0; i < 102; i++) value = [value];
    expect(() => text(value)).toThrow("nested deeper");
  });

  it("tells where each value's token stands", () => {
    const inner: PdfObject = [7];
    const out = new ByteWriter();
    out.text("5 0 obj ");
    const seen: [number, number][] = [];
    writeObject(out, new PdfDict(new Map([["K", inner]])), (value, start, end) => {
      if (value === inner) seen.push([start, end]);
    });
    expect(seen.map(([start, end]) => decodeLatin1(out.finish().subarray(start, end)))).toEqual(["[7]"]);
  });
});
