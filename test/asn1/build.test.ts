import { describe, expect, it } from "vitest";
import {
  booleanTrue,
  explicit,
  implicit,
  integerOf,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  smallInteger,
} from "../../src/asn1/build.ts";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { isDer } from "../../src/asn1/der.ts";
import { decodeOid, decodeSmallInteger } from "../../src/asn1/values.ts";
import { encodeHex } from "../../src/bytes/hex.ts";
import * as other from "../../src/testing/der.ts";

describe("building DER", () => {
  it.each([
    ["a SEQUENCE", sequence(smallInteger(1), nullValue()), "30050201010500"],
    ["an empty SEQUENCE", sequence(), "3000"],
    ["a SET OF in the order of DER", setOf(smallInteger(2), smallInteger(1)), "3106020101020102"],
    ["an explicit tag", explicit(0, smallInteger(1)), "a003020101"],
    ["an implicit tag of a constructed type", implicit(1, setOf(nullValue())), "a1020500"],
    ["an implicit tag of a primitive type", implicit(0, octetString(Uint8Array.of(7))), "800107"],
    ["INTEGER contents as they are", integerOf(Uint8Array.of(0, 0x90)), "02020090"],
    ["a BOOLEAN", booleanTrue(), "0101ff"],
    ["an OID with large arcs", objectIdentifier("2.999.1.16384"), "0606883701818000"],
  ])("encodes %s", (_, built, expected) => {
    expect(encodeHex(built)).toBe(expected);
  });

  it("embeds what is already encoded octet for octet, BER included", () => {
    const ber = Uint8Array.of(0x30, 0x80, 0, 0);
    expect(encodeHex(sequence(ber))).toBe("300430800000");
  });

  it.each([0, 1, 127, 128, 255, 256, 65_535, 1_000_000])("encodes the number %i as the reader reads it", (value) => {
    expect(decodeSmallInteger(readAsn1(smallInteger(value)))).toBe(value);
  });

  it.each(["1.2.840.113549.1.9.16.2.47", "2.16.840.1.101.3.4.2.1", "0.4.0.1733.2.1", "1.3.101.112"])(
    "encodes the OID %s as the reader reads it",
    (oid) => {
      expect(decodeOid(readAsn1(objectIdentifier(oid)))).toBe(oid);
    },
  );

  it.each([0, 1, 126, 127, 128, 255, 256, 65_535, 65_536])("encodes %i octets as the test authority does", (length) => {
    const content = new Uint8Array(length).fill(3);
    expect(octetString(content)).toEqual(other.octetString(content));
    expect(sequence(octetString(content))).toEqual(other.sequence(other.octetString(content)));
    expect(isDer(sequence(octetString(content)))).toBe(true);
  });

  it("changes nothing in what it is given", () => {
    const value = setOf(nullValue());
    implicit(0, value);
    expect(encodeHex(value)).toBe("31020500");
  });
});
