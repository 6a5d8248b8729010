import { describe, expect, it } from "vitest";
import { createVerifiedSignatureCache, type SignedFact } from "../../src/x509/verified-signature-cache.ts";

const fact = (rest: Partial<SignedFact> = {}): SignedFact => ({
  data: Uint8Array.of(1, 2),
  algorithm: Uint8Array.of(3),
  signature: Uint8Array.of(4),
  issuerKey: Uint8Array.of(5),
  ...rest,
});

describe("the cache of verified signatures", () => {
  it("knows a fact only with the same data, algorithm, signature and key", () => {
    const cache = createVerifiedSignatureCache();
    cache.set(fact(), true);
    expect(cache.get(fact())).toBe(true);
    for (const part of ["data", "algorithm", "signature", "issuerKey"] as const) {
      expect(cache.get(fact({ [part]: Uint8Array.of(9) }))).toBeUndefined();
    }
  });

  it("does not take a byte from one part for a byte of the next", () => {
    const cache = createVerifiedSignatureCache();
    cache.set(fact({ data: Uint8Array.of(1, 2), algorithm: Uint8Array.of(3) }), true);
    expect(cache.get(fact({ data: Uint8Array.of(1), algorithm: Uint8Array.of(2, 3) }))).toBeUndefined();
  });

  it("forgets what was not used for longest", () => {
    const cache = createVerifiedSignatureCache({ maxEntries: 2 });
    const [a, b, c] = [1, 2, 3].map((octet) => fact({ data: Uint8Array.of(octet) }));
    if (a === undefined || b === undefined || c === undefined) throw new Error("three facts");
    cache.set(a, true);
    cache.set(b, false);
    expect(cache.get(a)).toBe(true);
    cache.set(c, true);
    expect([cache.get(a), cache.get(b), cache.get(c), cache.size]).toEqual([true, undefined, true, 2]);
  });
});
