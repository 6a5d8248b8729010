import { describe, expect, it } from "vitest";
import { DIGESTS, type DigestName } from "../../src/crypto/algorithms.ts";
import { ecdsa, edDsa, rsaPkcs1, rsaPss } from "../../src/crypto/signature-algorithms.ts";
import {
  DEFAULT_ALGORITHM_POLICY,
  isAcceptable,
  isDigestAcceptable,
  signatureAcceptedUntil,
} from "../../src/x509/algorithm-policy.ts";

const TODAY = new Date("2026-01-15T00:00:00Z");
const rsa = (bits: number) => ({ kind: "RSA", bits }) as const;
const p256 = { kind: "EC", bits: 256 } as const;
const accepts = (...rest: Parameters<typeof isAcceptable> extends [unknown, ...infer Rest] ? Rest : never) =>
  isAcceptable(DEFAULT_ALGORITHM_POLICY, ...rest);

describe("the default algorithm policy", () => {
  it("never takes SHA-1, MD5 and RIPEMD-160, not even for what is old", () => {
    for (const digest of ["SHA-1", "MD5", "RIPEMD-160"] as const) {
      expect(accepts(rsaPkcs1(digest), rsa(4096), new Date("1999-01-01T00:00:00Z"))).toBe(false);
      expect(isDigestAcceptable(DEFAULT_ALGORITHM_POLICY, digest, TODAY)).toBe(false);
    }
  });

  it("takes what is in use", () => {
    expect(accepts(rsaPkcs1("SHA-256"), rsa(2048), TODAY)).toBe(true);
    expect(accepts(ecdsa("SHA3-256"), p256, TODAY)).toBe(true);
    expect(accepts(edDsa("Ed25519"), { kind: "Ed25519", bits: 255 }, TODAY)).toBe(true);
  });

  it.each([
    [1023, "2005-01-01T00:00:00Z", false],
    [1024, "2010-12-31T23:59:59Z", true],
    [1024, "2011-01-01T00:00:00Z", false],
    [2047, "2026-01-15T00:00:00Z", false],
    [2048, "2030-12-31T23:59:59Z", true],
    [2048, "2031-01-01T00:00:00Z", false],
    [3072, "2060-01-01T00:00:00Z", true],
  ])("takes RSA of %i bits at %s: %s", (bits, time, expected) => {
    expect(accepts(rsaPkcs1("SHA-256"), rsa(bits), new Date(time))).toBe(expected);
  });

  it("looks at both digests of RSASSA-PSS", () => {
    const mixed = rsaPss({ digest: "SHA-256", mgfDigest: "SHA-1", saltLength: 32 });
    expect(accepts(mixed, rsa(3072), TODAY)).toBe(false);
  });

  it("says until when: the earliest of all that the signature rests on", () => {
    const until = (digest: DigestName, bits: number) =>
      signatureAcceptedUntil(DEFAULT_ALGORITHM_POLICY, rsaPkcs1(digest), rsa(bits))?.toISOString() ?? null;
    expect(until("SHA-256", 4096)).toBeNull();
    expect(until("SHA-256", 2048)).toBe("2031-01-01T00:00:00.000Z");
    expect(until("SHA-224", 4096)).toBe("2031-01-01T00:00:00.000Z");
  });

  it("has a rule for every digest that can be verified, and none for unknown keys", () => {
    expect([...DEFAULT_ALGORITHM_POLICY.digests.keys()].sort()).toEqual(Object.keys(DIGESTS).sort());
    expect(accepts(ecdsa("SHA-256"), { kind: "unknown", bits: 9999 }, TODAY)).toBe(false);
    expect(accepts(ecdsa("SHA-256"), { kind: "EC", bits: 224 }, TODAY)).toBe(false);
  });

  it("takes nothing at a time that is none", () => {
    expect(accepts(rsaPkcs1("SHA-256"), rsa(2048), new Date(Number.NaN))).toBe(false);
  });
});
