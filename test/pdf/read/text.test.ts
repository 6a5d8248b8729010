import { describe, expect, it } from "vitest";
import { decodeTextString, parsePdfDate } from "../../../src/pdf/read/text.ts";

describe("decodeTextString", () => {
  it.each([
    ["PDFDocEncoding", [0x48, 0xe9, 0x80, 0xa0, 0x18, 0x92], "Hé\u2022\u20ac\u02d8\u2122"],
    ["UTF-16BE", [0xfe, 0xff, 0x1e, 0xa1, 0x00, 0x61], "\u1ea1a"],
    ["UTF-16LE", [0xff, 0xfe, 0xa1, 0x1e], "\u1ea1"],
    ["UTF-8", [0xef, 0xbb, 0xbf, 0xe1, 0xba, 0xa1], "\u1ea1"],
    ["UTF-16BE with a language tag", [0xfe, 0xff, 0, 0x1b, 0, 0x76, 0, 0x69, 0, 0x1b, 0, 0x61], "a"],
    ["UTF-8 that is damaged", [0xef, 0xbb, 0xbf, 0x61, 0xff], "a\ufffd"],
    ["nothing", [], ""],
  ])("reads %s", (_, bytes, text) => {
    expect(decodeTextString(Uint8Array.from(bytes))).toBe(text);
  });
});

describe("parsePdfDate", () => {
  it.each([
    ["D:20240229123456+07'00'", "2024-02-29T05:34:56.000Z"],
    ["D:20240229123456-03'30", "2024-02-29T16:04:56.000Z"],
    ["D:20240229123456Z", "2024-02-29T12:34:56.000Z"],
    ["D:20240229123456Z00'00'", "2024-02-29T12:34:56.000Z"],
    ["D:202402291234", "2024-02-29T12:34:00.000Z"],
    ["D:2024", "2024-01-01T00:00:00.000Z"],
    ["20240101000000+0530", "2023-12-31T18:30:00.000Z"],
  ])("reads %s", (text, iso) => {
    expect(parsePdfDate(text)?.toISOString()).toBe(iso);
  });

  it.each([
    "",
    "D:",
    "yesterday",
    "D:20230229",
    "D:20241301",
    "D:20240101240000",
    "D:20240101006000",
    "D:20240101000000+24'00'",
    "D:2024010",
    "D:20240101000000+07'00'x",
  ])("takes %j for no date", (text) => {
    expect(parsePdfDate(text)).toBeNull();
  });
});
