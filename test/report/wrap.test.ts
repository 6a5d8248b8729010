import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth, padColumns, wrap } from "../../src/report/wrap.ts";

describe("wrapping for a terminal", () => {
  it("counts columns, not characters", () => {
    expect(displayWidth("Hồng Ánh")).toBe(8);
    expect(displayWidth("Ánh".normalize("NFD"))).toBe(3);
    expect(displayWidth("北京")).toBe(4);
  });

  it("breaks at spaces", () => {
    expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
  });

  it("breaks a word that no line could hold", () => {
    expect(wrap(`hash ${"ab".repeat(6)} end`, 5)).toEqual(["hash", "ababa", "babab", "ab", "end"]);
    expect(wrap("北京市", 4)).toEqual(["北京", "市"]);
  });

  it("keeps every line within the width, and every character", () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 4, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });

  it("pads to columns and never cuts", () => {
    expect(padColumns("北京", 6)).toBe("北京  ");
    expect(padColumns("too long", 3)).toBe("too long");
  });
});
