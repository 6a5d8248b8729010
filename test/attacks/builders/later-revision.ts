import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { EditedPdf } from "../../support/edited-pdf.ts";
import { NotOnThisFile, objectsIn, streamData } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import type { Attack } from "../attack.ts";
import { signAgain } from "../bases/second-signer.ts";

/** The content of the attacked page as an attacker would have it. */
export const EVIL = "<< /Length 43 >>\nstream\nBT /F1 12 Tf 30 250 Td (Pay 900 dong) Tj ET\nendstream";
/** The same as it stands. */
const good = (file: EditedPdf) => file.source(file.content);
export const contentOf = (file: EditedPdf) => file.content.objectNumber;

/** Nothing of what these hide can be reached, but readers that search a file for objects find it. */
const hiding = { verdict: "not-valid", codes: [] } as const;
export const later = { verdict: "invalid", codes: ["changed-after-signing"] } as const;

/** The dictionary of the first signature and its number. */
export function signatureOf(file: EditedPdf) {
  const ref = file.ref(file.field("Sig", true).dict, "V");
  return { num: ref.objectNumber, source: file.source(ref) };
}

function withRange(file: EditedPdf, change: (numbers: readonly number[]) => readonly number[]): Uint8Array {
  const { num, source } = signatureOf(file);
  const written = source.replace(/\/ByteRange\s*\[([^\]]*)\]/, (_, numbers: string) => {
    const now = change(numbers.trim().split(/\s+/).map(Number));
    return `/ByteRange [${now.join(" ")}]`;
  });
  return appendUpdate(file.bytes, { objects: [{ num, source: written }] });
}

/** Two pages in place of what there was: a tree under `num`, its one page and that page's content. */
function otherPages(file: EditedPdf, num: number, content: number | null) {
  const [page, own] = [file.unused + 1, file.unused + 2];
  return [
    { num, source: `<< /Type /Pages /Kids [${page} 0 R] /Count 1 >>` },
    {
      num: page,
      source: `<< /Type /Page /Parent ${num} 0 R /MediaBox [0 0 300 300] /Contents ${content ?? own} 0 R >>`,
    },
    ...(content === null ? [{ num: own, source: EVIL }] : []),
  ];
}

const pageTree = (file: EditedPdf) => file.ref(file.catalog, "Pages").objectNumber;

/** Incremental saving: revisions that follow the signed one (ISO 32000-2, 7.5.6). */
export const LATER_REVISION: readonly Attack[] = [
  {
    title: "a later revision has another content for the page",
    build: (file) => appendUpdate(file.bytes, { objects: [{ num: contentOf(file), source: EVIL }] }),
    ...later,
    twin: {
      title: "a later revision says nothing new",
      build: (file) => appendUpdate(file.bytes, {}),
      verdict: "valid",
    },
  },
  {
    title: "a later revision has another page tree",
    build: (file) => appendUpdate(file.bytes, { objects: otherPages(file, pageTree(file), null) }),
    ...later,
    twin: {
      title: "another person signs the document as well",
      build: (_, base) => signAgain(base),
      verdict: "valid",
    },
  },
  {
    title: "a later revision writes an object twice, and its cross-reference leads to the first, the harmless one",
    build: (file) =>
      appendUpdate(file.bytes, {
        objects: [
          { num: contentOf(file), source: good(file) },
          { num: contentOf(file), source: EVIL, listed: false },
        ],
      }),
    ...hiding,
  },
  {
    title: "a later revision writes an object twice, and its cross-reference leads to the second, the harmless one",
    build: (file) =>
      appendUpdate(file.bytes, {
        objects: [
          { num: contentOf(file), source: EVIL, listed: false },
          { num: contentOf(file), source: good(file) },
        ],
      }),
    ...hiding,
  },
  {
    title: "a later revision changes the length of a stream, whose data holds an object",
    build: (file) => {
      // pdf-lib reads a number where the file has a reference.
      const start = objectsIn(file.bytes).get(contentOf(file)) ?? 0;
      const dictionary = decodeLatin1(file.bytes.subarray(start, streamData(file.bytes, contentOf(file)).start));
      const length = /\/Length (\d+) 0 R/.exec(dictionary)?.[1];
      if (length === undefined) throw new NotOnThisFile("an indirect /Length of the page's content");
      return appendUpdate(file.bytes, { objects: [{ num: Number(length), source: "12" }] });
    },
    ...later,
  },
  {
    title: "a later revision hides an object inside a stream whose indirect length covers it",
    build: (file) => {
      const hidden = `x\nendstream\nendobj\n${contentOf(file)} 0 obj\n${EVIL}\nendobj\n`;
      const [num, length] = [file.unused, file.unused + 1];
      return appendUpdate(file.bytes, {
        objects: [
          { num, source: `<< /Length ${length} 0 R >>\nstream\n${hidden}\nendstream` },
          { num: length, source: String(hidden.length) },
        ],
      });
    },
    ...hiding,
  },
  {
    title: "a later revision frees the page",
    build: (file) => appendUpdate(file.bytes, { freed: [file.page.ref.objectNumber] }),
    ...later,
  },
  {
    title: "a later revision frees the page and puts another in its place",
    build: (file) =>
      appendUpdate(file.bytes, {
        freed: [file.page.ref.objectNumber],
        objects: otherPages(file, pageTree(file), contentOf(file)),
      }),
    ...later,
  },
  {
    title: "a later revision adds a note to the page, which the policy does not allow",
    build: async ({ bytes }) => {
      const file = await EditedPdf.open(bytes);
      file.annotate("<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (I approve) /F 28 >>");
      return file.finish();
    },
    verdict: "indeterminate",
    codes: ["changes-beyond-policy"],
  },
  {
    title: "a later revision names another catalog, with the same form",
    build: (file) => {
      const [catalog, pages] = [file.unused, file.unused + 3];
      const form = `<< /Fields [${file.field("Sig", true).ref}] /SigFlags 3 >>`;
      return appendUpdate(file.bytes, {
        root: `${catalog} 0 R`,
        objects: [
          { num: catalog, source: `<< /Type /Catalog /Pages ${pages} 0 R /AcroForm ${form} >>` },
          ...otherPages(file, pages, null),
        ],
      });
    },
    ...later,
  },
  {
    title: "a later revision declares an encryption that was not there",
    build: (file) =>
      appendUpdate(file.bytes, {
        trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O (${"o".repeat(32)}) /U (${"u".repeat(32)}) /P -4 >>`,
      }),
    verdict: "unreadable",
    codes: ["pdf-encrypted"],
  },
  {
    title: "a later revision removes the field, so that nothing seems to be signed",
    build: (file) => {
      const source = `<< /Type /Catalog /Pages ${pageTree(file)} 0 R >>`;
      return appendUpdate(file.bytes, { objects: [{ num: file.root.objectNumber, source }] });
    },
    verdict: "unsigned",
    codes: ["not-signed"],
  },
  {
    title: "a later revision empties the values of the signatures' fields",
    build: (file) => {
      const signed = file.fieldsOf("Sig", 1, true);
      return appendUpdate(file.bytes, { freed: signed.map(({ dict }) => file.ref(dict, "V").objectNumber) });
    },
    verdict: "unsigned",
    codes: ["not-signed", "empty-signature-field"],
  },
  {
    title: "a later revision writes the signature dictionary again, as it stands",
    build: (file) => withRange(file, (numbers) => numbers),
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
  {
    title: "a later revision writes the signature dictionary again, with a /ByteRange that covers the new file",
    build: (file) => withRange(file, ([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d + 5000]),
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
];
