import * as asn1js from "asn1js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Asn1Cursor } from "../../src/asn1/cursor.ts";
import { decodeTime } from "../../src/asn1/time.ts";
import { decodeBitString, decodeInteger, decodeOid, hasBit } from "../../src/asn1/values.ts";
import { encodeHex } from "../../src/bytes/hex.ts";
import {
  bitString,
  bmpString,
  boolean,
  context,
  contextPrimitive,
  enumerated,
  generalizedTime,
  ia5String,
  integer,
  namedBits,
  nullValue,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
  time,
  utf8String,
} from "../../src/testing/der.ts";

const read = (der: Uint8Array) => new Asn1Cursor(der).take();

describe("DER of the test authority", () => {
  it.each([
    [0, "020100"],
    [127, "02017f"],
    [128, "02020080"],
    [65537, "0203010001"],
  ])("encodes INTEGER %d in its shortest form", (value, hex) => {
    expect(encodeHex(integer(value))).toBe(hex);
  });

  it("encodes a magnitude without leading zeros, and never as a negative number", () => {
    expect(encodeHex(integer(Uint8Array.of(0, 0, 5)))).toBe("020105");
    expect(encodeHex(integer(Uint8Array.of(0xff)))).toBe("020200ff");
    expect(encodeHex(integer(new Uint8Array(0)))).toBe("020100");
  });

  it("refuses a negative number", () => {
    expect(() => integer(-1)).toThrow(RangeError);
  });

  it("writes any magnitude so that the strict reader and asn1js read it back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        const expected = BigInt(`0x0${encodeHex(octets)}`);
        const der = integer(octets);
        expect(decodeInteger(read(der))).toBe(expected);
        const parsed = asn1js.fromBER(der).result;
        expect(parsed instanceof asn1js.Integer && parsed.toBigInt()).toBe(expected);
      }),
    );
  });

  it.each(["2.5.29.15", "1.2.840.113549.1.1.11", "0.9.2342.19200300.100.1.1", "2.999.1", "1.3.6.1.4.1.4294967295"])(
    "writes %s so that the strict reader and asn1js read it back",
    (dotted) => {
      const der = objectIdentifier(dotted);
      expect(decodeOid(read(der))).toBe(dotted);
      const parsed = asn1js.fromBER(der).result;
      expect(parsed instanceof asn1js.ObjectIdentifier && parsed.getValue()).toBe(dotted);
    },
  );

  it.each([0, 127, 128, 255, 256, 65_535, 65_536])("frames %d octets with the shortest length", (size) => {
    const content = new Uint8Array(size).fill(7);
    expect(read(octetString(content)).content).toEqual(content);
  });

  it("orders SET OF by encoding", () => {
    const set = setOf(utf8String("b"), integer(1), utf8String("a"), utf8String("aa"));
    expect(encodeHex(set)).toBe(encodeHex(setOf(utf8String("aa"), utf8String("a"), integer(1), utf8String("b"))));
    expect(encodeHex(set)).toBe("310d" + "020101" + "0c0161" + "0c0162" + "0c026161");
  });

  it("uses UTCTime through 2049 and GeneralizedTime from 2050, in whole seconds", () => {
    expect(encodeHex(time(new Date("2049-12-31T23:59:59.900Z")))).toBe(
      `170d${encodeHex(new TextEncoder().encode("491231235959Z"))}`,
    );
    expect(encodeHex(time(new Date("2050-01-01T00:00:00Z")))).toBe(
      `180f${encodeHex(new TextEncoder().encode("20500101000000Z"))}`,
    );
  });

  it("writes any second of two centuries so that the strict reader reads it back", () => {
    const seconds = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2150, 0, 1) / 1000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const date = new Date(second * 1000);
        expect(decodeTime(read(time(date)))).toEqual(date);
        expect(decodeTime(read(generalizedTime(date)))).toEqual(date);
      }),
    );
  });

  it("strips trailing zero bits of a named bit list", () => {
    expect(encodeHex(namedBits([1]))).toBe("03020640");
    expect(encodeHex(namedBits([0, 8]))).toBe("0303078080");
    expect(encodeHex(namedBits([]))).toBe("030100");
    const bits = decodeBitString(read(namedBits([5, 6])));
    expect([4, 5, 6, 7].map((index) => hasBit(bits, index))).toEqual([false, true, true, false]);
  });

  it("encodes the other types as X.690 says", () => {
    expect(encodeHex(boolean(true))).toBe("0101ff");
    expect(encodeHex(boolean(false))).toBe("010100");
    expect(encodeHex(nullValue())).toBe("0500");
    expect(encodeHex(enumerated(6))).toBe("0a0106");
    expect(encodeHex(bitString(Uint8Array.of(0xa0), 5))).toBe("030205a0");
    expect(encodeHex(utf8String("Ủ"))).toBe("0c03e1bba6");
    expect(encodeHex(bmpString("Ủ"))).toBe("1e021ee6");
    expect(encodeHex(printableString("VN"))).toBe("1302564e");
    expect(encodeHex(ia5String("a@b"))).toBe("1603614062");
    expect(encodeHex(sequence(context(3, nullValue()), contextPrimitive(0, Uint8Array.of(9))))).toBe(
      "3007a30205008001" + "09",
    );
  });
});
