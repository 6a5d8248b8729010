import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainParams, plainText } from "../../src/report/plain-text.ts";

describe("text from a document, made plain", () => {
  it("keeps ordinary names as they are", () => {
    for (const name of [
      "Nguyễn Thị Hồng Ánh",
      "Ủy ban nhân dân xã Phước Thành",
      "北京市",
      "می‌خواهم",
      "O’Brien & Co. <x>",
    ]) {
      expect(plainText(name)).toBe(name);
    }
  });

  it("composes letters and their marks, so that they take one column", () => {
    expect(plainText("Ánh".normalize("NFD"))).toBe("Ánh");
  });

  it("is one line", () => {
    expect(plainText("DEMO\r\nHỢP LỆ\u2028x\ty")).toBe("DEMO HỢP LỆ x y");
  });

  it("shows that an escape sequence was there, and disarms it", () => {
    expect(plainText("a\u001b[2J\u001b[31mb\u009b1mc\u0007")).toBe("a�[2J�[31mb�1mc�");
  });

  it("shows that the direction of writing was turned", () => {
    expect(plainText("hoa-don\u202efdp.exe")).toBe("hoa-don�fdp.exe");
    expect(plainText("\u2066x\u2069\u200f\ufeff\u00ad")).toBe("�x����");
  });

  it("does not let marks pile up over other lines", () => {
    expect(plainText(`q${"\u0336".repeat(50)}`)).toBe(`q${"\u0336".repeat(4)}`);
  });

  it("cuts what is too long to be a name", () => {
    const shown = plainText("A".repeat(1_000_000));
    expect(shown).toBe(`${"A".repeat(300)}…`);
  });

  it("never lets a control or format character through, whatever is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        expect(plainText(text)).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });

  it("leaves numbers among parameters alone", () => {
    expect(plainParams({ name: "a\nb", size: 3, none: null })).toEqual({ name: "a b", size: 3, none: null });
  });
});
