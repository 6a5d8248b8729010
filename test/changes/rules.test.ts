import { describe, expect, it } from "vitest";
import { ALL_RULES } from "../../src/changes/rules/all-rules.ts";
import { ALLOWED } from "./allowed.ts";
import { BASE, build, codes, judge } from "./base.ts";

describe("the rules for later revisions", () => {
  for (const { title, level, code, base = BASE, updates } of ALLOWED) {
    it(`allow that ${title}`, () => {
      const changes = judge(build(base, ...updates));
      expect(changes.items.filter((item) => item.level === "other")).toEqual([]);
      expect(changes.level).toBe(level);
      if (code !== null) expect(codes(changes)).toContain(code);
      expect(changes.permitted).toBe(level === "annotations" ? null : true);
    });
  }

  for (const rule of ALL_RULES) {
    it(`without the rule ${rule.name}, something harmless is suspicious`, () => {
      const cases = ALLOWED.filter((one) => one.rule === rule.name);
      expect(cases.length).toBeGreaterThan(0);
      const rules = ALL_RULES.filter((one) => one !== rule);
      for (const { base = BASE, updates } of cases) {
        const changes = judge(build(base, ...updates), { rules });
        expect(changes.level).toBe("other");
        expect(changes.permitted).toBe(false);
      }
    });
  }

  it("have a name each", () => {
    expect(new Set(ALL_RULES.map(({ name }) => name)).size).toBe(ALL_RULES.length);
  });
});
