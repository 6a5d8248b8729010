import { describe, expect, it } from "vitest";
import { decodeHex, encodeHex } from "../../src/bytes/hex.ts";
import { rc4 } from "../../src/crypto/rc4.ts";

/** RFC 6229, section 2: the first 16 bytes of the key stream. */
const VECTORS = [
  { key: "0102030405", start: "b2396305f03dc027ccc3524a0a1118a8" },
  {
    key: "0102030405060708090a0b0c0d0e0f10",
    start: "9ac7cc9a609d1ef7b2932899cde41b97",
  },
];

describe("RC4", () => {
  it.each(VECTORS)("makes the key stream of RFC 6229 for the key $key", ({ key, start }) => {
    const stream = rc4(decodeHex(key) ?? new Uint8Array(0), new Uint8Array(16));
    expect(encodeHex(stream)).toBe(start);
  });

  it("undoes itself", () => {
    const key = Uint8Array.of(9, 8, 7, 6, 5);
    const message = Uint8Array.from({ length: 1000 }, (_, i) => i & 0xff);
    expect(rc4(key, rc4(key, message))).toEqual(message);
  });
});
