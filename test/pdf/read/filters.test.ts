import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../../src/bytes/concat.ts";
import { equalBytes } from "../../../src/bytes/equal.ts";
import { decodeLatin1, encodeLatin1 } from "../../../src/bytes/text.ts";
import { PdfDict, PdfName, type PdfObject, PdfStream } from "../../../src/pdf/objects.ts";
import { decodeStream } from "../../../src/pdf/read/filters.ts";
import { failure } from "./views.ts";

const resolver = { resolve: (value: PdfObject | undefined) => value ?? null };
const names = (...filters: string[]) => filters.map((filter) => new PdfName(filter));
const dict = (entries: Record<string, PdfObject>) => new PdfDict(new Map(Object.entries(entries)));

function decode(data: Uint8Array | string, entries: Record<string, PdfObject>, maxBytes = 1_000_000): Uint8Array {
  const bytes = typeof data === "string" ? encodeLatin1(data) : data;
  return decodeStream(resolver, new PdfStream(dict(entries), () => bytes), { maxBytes });
}

describe("decodeStream", () => {
  it("returns data without a filter as it is", () => {
    expect(decode("abc", {})).toEqual(encodeLatin1("abc"));
  });

  it("inflates, whatever the size of the steps, and ignores what follows the end", () => {
    const plain = encodeLatin1("0123456789".repeat(50_000));
    const trailing = concatBytes(zlibSync(plain), new Uint8Array(300_000));
    for (const data of [zlibSync(plain), trailing, zlibSync(plain, { level: 0 })]) {
      expect(equalBytes(decode(data, { Filter: new PdfName("FlateDecode") }), plain)).toBe(true);
    }
  });

  it("decodes hexadecimal and base-85 text", () => {
    expect(decode("48 65 6C6c 6F2>junk", { Filter: names("ASCIIHexDecode") })).toEqual(encodeLatin1("Hello "));
    expect(decodeLatin1(decode('87cURD]i,"Ebo80~>', { Filter: names("ASCII85Decode") }))).toBe("Hello World!");
    expect(decode("z!!~>", { Filter: names("A85") })).toEqual(new Uint8Array(5));
  });

  it("decodes run lengths", () => {
    expect(decode(Uint8Array.of(2, 97, 98, 99, 254, 120, 128, 1), { Filter: names("RunLengthDecode") })).toEqual(
      encodeLatin1("abcxxx"),
    );
  });

  it("decodes the LZW example of ISO 32000-2, 7.4.4.2", () => {
    const data = Uint8Array.of(0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01);
    expect(decode(data, { Filter: names("LZWDecode") })).toEqual(Uint8Array.of(45, 45, 45, 45, 45, 65, 45, 45, 45, 66));
  });

  it("applies filters one after another, with the parameters of each", () => {
    const predicted = zlibSync(Uint8Array.of(2, 1, 2, 3, 2, 1, 1, 1));
    const hex = Array.from(predicted, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const parameters = dict({ Predictor: 12, Columns: 3 });
    const decoded = decode(`${hex}>`, {
      Filter: names("ASCIIHexDecode", "FlateDecode"),
      DecodeParms: [null, parameters],
    });
    expect(decoded).toEqual(Uint8Array.of(1, 2, 3, 2, 3, 4));
  });

  it("undoes every PNG row filter (ISO/IEC 15948, clause 9)", () => {
    const rows = Uint8Array.of(0, 10, 20, 30, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1);
    const decoded = decode(zlibSync(rows), {
      Filter: names("FlateDecode"),
      DecodeParms: dict({ Predictor: 15, Columns: 3 }),
    });
    expect([...decoded]).toEqual([10, 20, 30, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5]);
  });

  it("undoes TIFF prediction for components of 8, 16 and 4 bits", () => {
    const tiff = (data: number[], more: Record<string, PdfObject>) => [
      ...decode(zlibSync(Uint8Array.from(data)), {
        Filter: names("FlateDecode"),
        DecodeParms: dict({ Predictor: 2, ...more }),
      }),
    ];
    expect(tiff([1, 2, 3, 4, 250, 10], { Columns: 3, Colors: 1 })).toEqual([1, 3, 6, 4, 254, 8]);
    expect(tiff([1, 100, 1, 100, 1, 100], { Columns: 3, Colors: 2 })).toEqual([1, 100, 2, 200, 3, 44]);
    expect(tiff([0, 255, 0, 1], { Columns: 2, BitsPerComponent: 16 })).toEqual([0, 255, 1, 0]);
    expect(tiff([0x12, 0xf0], { Columns: 4, BitsPerComponent: 4 })).toEqual([0x13, 0x22]);
  });

  it.each([
    ["FlateDecode", "not zlib"],
    ["FlateDecode", decodeLatin1(zlibSync(encodeLatin1("cut off in the middle of a sentence")).subarray(0, 20))],
    ["ASCIIHexDecode", "4x"],
    ["ASCII85Decode", "87c{"],
    ["ASCII85Decode", "8"],
    ["ASCII85Decode", "uuuuu"],
    ["LZWDecode", "\xff\xff\xff"],
    ["RunLengthDecode", "\x05ab"],
    ["RunLengthDecode", "\xf0"],
  ])("rejects damaged %s data", (filter, data) => {
    expect(failure(() => decode(data, { Filter: names(filter) }))).toBe("filter-data");
  });

  it("names filters it has no decoder for, and data that is in another file", () => {
    expect(failure(() => decode("", { Filter: names("DCTDecode") }))).toBe("filter-unsupported");
    expect(failure(() => decode("", { F: names("file") }))).toBe("external-stream");
  });

  it("rejects impossible predictor parameters", () => {
    const parameters: Record<string, PdfObject>[] = [
      { Predictor: 3 },
      { Columns: 0 },
      { Columns: 1e15 },
      { Colors: 99 },
      { BitsPerComponent: 7 },
    ];
    for (const some of parameters) {
      const all = { Filter: names("FlateDecode"), DecodeParms: dict({ Predictor: 12, ...some }) };
      expect(failure(() => decode(zlibSync(new Uint8Array(4)), all))).toBe("filter-data");
    }
  });

  it("stops a bomb at the cap, in each filter", () => {
    const zeros = new Uint8Array(3_000_000);
    expect(failure(() => decode(zlibSync(zeros), { Filter: names("FlateDecode") }))).toBe("maxBytes");
    expect(failure(() => decode("z".repeat(300_000), { Filter: names("ASCII85Decode") }))).toBe("maxBytes");
    expect(failure(() => decode("\x81a".repeat(10_000), { Filter: names("RunLengthDecode") }))).toBe("maxBytes");
  });

  it("stops filters chained to multiply their ratios", () => {
    const twice = zlibSync(zlibSync(new Uint8Array(8_000_000), { level: 9 }), { level: 9 });
    expect(failure(() => decode(twice, { Filter: names("FlateDecode", "FlateDecode") }, 10_000_000))).toBe(
      "MAX_INFLATE_RATIO",
    );
    expect(failure(() => decode("", { Filter: names(...new Array<string>(9).fill("FlateDecode")) }))).toBe(
      "MAX_FILTER_CHAIN",
    );
  });
});
