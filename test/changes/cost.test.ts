import { describe, expect, it } from "vitest";
import { analyseChanges } from "../../src/changes/analyse-changes.ts";
import { NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { newField } from "./allowed.ts";
import { acroForm, BASE, FIELDS, FileBuilder, open, page, SIGNATURE } from "./base.ts";

const SINCE = { permissions: NO_PERMISSIONS, defaultPermission: 2 } as const;

function timeOf(
  bytes: Uint8Array,
  ask: (changes: ReturnType<typeof analyseChanges>, revisions: number) => void,
): number {
  const times = [1, 2, 3].map(() => {
    const document = open(bytes);
    const start = performance.now();
    ask(analyseChanges(document), document.revisions.length);
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** Whether `large`, which has ten times the work of `small`, takes no more than three times as long for each unit of it: on a quiet machine it is once. */
function expectLinear(small: number, large: number): void {
  expect(large).toBeLessThan(10 * 3 * Math.max(small, 5));
}

// Ratios of times that a busy machine may spoil once, and a quadratic walk every time.
describe("the cost of comparing revisions grows with what changed:", { retry: 3 }, () => {
  it("1,000 revisions", () => {
    const withRevisions = (count: number) => {
      const file = new FileBuilder(BASE);
      for (let i = 0; i < count; i++)
        file.update({ objects: { 10: `<< /Title (Decision) /ModDate (D:${2026 + i}) /Producer (A) >>` } });
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>) =>
      void expect(changes.since(0, SINCE).level).toBe("lta-updates");
    expectLinear(timeOf(withRevisions(100), ask), timeOf(withRevisions(1_000), ask));
  });

  it("signatures in one file, each asked for its own", () => {
    const withSignatures = (count: number) => {
      const file = new FileBuilder(BASE);
      let fields = FIELDS;
      for (let i = 0; i < count; i++) {
        const num = 100 + 2 * i;
        fields += ` ${num} 0 R`;
        file.update({
          objects: {
            3: page(fields),
            5: acroForm(fields),
            [num]: newField(`/Rect [0 0 0 0] /V ${num + 1} 0 R`).replace("Second", `S${i}`),
            [num + 1]: SIGNATURE,
          },
        });
      }
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>, revisions: number) => {
      for (let revision = 0; revision < revisions - 1; revision++)
        expect(changes.since(revision, SINCE).level).toBe("form-filling");
    };
    expectLinear(timeOf(withSignatures(10), ask), timeOf(withSignatures(100), ask));
  });

  it("10,000 changed objects", () => {
    const withChanges = (count: number) => {
      const many = Array.from({ length: count }, (_, i) => 100 + i);
      const objects = (value: string) =>
        Object.fromEntries(
          many.map((num) => [num, `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P 3 0 R /Contents (${value}) >>`]),
        );
      const file = new FileBuilder({
        ...BASE,
        3: page(`${FIELDS} ${many.map((num) => `${num} 0 R`).join(" ")}`),
        ...objects("a"),
      });
      file.update({ objects: objects("b") });
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>) =>
      void expect(changes.since(0, SINCE).level).toBe("annotations");
    expectLinear(timeOf(withChanges(1_000), ask), timeOf(withChanges(10_000), ask));
  });

  it("200,000 objects", () => {
    const withObjects = (count: number) => {
      const many = Array.from({ length: count }, (_, i) => 100 + i);
      const file = new FileBuilder(BASE);
      const elements = Object.fromEntries(many.map((num) => [num, "<< /Type /StructElem /S /Span /P 23 0 R /K 1 >>"]));
      file.update({
        objects: {
          23: `<< /Type /StructElem /S /P /P 21 0 R /K [${many.map((num) => `${num} 0 R`).join(" ")}] >>`,
          ...elements,
        },
      });
      file.update({ objects: { 10: "<< /Title (Decision) /ModDate (D:2027) /Producer (A) >>" } });
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>) =>
      void expect(changes.since(1, SINCE).level).toBe("lta-updates");
    expectLinear(timeOf(withObjects(20_000), ask), timeOf(withObjects(200_000), ask));
  });
});
