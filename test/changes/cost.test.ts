import { describe, expect, it } from "vitest";
import { encodeLatin1 } from "../../src/bytes/text.ts";
import { analyseChanges } from "../../src/changes/analyse-changes.ts";
import { NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { concatBytes } from "../../src/bytes/concat.ts";
import { BASE, build, open, page, FIELDS, type Objects, SIGNATURE, acroForm } from "./base.ts";
import { newField } from "./allowed.ts";

const SINCE = { permissions: NO_PERMISSIONS, defaultPermission: 2 } as const;

/** Appends an update by hand without reading the file first, which building a thousand of them would not survive. */
class Growing {
  readonly #parts: Uint8Array[];
  #length: number;
  #startXref: number;
  #size: number;

  constructor(bytes: Uint8Array) {
    this.#parts = [bytes];
    this.#length = bytes.length;
    const text = new TextDecoder("latin1").decode(bytes);
    this.#startXref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
    this.#size = Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)?.[1]);
  }

  update(objects: Objects): void {
    let body = "";
    let rows = "";
    for (const [num, source] of Object.entries(objects)) {
      rows += `${num} 1\n${String(this.#length + body.length).padStart(10, "0")} 00000 n \n`;
      body += `${num} 0 obj\n${source}\nendobj\n`;
      this.#size = Math.max(this.#size, Number(num) + 1);
    }
    const xref = this.#length + body.length;
    const trailer = `<< /Size ${this.#size} /Root 1 0 R /Info 10 0 R /ID [<00> <00>] /Prev ${this.#startXref} >>`;
    body += `xref\n${rows}trailer\n${trailer}\nstartxref\n${xref}\n%%EOF\n`;
    this.#parts.push(encodeLatin1(body));
    this.#length += body.length;
    this.#startXref = xref;
  }

  finish(): Uint8Array {
    return concatBytes(...this.#parts);
  }
}

function timeOf(bytes: Uint8Array, ask: (changes: ReturnType<typeof analyseChanges>, revisions: number) => void): number {
  const times = [1, 2, 3].map(() => {
    const document = open(bytes);
    const start = performance.now();
    ask(analyseChanges(document), document.revisions.length);
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** Whether `large`, which has ten times the work of `small`, takes no more than twice as long for each unit of it. */
function expectLinear(small: number, large: number): void {
  expect(large).toBeLessThan(10 * 2 * Math.max(small, 5));
}

describe("the cost of comparing revisions grows with what changed:", () => {
  it("1,000 revisions", () => {
    const withRevisions = (count: number) => {
      const file = new Growing(build(BASE));
      for (let i = 0; i < count; i++) file.update({ 10: `<< /Title (Decision) /ModDate (D:${2026 + i}) /Producer (A) >>` });
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>) => void expect(changes.since(0, SINCE).level).toBe("lta-updates");
    expectLinear(timeOf(withRevisions(100), ask), timeOf(withRevisions(1_000), ask));
  });

  it("signatures in one file, each asked for its own", () => {
    const withSignatures = (count: number) => {
      const file = new Growing(build(BASE));
      let fields = FIELDS;
      for (let i = 0; i < count; i++) {
        const num = 100 + 2 * i;
        fields += ` ${num} 0 R`;
        file.update({ 3: page(fields), 5: acroForm(fields), [num]: newField(`/Rect [0 0 0 0] /V ${num + 1} 0 R`).replace("Second", `S${i}`), [num + 1]: SIGNATURE });
      }
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>, revisions: number) => {
      for (let revision = 0; revision < revisions - 1; revision++) expect(changes.since(revision, SINCE).level).toBe("form-filling");
    };
    expectLinear(timeOf(withSignatures(10), ask), timeOf(withSignatures(100), ask));
  });

  it("10,000 changed objects", () => {
    const withChanges = (count: number) => {
      const many = Array.from({ length: count }, (_, i) => 100 + i);
      const objects = (value: string) => Object.fromEntries(many.map((num) => [num, `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P 3 0 R /Contents (${value}) >>`]));
      const file = new Growing(build({ ...BASE, 3: page(`${FIELDS} ${many.map((num) => `${num} 0 R`).join(" ")}`), ...objects("a") }));
      file.update(objects("b"));
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>) => void expect(changes.since(0, SINCE).level).toBe("annotations");
    expectLinear(timeOf(withChanges(1_000), ask), timeOf(withChanges(10_000), ask));
  });

  it("200,000 objects", () => {
    const withObjects = (count: number) => {
      const many = Array.from({ length: count }, (_, i) => 100 + i);
      const file = new Growing(build(BASE));
      const elements = Object.fromEntries(many.map((num) => [num, "<< /Type /StructElem /S /Span /P 23 0 R /K 1 >>"]));
      file.update({ 23: `<< /Type /StructElem /S /P /P 21 0 R /K [${many.map((num) => `${num} 0 R`).join(" ")}] >>`, ...elements });
      file.update({ 10: "<< /Title (Decision) /ModDate (D:2027) /Producer (A) >>" });
      return file.finish();
    };
    const ask = (changes: ReturnType<typeof analyseChanges>) => void expect(changes.since(1, SINCE).level).toBe("lta-updates");
    expectLinear(timeOf(withObjects(20_000), ask), timeOf(withObjects(200_000), ask));
  });
});
