import { decodeLatin1 } from "../../../src/bytes/text.ts";
import type { Extent } from "../../../src/pdf/objects.ts";
import type { EditedPdf } from "../../support/edited-pdf.ts";
import {
  append,
  exchangeText,
  findLastText,
  findSignature,
  findText,
  NotOnThisFile,
  overwrite,
  revisionBefore,
  splice,
  streamData,
  withByteRange,
} from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import type { Attack } from "../attack.ts";
import { EVIL } from "./later-revision.ts";

/** A signed file changed in place, without any key. */
export const TAMPERED_BYTES: readonly Attack[] = [
  {
    title: "one byte of the page was changed",
    build: (file) => flip(file.bytes, middleOf(file)),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "one bit of the claimed signing time was changed",
    build: ({ bytes: clean }) => flip(clean, match(clean, /\/M\s*\(D:\d{4}/, "a claimed signing time").end - 1),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "one byte of white space was changed for another",
    build: ({ bytes: clean }) => {
      const { end } = match(clean, /endobj\s/, "an object");
      return overwrite(clean, end - 1, clean[end - 1] === "\n".charCodeAt(0) ? "\r" : "\n");
    },
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "one bit of the signature value was changed",
    build: ({ bytes: clean }) => {
      const { contents } = findSignature(clean);
      const digits = decodeLatin1(clean.subarray(contents.start, contents.end)).toLowerCase();
      // The signature value is the last thing in the CMS, unless a timestamp follows; zeros follow it at most.
      if (digits.includes(TIMESTAMP)) throw new NotOnThisFile("a signature value at the end of its CMS");
      let at = contents.end - 2;
      while (/[0\s]/.test(String.fromCharCode(clean[at] ?? 0))) at--;
      return overwrite(clean, at, clean[at] === "1".charCodeAt(0) ? "2" : "1");
    },
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
    twin: {
      title: "the digits of /Contents are written as small letters",
      build: ({ bytes: clean }) => {
        if (decodeLatin1(clean).split("/ByteRange").length > 2) throw new NotOnThisFile("one signature only");
        const { contents } = findSignature(clean);
        const digits = decodeLatin1(clean.subarray(contents.start, contents.end)).toLowerCase();
        return overwrite(clean, contents.start, digits);
      },
      verdict: "valid",
    },
  },
  {
    title: "/ByteRange was overwritten with zeros",
    build: ({ bytes: clean }) => withByteRange(clean, "[0 0 0 0]"),
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch", "digest-mismatch"],
  },
  {
    title: "/ByteRange was emptied",
    build: ({ bytes: clean }) => withByteRange(clean, "[]"),
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "/ByteRange was overwritten with null",
    build: ({ bytes: clean }) => withByteRange(clean, "null"),
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "the first length of /ByteRange was made negative",
    build: ({ bytes: clean }) => {
      const [, , c, d] = findSignature(clean).numbers;
      return withByteRange(clean, `[0 -1 ${c} ${d}]`);
    },
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "/ByteRange was shortened to end early, and the tail changed",
    build: ({ bytes: clean }) => {
      const [a, b, c = 0, d = 0] = findSignature(clean).numbers;
      return withByteRange(clean, `[${a} ${b} ${c} ${d - 60}]`);
    },
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision", "digest-mismatch"],
  },
  {
    title: "/ByteRange was renamed, so that the signature covers nothing",
    build: ({ bytes: clean }) => exchangeText(clean, "/ByteRange", "/ByteRangf"),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "byte-range-malformed"],
  },
  {
    title: "/Contents was renamed, so that there is no signature value",
    build: ({ bytes: clean }) => {
      const before = clean.subarray(0, findSignature(clean).contents.start);
      return overwrite(clean, findLastText(before, "/Contents").start, "/Contentz");
    },
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "cms-malformed"],
  },
  {
    title: "/Contents was overwritten with zeros",
    build: ({ bytes: clean }) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.start + 1, "0".repeat(contents.end - contents.start - 2));
    },
    verdict: "invalid",
    codes: ["cms-malformed"],
  },
  {
    title: "/Contents was emptied, and blanks fill its place",
    build: ({ bytes: clean }) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.start, "<>".padEnd(contents.end - contents.start));
    },
    verdict: "invalid",
    codes: ["cms-malformed", "byte-range-gap-mismatch"],
  },
  {
    title: "/Contents was overwritten with null",
    build: ({ bytes: clean }) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.start, "null".padEnd(contents.end - contents.start));
    },
    verdict: "invalid",
    codes: ["cms-malformed", "byte-range-gap-mismatch"],
  },
  {
    title: "an entry was put into the gap in the place of the end of /Contents",
    build: ({ bytes: clean }) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.end - 40, "> /Reason (I approve everything)".padEnd(40));
    },
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
  {
    title: "the /SubFilter was exchanged for another that is read alike",
    build: ({ bytes: clean }) => withSubFilter(clean, (name) => (name === OLDER ? "ETSI.CAdES.detached" : OLDER)),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "the /SubFilter was exchanged for that of a document timestamp",
    build: ({ bytes: clean }) => withSubFilter(clean, () => "ETSI.RFC3161"),
    verdict: "invalid",
    codes: ["content-type-mismatch"],
  },
  {
    title: "bytes were put before the header, so that everything signed has moved",
    build: ({ bytes: clean }) => splice(clean, { start: 0, end: 0 }, "GIF89a\n"),
    verdict: "invalid",
    codes: ["digest-mismatch", "byte-range-gap-mismatch"],
  },
  {
    title: "bytes were cut out before the signature",
    build: (file) => {
      const start = middleOf(file);
      return splice(file.bytes, { start, end: start + 5 }, "");
    },
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "the file was cut off after the signature",
    build: ({ bytes: clean }) => clean.subarray(0, findText(clean, "endobj", findSignature(clean).contents.end).end),
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "the file was cut back to the revision before the signature",
    build: ({ bytes: clean }) => clean.subarray(0, revisionBefore(clean).end),
    verdict: "unsigned",
    codes: ["not-signed"],
  },
  {
    title: "the last startxref leads back to the revision before the signature",
    build: ({ bytes: clean }) => {
      const { start, end } = lastOffset(clean);
      return overwrite(clean, start, String(revisionBefore(clean).startXref).padStart(end - start, "0"));
    },
    verdict: "unsigned",
    codes: ["not-signed"],
  },
];

/** Bytes after the end of a signed file, which no cross-reference section accounts for. */
export const APPENDED_BYTES: readonly Attack[] = [
  {
    title: "an object follows %%EOF, which readers that search for objects would take",
    build: (file) => append(signedToTheEnd(file), `\n${file.content.objectNumber} 0 obj\n${EVIL}\nendobj\n`),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
    twin: {
      title: "the line of %%EOF ends with the file",
      build: ({ bytes }) => bytes,
      verdict: "valid",
    },
  },
  {
    title: "an object follows the end of a revision that nobody signed",
    build: (file) => append(appendUpdate(file.bytes, {}), `${file.content.objectNumber} 0 obj\n${EVIL}\nendobj\n`),
    verdict: "not-valid",
    codes: ["unnamed-object"],
    twin: {
      title: "a comment follows the end of a revision that nobody signed",
      build: ({ bytes }) => append(appendUpdate(bytes, {}), "% made by a program\n"),
      verdict: "valid",
    },
  },
  {
    title: "a comment follows %%EOF",
    build: (file) => append(signedToTheEnd(file), "% Pay 900 dong\n"),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
  },
  {
    title: "a whole second file follows %%EOF without a cross-reference to the first",
    build: (file) => append(signedToTheEnd(file), SECOND_FILE),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
  },
  {
    title: "more white space follows %%EOF than a line's end",
    build: (file) => append(signedToTheEnd(file), "\n \n\0\0\0\0"),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
  },
];

/** Without its end, as the last that a file names is taken. */
const SECOND_FILE = [
  "%PDF-1.7",
  "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj",
  "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj",
  "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>\nendobj",
  `4 0 obj\n${EVIL}\nendobj`,
  "",
].join("\n");

/** @throws NotOnThisFile where a revision follows the last signature */
function signedToTheEnd({ bytes }: EditedPdf): Uint8Array {
  const ends = [...decodeLatin1(bytes).matchAll(/\/ByteRange\s*\[([\d\s]+)\]/g)].map(({ 1: numbers = "" }) => {
    const [, , c = 0, d = 0] = numbers.trim().split(/\s+/).map(Number);
    return c + d;
  });
  if (Math.max(...ends) < bytes.length - 2) throw new NotOnThisFile("a signature to the end of the file");
  return bytes;
}

/** The identifier of a signature timestamp, in hexadecimal digits. */
const TIMESTAMP = "060b2a864886f70d010910020e";

const OLDER = "adbe.pkcs7.detached";

/** A byte in the middle of what the attacked page shows. */
function middleOf(file: EditedPdf): number {
  const { start, end } = streamData(file.bytes, file.content.objectNumber);
  return Math.floor((start + end) / 2);
}

/** The lowest bit of a byte turned. */
function flip(bytes: Uint8Array, at: number): Uint8Array {
  return overwrite(bytes, at, Uint8Array.of((bytes[at] ?? 0) ^ 1));
}

/** Where a pattern is found first. @throws NotOnThisFile where it is not; `what` says what was looked for */
function match(bytes: Uint8Array, pattern: RegExp, what: string): Extent {
  const found = pattern.exec(decodeLatin1(bytes));
  if (found === null) throw new NotOnThisFile(what);
  return { start: found.index, end: found.index + found[0].length };
}

/** The digits of the last startxref. */
function lastOffset(bytes: Uint8Array): Extent {
  const { end } = findLastText(bytes, "startxref");
  const digits = match(bytes.subarray(end), /\d+/, "an offset");
  return { start: end + digits.start, end: end + digits.end };
}

/** The first signature under another /SubFilter, which is no longer than its own. */
function withSubFilter(bytes: Uint8Array, change: (name: string) => string): Uint8Array {
  const { start, end } = match(bytes, /\/SubFilter\s*\/[\w.]+/, "a /SubFilter");
  const written = decodeLatin1(bytes.subarray(start, end));
  const name = written.slice(written.lastIndexOf("/") + 1);
  return overwrite(bytes, start, written.replace(name, change(name)).padEnd(end - start));
}
