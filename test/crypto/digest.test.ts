import { describe, expect, it } from "vitest";
import { encodeHex } from "../../src/bytes/hex.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { DIGESTS, type DigestName } from "../../src/crypto/algorithms.ts";
import { createDigest, digestOf } from "../../src/crypto/digest.ts";

/** Digests of "abc": RFC 1321, annex A.5; the RIPEMD-160 paper; NIST's example values for FIPS 180-4 and FIPS 202. */
const OF_ABC: { readonly [Name in Exclude<DigestName, "SHAKE256">]: string } = {
  MD5: "900150983cd24fb0d6963f7d28e17f72",
  "RIPEMD-160": "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
  "SHA-1": "a9993e364706816aba3e25717850c26c9cd0d89d",
  "SHA-224": "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
  "SHA-256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  "SHA-384": "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
  "SHA-512":
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a" +
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
  "SHA-512/224": "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa",
  "SHA-512/256": "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
  "SHA3-224": "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf",
  "SHA3-256": "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
  "SHA3-384": "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25",
  "SHA3-512":
    "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e" +
    "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
};

const names = Object.values(DIGESTS).map(({ name }) => name);

describe("digests", () => {
  it.each(Object.entries(OF_ABC))("%s of abc is what its standard says", (name, expected) => {
    const digest = names.find((known) => known === name);
    expect(digest && encodeHex(digestOf(digest, encodeUtf8("abc")))).toBe(expected);
  });

  it("SHAKE256 has the 64 octets that CMS prescribes", () => {
    // The first 64 octets of NIST's example for the empty message.
    expect(encodeHex(digestOf("SHAKE256", new Uint8Array(0)))).toBe(
      "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f" +
        "d75dc4ddd8c0f200cb05019d67b592f6fc821c49479ab48640292eacb3b7c4be",
    );
  });

  it.each(names)("%s has the length that the table says", (name) => {
    expect(digestOf(name, new Uint8Array(7))).toHaveLength(DIGESTS[name].bytes);
  });

  it.each(names)("%s does not depend on how its bytes come", (name) => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) & 0xff);
    const whole = digestOf(name, bytes);
    for (const step of [1, 63, 64, 65, 129, 999]) {
      const digest = createDigest(name);
      for (let at = 0; at < bytes.length; at += step) digest.update(bytes.subarray(at, at + step));
      expect(digest.digest()).toEqual(whole);
    }
  });

  it.each(names)("%s can be copied on the way, and the copy goes its own way", (name) => {
    const trunk = createDigest(name).update(encodeUtf8("signed "));
    const branch = trunk.copy();
    const twig = branch.copy();
    trunk.update(encodeUtf8("once"));
    branch.update(encodeUtf8("twice"));
    expect(branch.digest()).toEqual(digestOf(name, encodeUtf8("signed twice")));
    expect(trunk.digest()).toEqual(digestOf(name, encodeUtf8("signed once")));
    expect(twig.digest()).toEqual(digestOf(name, encodeUtf8("signed ")));
  });

  it("takes bytes that are changed afterwards as they were", () => {
    const bytes = encodeUtf8("before");
    const digest = createDigest("SHA-256").update(bytes);
    bytes.fill(0);
    expect(digest.digest()).toEqual(digestOf("SHA-256", encodeUtf8("before")));
  });

  it("gives plain bytes, whatever the platform hashes with", () => {
    expect(Object.getPrototypeOf(digestOf("SHA-256", new Uint8Array(0)))).toBe(Uint8Array.prototype);
  });
});
