import { describe, expect, it } from "vitest";
import { decodeHex, encodeHex } from "../../src/bytes/hex.ts";
import { isSignaturePair, signaturePairFromDer } from "../../src/crypto/ecdsa-signature.ts";

function pairOf(der: string, orderBytes = 4): string | null {
  const bytes = decodeHex(der.replaceAll(" ", ""));
  if (bytes === null) throw new Error("not hexadecimal");
  const pair = signaturePairFromDer(bytes, orderBytes);
  return pair && encodeHex(pair);
}

describe("an ECDSA signature in DER", () => {
  it.each([
    ["small numbers, filled up with zeros", "3006 020101 020102", "0000000100000002"],
    ["numbers of full length", "300c 020411223344 020455667788", "1122334455667788"],
    ["numbers whose first bit needs a sign octet", "300e 0205 00ff223344 0205 0080000000", "ff22334480000000"],
  ])("is read where it has %s", (_, der, expected) => {
    expect(pairOf(der)).toBe(expected);
  });

  it("is read where its length needs a second octet", () => {
    const number = `0242 01${"ab".repeat(65)}`;
    expect(pairOf(`308188 ${number} ${number}`, 66)).toBe(`01${"ab".repeat(65)}`.repeat(2));
  });

  it.each([
    ["nothing", ""],
    ["a SEQUENCE alone", "30"],
    ["an empty SEQUENCE", "3000"],
    ["another type than SEQUENCE", "3106 020101 020102"],
    ["only one number", "3003 020101"],
    ["three numbers", "3009 020101 020102 020103"],
    ["something other than an INTEGER", "3006 020101 040102"],
    ["a zero r", "3006 020100 020102"],
    ["a zero s", "3006 020101 020100"],
    ["an empty INTEGER", "3005 020101 0200"],
    ["a negative number", "3006 020181 020102"],
    ["a number with a needless zero octet", "3007 02020001 020102"],
    ["a number larger than the order", "300a 02050122334455 020102"],
    ["a length in the long form that fits the short one", "308106 020101 020102"],
    ["a length in the long form with two octets", "30820006 020101 020102"],
    ["an indefinite length", "3080 020101 020102 0000"],
    ["an INTEGER with its length in the long form", "3007 02810101 020102"],
    ["bytes behind it", "3006 020101 020102 00"],
    ["bytes behind its numbers", "3008 020101 020102 0500"],
    ["a length beyond its end", "3007 020101 020102"],
    ["a number beyond its end", "3006 020101 020202"],
  ])("is refused where it has %s", (_, der) => {
    expect(pairOf(der)).toBeNull();
  });
});

describe("a plain ECDSA signature", () => {
  it.each([
    ["r and s of full length", [0, 0, 0, 1, 0, 0, 0, 2], true],
    ["an octet too few", [0, 0, 1, 0, 0, 0, 2], false],
    ["an octet too many", [0, 0, 0, 0, 1, 0, 0, 0, 2], false],
    ["a zero r", [0, 0, 0, 0, 0, 0, 0, 2], false],
    ["a zero s", [0, 0, 0, 1, 0, 0, 0, 0], false],
    ["nothing", [], false],
  ])("with %s", (_, octets, expected) => {
    expect(isSignaturePair(Uint8Array.from(octets), 4)).toBe(expected);
  });
});
