import { describe, expect, it } from "vitest";
import { BASE, build, changesAfter, codes, judge, stream, textAppearance, textField } from "./base.ts";

import { FORBIDDEN_IN_DOCUMENT } from "./forbidden-in-document.ts";
import { FORBIDDEN_IN_EVIDENCE } from "./forbidden-in-evidence.ts";
import { FORBIDDEN_IN_FORM } from "./forbidden-in-form.ts";

describe("a later revision is suspicious where", () => {
  for (const { title, code, page: number, field, base = BASE, updates } of [
    ...FORBIDDEN_IN_DOCUMENT,
    ...FORBIDDEN_IN_EVIDENCE,
    ...FORBIDDEN_IN_FORM,
  ]) {
    it(title, () => {
      const changes = judge(build(base, ...updates), { defaultPermission: 3 });
      expect(changes.level).toBe("other");
      expect(changes.permitted).toBe(false);
      const item = changes.items.find((one) => one.code === code);
      expect(codes(changes)).toContain(code);
      expect(item?.level).toBe("other");
      expect(item?.revision).toBe(2);
      if (number !== undefined) expect(item?.page).toBe(number);
      if (field !== undefined) expect(item?.field).toBe(field);
    });
  }

  it("something hides it again in a revision after it", () => {
    const changes = changesAfter({ 4: stream("", "BT /Helv 12 Tf 20 250 Td (Refusal) Tj ET") }, { 4: BASE[4] ?? "" });
    expect(changes.level).toBe("other");
    expect(codes(changes)).toEqual(["content-changed", "content-changed"]);
  });

  it("names the gravest change first, before harmless ones of earlier revisions", () => {
    const changes = changesAfter(
      { 10: "<< /Title (Decision) /ModDate (D:2027) /Producer (B) >>" },
      { 4: stream("", "BT ET") },
    );
    expect(changes.items[0]).toMatchObject({ code: "content-changed", revision: 3, page: 1, object: "4 0" });
  });

  it("shows what a field held before and after", () => {
    const filled = { 6: textField("/V (12) /AP << /N 42 0 R >>"), 42: textAppearance("12") };
    const changed = { 6: textField("/V (13) /AP << /N 43 0 R >>"), 43: textAppearance("13") };
    expect(changesAfter(filled, changed).items.at(-1)).toMatchObject({
      code: "field-filled",
      before: "12",
      after: "13",
      page: 1,
      field: "So",
    });
  });
});
