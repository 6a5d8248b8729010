import { describe, expect, it } from "vitest";
import { compareEncodings, isDer, isSetOfOrder } from "../../src/asn1/der.ts";
import { decodeHex } from "../../src/bytes/hex.ts";

function hex(digits: string): Uint8Array {
  const bytes = decodeHex(digits.replaceAll(" ", ""));
  if (bytes === null) throw new Error("not hexadecimal");
  return bytes;
}

describe("telling DER from BER", () => {
  it.each([
    ["several values one after another", "0500 0101ff"],
    ["a value of 128 octets", `0481 80${"00".repeat(128)}`],
    ["nested values", "3006 3104 a002 0500"],
    ["a tag number of 31", "1f1f 00"],
    ["a tag number of 128", "1f8100 00"],
    ["nothing at all", ""],
  ])("accepts %s", (_, digits) => {
    expect(isDer(hex(digits))).toBe(true);
  });

  it.each([
    ["an indefinite length", "3080 0000"],
    ["a long form for a length below 128", "0481 0100"],
    ["a length with a leading zero octet", `0482 0080${"00".repeat(128)}`],
    ["an OCTET STRING in pieces", "2404 04020000"],
    ["a value that ends after its frame", "3003 040200"],
    ["a value cut off before its length", "04"],
    ["a length cut off", "0482 01"],
    ["a long identifier for a small tag number", "1f1e 00"],
    ["a long identifier with a leading zero", "1f801f 00"],
    ["an indefinite length four levels down", "3008 3006 3004 3080 0000"],
  ])("rejects %s", (_, digits) => {
    expect(isDer(hex(digits))).toBe(false);
  });

  it("rejects nesting without end instead of overflowing the stack", () => {
    let bytes = new Uint8Array(0);
    for (let depth = 0; depth < 60; depth++) bytes = Uint8Array.of(0x30, bytes.length, ...bytes);
    expect(isDer(bytes)).toBe(true);
    const deep = new Uint8Array(200_000);
    for (let at = 0; at < deep.length; at += 5) deep.set([0x30, 0x83, ...lengthOf(deep.length - at - 5)], at);
    expect(isDer(deep)).toBe(false);
  });
});

function lengthOf(length: number): number[] {
  return [(length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
}

describe("the order of a SET OF", () => {
  it("compares octet by octet", () => {
    expect(isSetOfOrder([hex("0201 01"), hex("0201 02"), hex("0202 0100")])).toBe(true);
    expect(isSetOfOrder([hex("0201 02"), hex("0201 01")])).toBe(false);
  });

  it("lets equal values stand beside each other", () => {
    expect(isSetOfOrder([hex("0500"), hex("0500")])).toBe(true);
    expect(compareEncodings(hex("0500"), hex("0500"))).toBe(0);
  });
});
