import type { EditedPdf } from "../../support/edited-pdf.ts";
import { type ForgedPdf, forgePdf } from "../../support/forged-pdf.ts";
import { append, findLastText, findText, overwrite } from "../../support/pdf-surgery.ts";
import { appendUpdate, endOfFile, readFileTail } from "../../support/raw-update.ts";
import type { Attack, Forgery } from "../attack.ts";

const CONTENT = "<< /Length 43 >>\nstream\nBT /F1 12 Tf 30 250 Td (Pay 900 dong) Tj ET\nendstream";
const OBJECT = `4 0 obj\n${CONTENT}\nendobj\n`;

const numOf = (file: EditedPdf) => file.content.objectNumber;

/** A stream that holds `text`, in which nobody looks for anything. */
const hiding = (text: string): ForgedPdf => ({
  objects: [[10, `<< /Length ${text.length} >>\nstream\n${text}\nendstream`]],
});

/** The last entry for an object at `from` made to lead to `to`. */
function repoint(file: Uint8Array, from: number, to: number): Uint8Array {
  const { start } = findLastText(file, `${String(from).padStart(10, "0")} 00000 n`);
  return overwrite(file, start, String(to).padStart(10, "0"));
}

/** Shadows: prepared before signing, brought to light after it. */
export const SHADOWS: readonly Forgery[] = [
  {
    title: "a later revision leads to page content that lay hidden in the signed bytes",
    build: async () => {
      const signed = await forgePdf(hiding(OBJECT));
      const file = appendUpdate(signed, { objects: [{ num: 4, source: "null" }] });
      return repoint(file, findLastText(file, "4 0 obj\nnull").start, findText(signed, OBJECT).start);
    },
    verdict: "invalid",
    codes: ["xref-entry-repointed"],
    twin: {
      title: "page content lies hidden in the signed bytes, and stays there",
      build: () => forgePdf(hiding(OBJECT)),
      verdict: "valid",
    },
  },
  {
    title: "a later end of the file leads to a cross-reference table that lay hidden in the signed bytes",
    build: async () => {
      const make = (prev: number) => {
        const entries = `/Root 1 0 R /Size 11 /Prev ${String(prev).padStart(10, "0")}`;
        return forgePdf(hiding(`xref\n0 0\ntrailer\n<< ${entries} >>\n`));
      };
      const signed = await make(readFileTail(await make(0)).startXref);
      return append(signed, endOfFile(findText(signed, "xref\n0 0").start));
    },
    verdict: "invalid",
    codes: ["xref-section-repointed"],
  },
];

/** Bytes that a later revision brings without saying so, on a file that others signed. */
export const HIDDEN_BYTES: readonly Attack[] = [
  {
    title: "a later revision brings page content that it does not list",
    build: (file) => appendUpdate(file.bytes, { objects: [{ num: numOf(file), source: CONTENT, listed: false }] }),
    verdict: "invalid",
    codes: ["unnamed-object"],
    twin: {
      title: "a later revision brings an object that nothing uses, and lists it",
      build: (file) => appendUpdate(file.bytes, { objects: [{ num: file.unused, source: "null" }] }),
      verdict: "valid",
    },
  },
  {
    title: "page content stands in a comment of a later revision",
    build: (file) =>
      appendUpdate(file.bytes, { junk: `%${numOf(file)} 0 obj ${CONTENT.replaceAll("\n", " ")} endobj\n` }),
    verdict: "indeterminate",
    codes: ["unaccounted-bytes"],
    twin: {
      title: "a later revision has a comment in it",
      build: (file) => appendUpdate(file.bytes, { junk: "% made by a program\n" }),
      verdict: "valid",
    },
  },
  {
    title: "words stand between a later revision's objects and its cross-references",
    build: (file) => appendUpdate(file.bytes, { junk: "Pay 900 dong\n" }),
    verdict: "indeterminate",
    codes: ["unaccounted-bytes"],
  },
  {
    title: "a revision with other page content is skipped by the one after it",
    build: (file) => {
      const skipped = appendUpdate(file.bytes, { objects: [{ num: numOf(file), source: CONTENT }] });
      return appendUpdate(skipped, { prev: readFileTail(file.bytes).startXref });
    },
    verdict: "invalid",
    codes: ["section-outside-chain", "unnamed-object"],
  },
];
