import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { webCryptoSigner } from "../../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { DEMO_NOW, demoSigner } from "../../support/demo-certs.ts";
import { append, findSignature, findText } from "../../support/pdf-surgery.ts";
import { appendUpdate, endOfFile, readFileTail } from "../../support/raw-update.ts";
import type { Attack } from "../attack.ts";

/** The content of page 1 as an attacker would have it; its length is written out, or object `length`. */
const content = (length: string, text = "(Pay 900 dong)") =>
  `<< /Length ${length} >>\nstream\nBT /F1 12 Tf 30 250 Td ${text} Tj ET\nendstream`;
const EVIL = content("43");
const GOOD = content("6 0 R", "(Pay 100 dong)");
/** Nothing of what these hide can be reached, but readers that search a file for objects find it. */
const hiding = { verdict: "not-valid", codes: [] } as const;
const later = { verdict: "invalid", codes: ["changed-after-signing"] } as const;

/** Incremental saving: revisions that follow the signed one (ISO 32000-2, 7.5.6). */
export const LATER_REVISION: readonly Attack[] = [
  {
    title: "a later revision has another content for the page",
    build: (clean) => appendUpdate(clean, { objects: [{ num: 4, source: EVIL }] }),
    ...later,
    twin: {
      title: "a later revision says nothing new",
      build: (clean) => appendUpdate(clean, {}),
      verdict: "valid",
    },
  },
  {
    title: "a later revision has another page tree",
    build: (clean) =>
      appendUpdate(clean, {
        objects: [
          { num: 2, source: "<< /Type /Pages /Kids [90 0 R] /Count 1 >>" },
          { num: 90, source: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 91 0 R >>" },
          { num: 91, source: EVIL },
        ],
      }),
    ...later,
    twin: {
      title: "another person signs the document as well",
      build: async (clean) => {
        const { key, chain } = await demoSigner("cong-vu/officer");
        return signPdf(clean, { signer: webCryptoSigner(key, chain), level: "B-B", now: DEMO_NOW });
      },
      verdict: "valid",
    },
  },
  {
    title: "a later revision writes an object twice, and its cross-reference leads to the first, the harmless one",
    build: (clean) =>
      appendUpdate(clean, {
        objects: [
          { num: 4, source: GOOD },
          { num: 4, source: EVIL, listed: false },
        ],
      }),
    ...hiding,
  },
  {
    title: "a later revision writes an object twice, and its cross-reference leads to the second, the harmless one",
    build: (clean) =>
      appendUpdate(clean, {
        objects: [
          { num: 4, source: EVIL, listed: false },
          { num: 4, source: GOOD },
        ],
      }),
    ...hiding,
  },
  {
    title: "a later revision changes the length of a stream, whose data holds an object",
    build: (clean) => appendUpdate(clean, { objects: [{ num: 6, source: "12" }] }),
    ...later,
  },
  {
    title: "a later revision hides an object inside a stream whose indirect length covers it",
    build: (clean) => {
      const hidden = `x\nendstream\nendobj\n4 0 obj\n${EVIL}\nendobj\n`;
      return appendUpdate(clean, {
        objects: [
          { num: 90, source: `<< /Length 91 0 R >>\nstream\n${hidden}\nendstream` },
          { num: 91, source: String(hidden.length) },
        ],
      });
    },
    ...hiding,
  },
  {
    title: "a later revision frees the page",
    build: (clean) => appendUpdate(clean, { freed: [3] }),
    ...later,
  },
  {
    title: "a later revision frees the page and puts another in its place",
    build: (clean) =>
      appendUpdate(clean, {
        freed: [3],
        objects: [
          { num: 2, source: "<< /Type /Pages /Kids [90 0 R] /Count 1 >>" },
          { num: 90, source: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>" },
        ],
      }),
    ...later,
  },
  {
    title: "a later revision adds a note to the page, which the policy does not allow",
    build: (clean) => {
      const page = objectSource(clean, 3).replace("/Annots [", "/Annots [90 0 R ");
      const note = "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (I approve) /F 28 >>";
      return appendUpdate(clean, {
        objects: [
          { num: 3, source: page },
          { num: 90, source: note },
        ],
      });
    },
    verdict: "indeterminate",
    codes: ["changes-beyond-policy"],
  },
  {
    title: "a later revision names another catalog, with the same form",
    build: (clean) =>
      appendUpdate(clean, {
        root: "90 0 R",
        objects: [
          {
            num: 90,
            source: `<< /Type /Catalog /Pages 91 0 R /AcroForm << /Fields [${fieldOf(clean)} 0 R] /SigFlags 3 >> >>`,
          },
          { num: 91, source: "<< /Type /Pages /Kids [92 0 R] /Count 1 >>" },
          { num: 92, source: "<< /Type /Page /Parent 91 0 R /MediaBox [0 0 300 300] >>" },
        ],
      }),
    ...later,
  },
  {
    title: "a later revision declares an encryption that was not there",
    build: (clean) =>
      appendUpdate(clean, {
        trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O (${"o".repeat(32)}) /U (${"u".repeat(32)}) /P -4 >>`,
      }),
    verdict: "unreadable",
    codes: ["pdf-encrypted"],
  },
  {
    title: "a later revision removes the field, so that nothing seems to be signed",
    build: (clean) => appendUpdate(clean, { objects: [{ num: 1, source: "<< /Type /Catalog /Pages 2 0 R >>" }] }),
    verdict: "unsigned",
    codes: ["not-signed"],
  },
  {
    title: "a later revision empties the field's value",
    build: (clean) => appendUpdate(clean, { freed: [findSignature(clean).num] }),
    verdict: "unsigned",
    codes: ["not-signed", "empty-signature-field"],
  },
  {
    title: "a later revision writes the signature dictionary again, as it stands",
    build: (clean) => {
      const { num, numbers } = findSignature(clean);
      const source = objectSource(clean, num).replace(/\/ByteRange \[[\d ]+\] */, `/ByteRange [${numbers.join(" ")}] `);
      return appendUpdate(clean, { objects: [{ num, source }] });
    },
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
  {
    title: "a later revision writes the signature dictionary again, with a /ByteRange that covers the new file",
    build: (clean) => {
      const { num, numbers } = findSignature(clean);
      const [a, b, c = 0, d = 0] = numbers;
      const source = objectSource(clean, num).replace(
        /\/ByteRange \[[\d ]+\] */,
        `/ByteRange [${a} ${b} ${c} ${d + 5000}] `,
      );
      return appendUpdate(clean, { objects: [{ num, source }] });
    },
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
];

/** The chain of cross-reference sections bent (ISO 32000-2, 7.5.5). */
export const BENT_CHAIN: readonly Attack[] = [
  {
    title: "a later revision's /Prev passes the signed revision by",
    build: (clean) => {
      const first = Number(/startxref\s+(\d+)/.exec(decodeLatin1(clean))?.[1]);
      const form = `/AcroForm << /Fields [${fieldOf(clean)} 0 R] /SigFlags 3 >>`;
      return appendUpdate(clean, {
        prev: first,
        objects: [
          { num: 1, source: `<< /Type /Catalog /Pages 2 0 R ${form} >>` },
          { num: 4, source: EVIL },
          { num: fieldOf(clean), source: objectSource(clean, fieldOf(clean)) },
          { num: findSignature(clean).num, source: objectSource(clean, findSignature(clean).num) },
        ],
      });
    },
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision"],
  },
  {
    title: "a later revision has no /Prev and points into the signed bytes by itself",
    build: (clean) => {
      const listed = [1, 3, 5, findSignature(clean).num, fieldOf(clean)];
      const rows = listed.map((num) => row(num, decodeLatin1(clean).lastIndexOf(`\n${num} 0 obj`) + 1));
      const pages = "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n";
      rows.push(row(2, clean.length), row(4, clean.length + pages.length));
      const own = `${pages}4 0 obj\n${EVIL}\nendobj\n`;
      const trailer = "trailer\n<< /Size 20 /Root 1 0 R >>\n";
      return append(clean, `${own}xref\n${rows.join("")}${trailer}${endOfFile(clean.length + own.length)}`);
    },
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision"],
  },
  {
    title: "the chain of cross-references comes back to itself",
    build: (clean) => {
      // An update of the same length whatever it says: its section stands where it is told to stand.
      const at = readFileTail(appendUpdate(clean, { prev: 1_000_000 })).startXref;
      return appendUpdate(clean, { prev: at, junk: " ".repeat(String(1_000_000).length - String(at).length) });
    },
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "a later revision's /Prev leads out of the file",
    build: (clean) => appendUpdate(clean, { prev: 9_999_999 }),
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "a later revision's /Prev leads into the middle of an object",
    build: (clean) => appendUpdate(clean, { prev: findText(clean, "(Pay 100").start }),
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "a later revision's cross-reference is not where startxref says",
    build: (clean) => appendUpdate(clean, { objects: [{ num: 4, source: EVIL }], end: (xref) => endOfFile(xref - 60) }),
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "a later revision has no trailer",
    build: (clean) => append(clean, `4 0 obj\n${EVIL}\nendobj\nxref\n0 0\n${endOfFile(clean.length + 73)}`),
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "a later revision has no %%EOF",
    build: (clean) =>
      appendUpdate(clean, { objects: [{ num: 4, source: EVIL }], end: (xref) => `startxref\n${xref}\n` }),
    ...later,
  },
  {
    title: "a later revision has a cross-reference stream beside its table, for newer readers only",
    build: (clean) => {
      const data = String.fromCharCode(1, 0, 0, (clean.length >> 8) & 255, clean.length & 255, 0, 0);
      const own = `4 0 obj\n${EVIL}\nendobj\n`;
      const hiddenAt = clean.length + own.length;
      const entries = `/Type /XRef /W [1 4 2] /Index [4 1] /Size 20 /Length 7 /Root ${readFileTail(clean).root}`;
      const hidden = `90 0 obj\n<< ${entries} >>\nstream\n${data}\nendstream\nendobj\n`;
      const { startXref, root } = readFileTail(clean);
      const trailer = `trailer\n<< /Size 91 /Root ${root} /Prev ${startXref} /XRefStm ${hiddenAt} >>\n`;
      return append(clean, `${own}${hidden}xref\n0 0\n${trailer}${endOfFile(hiddenAt + hidden.length)}`);
    },
    ...later,
  },
  {
    title: "a later revision's entry leads to another object than it says",
    build: (clean) => {
      const { startXref, root } = readFileTail(clean);
      const entry = row(1, clean.length);
      const own = "90 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n";
      const trailer = `trailer\n<< /Size 91 /Root ${root} /Prev ${startXref} >>\n`;
      return append(clean, `${own}xref\n${entry}${trailer}${endOfFile(clean.length + own.length)}`);
    },
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
];

/** A subsection of a cross-reference table with one object in use. */
function row(num: number, offset: number): string {
  return `${num} 1\n${String(offset).padStart(10, "0")} 00000 n \n`;
}

/** Number of the signature field, which our samples write last. */
function fieldOf(bytes: Uint8Array): number {
  return findSignature(bytes).num + 1;
}

/** What stands between obj and endobj, the last time the object is written. */
function objectSource(bytes: Uint8Array, num: number): string {
  const text = decodeLatin1(bytes);
  const start = text.lastIndexOf(`\n${num} 0 obj\n`) + `\n${num} 0 obj\n`.length;
  return text.slice(start, text.indexOf("\nendobj", start));
}
