import { describe, expect, it } from "vitest";
import { DIGESTS } from "../../src/crypto/algorithms.ts";
import { platform as node } from "../../src/platform/node.ts";
import { platform as web } from "../../src/platform/web.ts";

describe("hashing in Node and in browsers", () => {
  it.each(Object.values(DIGESTS))("gives the same $name for every length around its blocks", ({ name }) => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 131 + 17) & 0xff);
    for (let length = 0; length <= bytes.length; length++) {
      const message = bytes.subarray(0, length);
      const expected = node.createDigest(name).update(message).digest();
      expect(web.createDigest(name).update(message).digest()).toEqual(expected);
      expect(node.digestOf(name, message)).toEqual(expected);
      expect(web.digestOf(name, message)).toEqual(expected);
    }
  });
});
