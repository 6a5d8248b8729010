import type { EditedPdf } from "../../support/edited-pdf.ts";
import { append, NotOnThisFile, objectsIn, revisionBefore } from "../../support/pdf-surgery.ts";
import { appendUpdate, endOfFile, readFileTail } from "../../support/raw-update.ts";
import type { Attack } from "../attack.ts";
import { contentOf, EVIL, later, signatureOf } from "./later-revision.ts";

const unreadable = { verdict: "unreadable", codes: ["pdf-damaged"] } as const;

/** The chain of cross-reference sections bent (ISO 32000-2, 7.5.5). */
export const BENT_CHAIN: readonly Attack[] = [
  {
    title: "a later revision's /Prev passes the signed revision by",
    build: (file) => {
      const field = file.field("Sig", true);
      const form = `/AcroForm << /Fields [${field.ref}] /SigFlags 3 >>`;
      return appendUpdate(file.bytes, {
        prev: revisionBefore(file.bytes).startXref,
        objects: [
          {
            num: file.root.objectNumber,
            source: `<< /Type /Catalog /Pages ${file.ref(file.catalog, "Pages")} ${form} >>`,
          },
          { num: contentOf(file), source: EVIL },
          { num: field.ref.objectNumber, source: file.source(field.dict) },
          signatureOf(file),
        ],
      });
    },
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision"],
  },
  {
    title: "a later revision has no /Prev and points into the signed bytes by itself",
    build: (file) => {
      const { bytes, root } = file;
      const offsets = new Map(objectsIn(bytes));
      if (!offsets.has(root.objectNumber)) throw new NotOnThisFile("a catalog outside object streams");
      let own = "\n";
      for (const [num, source] of [
        [file.ref(file.catalog, "Pages").objectNumber, file.source(file.get(file.catalog, "Pages"))],
        [file.page.ref.objectNumber, file.source(file.page.dict)],
        [contentOf(file), EVIL],
      ] as const) {
        offsets.set(num, bytes.length + own.length);
        own += `${num} 0 obj\n${source}\nendobj\n`;
      }
      const rows = [...offsets].map(([num, offset]) => row(num, offset));
      const trailer = `trailer\n<< /Size ${file.unused} /Root ${root} >>\n`;
      return append(bytes, `${own}xref\n${rows.join("")}${trailer}${endOfFile(bytes.length + own.length)}`);
    },
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision"],
  },
  {
    title: "the chain of cross-references comes back to itself",
    build: ({ bytes }) => {
      // An update of the same length whatever it says: its section stands where it is told to stand.
      const at = readFileTail(appendUpdate(bytes, { prev: 1_000_000 })).startXref;
      return appendUpdate(bytes, { prev: at, junk: " ".repeat(String(1_000_000).length - String(at).length) });
    },
    ...unreadable,
  },
  {
    title: "a later revision's /Prev leads out of the file",
    build: ({ bytes }) => appendUpdate(bytes, { prev: 9_999_999 }),
    ...unreadable,
  },
  {
    title: "a later revision's /Prev leads into the middle of an object",
    build: (file) => appendUpdate(file.bytes, { prev: (objectsIn(file.bytes).get(contentOf(file)) ?? 0) + 9 }),
    ...unreadable,
  },
  {
    title: "a later revision's cross-reference is not where startxref says",
    build: (file) =>
      appendUpdate(file.bytes, {
        objects: [{ num: contentOf(file), source: EVIL }],
        end: (xref) => endOfFile(xref - 60),
      }),
    ...unreadable,
  },
  {
    title: "a later revision has no trailer",
    build: (file) => {
      const own = `\n${contentOf(file)} 0 obj\n${EVIL}\nendobj\n`;
      return append(file.bytes, `${own}xref\n0 0\n${endOfFile(file.bytes.length + own.length)}`);
    },
    ...unreadable,
  },
  {
    title: "a later revision has no %%EOF",
    build: (file) =>
      appendUpdate(file.bytes, {
        objects: [{ num: contentOf(file), source: EVIL }],
        end: (xref) => `startxref\n${xref}\n`,
      }),
    ...later,
  },
  {
    title: "a later revision has a cross-reference stream beside its table, for newer readers only",
    build: (file) => hybrid(file, EVIL),
    ...later,
    twin: {
      title: "a later revision's cross-reference stream beside its table says what the table says",
      build: (file) => hybrid(file, file.source(file.content), true),
      verdict: "valid",
    },
  },
  {
    title: "a later revision's entry leads to another object than it says",
    build: ({ bytes, unused, root }) => {
      const own = `\n${unused} 0 obj\n<< /Type /Catalog /Pages ${root} >>\nendobj\n`;
      const { startXref } = readFileTail(bytes);
      const trailer = `trailer\n<< /Size ${unused + 1} /Root ${root} /Prev ${startXref} >>\n`;
      const entry = row(root.objectNumber, bytes.length + 1);
      return append(bytes, `${own}xref\n${entry}${trailer}${endOfFile(bytes.length + own.length)}`);
    },
    ...unreadable,
  },
];

/** Content of the page under its number, which a stream that /XRefStm names lists, and the table too where told so. */
function hybrid(file: EditedPdf, content: string, inTable = false): Uint8Array {
  const { bytes, unused } = file;
  const num = contentOf(file);
  const { startXref, root, kept } = readFileTail(bytes);
  const at = bytes.length + 1;
  const data = String.fromCharCode(1, at >>> 24, (at >>> 16) & 255, (at >>> 8) & 255, at & 255, 0, 0);
  const own = `\n${num} 0 obj\n${content}\nendobj\n`;
  const hiddenAt = bytes.length + own.length;
  const entries = `/Type /XRef /W [1 4 2] /Index [${num} 1] /Size ${unused + 1} /Length 7 /Root ${root}`;
  const hidden = `${unused} 0 obj\n<< ${entries} >>\nstream\n${data}\nendstream\nendobj\n`;
  const trailer = `/Size ${unused + 1} /Root ${root} ${kept} /Prev ${startXref} /XRefStm ${hiddenAt}`;
  const table = inTable ? `${row(num, at)}${row(unused, hiddenAt)}` : "0 0\n";
  return append(
    bytes,
    `${own}${hidden}xref\n${table}trailer\n<< ${trailer} >>\n${endOfFile(hiddenAt + hidden.length)}`,
  );
}

/** A subsection of a cross-reference table with one object in use. */
function row(num: number, offset: number): string {
  return `${num} 1\n${String(offset).padStart(10, "0")} 00000 n \n`;
}
