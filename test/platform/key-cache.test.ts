import { describe, expect, it } from "vitest";
import { KeyCache } from "../../src/platform/key-cache.ts";

describe("keeping imported keys", () => {
  it("imports a key once", () => {
    const cache = new KeyCache<object>();
    const first = cache.get("a", () => ({}));
    expect(cache.get("a", () => ({}))).toBe(first);
    expect(cache.get("b", () => ({}))).not.toBe(first);
  });

  it("lets go of the key that was not asked for longest", () => {
    const cache = new KeyCache<string>(2);
    cache.get("a", () => "a1");
    cache.get("b", () => "b1");
    cache.get("a", () => "a2");
    cache.get("c", () => "c1");
    expect(cache.get("a", () => "a2")).toBe("a1");
    expect(cache.get("b", () => "b2")).toBe("b2");
  });

  it("keeps nothing of an import that fails", () => {
    const cache = new KeyCache<string>();
    const fail = () => {
      throw new Error("no key");
    };
    expect(() => cache.get("a", fail)).toThrow("no key");
    expect(cache.get("a", () => "a1")).toBe("a1");
  });
});
