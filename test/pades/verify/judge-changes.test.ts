import { describe, expect, it } from "vitest";
import type { ChangesSince } from "../../../src/changes/analyse-changes.ts";
import type { ChangeItem, SignatureObligation } from "../../../src/changes/change-item.ts";
import { MAX_REPORTED_CHANGES } from "../../../src/limits.ts";
import { judgeChanges } from "../../../src/pades/verify/judge-changes.ts";

const item = (more: Partial<ChangeItem>): ChangeItem => ({
  code: "signature-added",
  level: "form-filling",
  revision: 2,
  object: "7 0",
  page: 1,
  field: "Seal",
  before: null,
  after: null,
  ...more,
});
const SEAL: SignatureObligation = { revision: 2, field: "Seal", kind: "signature" };
const SIGNED: ChangesSince = {
  level: "form-filling",
  permitted: true,
  forbiddenBy: null,
  items: [item({})],
  obligations: [SEAL],
};
const sound = () => true;
const broken = () => false;

describe("judgeChanges", () => {
  it("permits nothing where no revision was signed", () => {
    expect(judgeChanges(null, sound)).toEqual({
      summary: { level: "other", permitted: false, items: [] },
      findings: [],
    });
  });

  it("permits a signature that is one", () => {
    expect(judgeChanges(SIGNED, sound)).toEqual({
      summary: { level: "form-filling", permitted: true, items: SIGNED.items },
      findings: [],
    });
  });

  it("permits nothing where what a revision calls a signature is none, and names it", () => {
    const { summary, findings } = judgeChanges(SIGNED, broken);
    expect(summary).toEqual({ level: "other", permitted: false, items: [item({ level: "other" })] });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: "changed-after-signing",
      params: { change: "signature-added", field: "Seal", revision: 2, forbiddenBy: null },
    });
  });

  it("permits nothing where it has nothing to name for a signature that is none", () => {
    expect(judgeChanges({ ...SIGNED, items: [] }, broken).summary).toEqual({
      level: "other",
      permitted: false,
      items: [],
    });
  });

  it("asks about each signature, and blames only what came with the one that is none", () => {
    const other: SignatureObligation = { revision: 3, field: "Seal", kind: "signature" };
    const items = [item({ field: "So" }), item({}), item({ revision: 3 }), item({ revision: 3, field: "So" })];
    const changes = { ...SIGNED, items, obligations: [SEAL, other] };
    const { summary, findings } = judgeChanges(changes, (obligation) => obligation === SEAL);
    expect(summary.items.map(({ revision, field, level }) => [revision, field, level])).toEqual([
      [3, "Seal", "other"],
      [2, "So", "form-filling"],
      [2, "Seal", "form-filling"],
      [3, "So", "form-filling"],
    ]);
    expect(findings.map(({ code, params }) => [code, params])).toMatchObject([
      ["changed-after-signing", { revision: 3, field: "Seal" }],
    ]);
  });

  it("names what is forbidden with what forbids it, the gravest alone", () => {
    const items = [item({}), item({ code: "content-changed", level: "other", field: null })];
    const { findings } = judgeChanges({ ...SIGNED, permitted: false, forbiddenBy: "docmdp", items }, sound);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: "changed-after-signing",
      params: { change: "content-changed", forbiddenBy: "docmdp" },
    });
    expect(findings[0]?.params).not.toHaveProperty("level");
  });

  it("says of what only the policy does not allow that it is beyond the policy", () => {
    const items = [item({ code: "annotation-added", level: "annotations" })];
    const { summary, findings } = judgeChanges({ ...SIGNED, level: "annotations", permitted: null, items }, sound);
    expect(summary).toMatchObject({ level: "annotations", permitted: null });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: "changes-beyond-policy",
      params: { change: "annotation-added", page: 1 },
    });
  });

  it("names so many changes and no more, and lists them all", () => {
    const items = Array.from({ length: MAX_REPORTED_CHANGES + 1 }, () => item({ level: "other" }));
    const { summary, findings } = judgeChanges({ ...SIGNED, permitted: false, items }, sound);
    expect(findings).toHaveLength(MAX_REPORTED_CHANGES);
    expect(summary.items).toHaveLength(MAX_REPORTED_CHANGES + 1);
  });
});
