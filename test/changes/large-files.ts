import { newField } from "./allowed.ts";
import { acroForm, BASE, FIELDS, FileBuilder, page, SIGNATURE } from "./base.ts";

/** A file after the signed revision of which there is a number of something, and how far its changes go. */
export interface LargeFile {
  readonly title: string;
  readonly small: number;
  /** What DESIGN.md and the first users can bring. */
  readonly large: number;
  readonly level: "lta-updates" | "form-filling" | "annotations";
  /** The revision that was signed, from 0; or all of them, each asked for its own. */
  readonly since: number | "each";
  readonly build: (count: number) => Uint8Array;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => 100 + index);
const references = (list: readonly number[]) => list.map((num) => `${num} 0 R`).join(" ");

export const LARGE_FILES: readonly LargeFile[] = [
  {
    title: "revisions",
    small: 100,
    large: 1_000,
    level: "lta-updates",
    since: 0,
    build(count) {
      const file = new FileBuilder(BASE);
      for (let i = 0; i < count; i++)
        file.update({ objects: { 10: `<< /Title (Decision) /ModDate (D:${2026 + i}) /Producer (A) >>` } });
      return file.finish();
    },
  },
  {
    title: "signatures",
    small: 5,
    large: 51,
    level: "form-filling",
    since: "each",
    build(count) {
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
    },
  },
  {
    title: "changed objects",
    small: 1_000,
    large: 10_000,
    level: "annotations",
    since: 0,
    build(count) {
      const many = numbers(count);
      const objects = (value: string) =>
        Object.fromEntries(
          many.map((num) => [num, `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P 3 0 R /Contents (${value}) >>`]),
        );
      const file = new FileBuilder({ ...BASE, 3: page(`${FIELDS} ${references(many)}`), ...objects("a") });
      file.update({ objects: objects("b") });
      return file.finish();
    },
  },
  {
    title: "objects",
    small: 20_000,
    large: 200_000,
    level: "lta-updates",
    since: 1,
    build(count) {
      const many = numbers(count);
      const file = new FileBuilder(BASE);
      const elements = Object.fromEntries(many.map((num) => [num, "<< /Type /StructElem /S /Span /P 23 0 R /K 1 >>"]));
      file.update({
        objects: { 23: `<< /Type /StructElem /S /P /P 21 0 R /K [${references(many)}] >>`, ...elements },
      });
      file.update({ objects: { 10: "<< /Title (Decision) /ModDate (D:2027) /Producer (A) >>" } });
      return file.finish();
    },
  },
];
