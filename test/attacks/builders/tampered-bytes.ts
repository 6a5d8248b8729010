import { encodeLatin1 } from "../../../src/bytes/text.ts";
import {
  append,
  exchangeText,
  findLastText,
  findSignature,
  findText,
  overwrite,
  splice,
  withByteRange,
} from "../../support/pdf-surgery.ts";
import type { Attack } from "../attack.ts";

/** A signed file changed in place, without any key. */
export const TAMPERED_BYTES: readonly Attack[] = [
  {
    title: "one byte of the page was changed",
    build: (clean) => exchangeText(clean, "(Pay 100 dong)", "(Pay 900 dong)"),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "one bit of the claimed signing time was changed",
    build: (clean) => exchangeText(clean, "(D:2026", "(D:2027"),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "one byte of white space was changed for another",
    build: (clean) => overwrite(clean, findText(clean, "endobj\n").end - 1, "\r"),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "one bit of the signature value was changed",
    // The signature value is the last thing in the CMS; before it are zeros at most.
    build: (clean) => {
      const { contents } = findSignature(clean);
      let at = contents.end - 2;
      while (clean[at] === "0".charCodeAt(0)) at--;
      return overwrite(clean, at, clean[at] === "1".charCodeAt(0) ? "2" : "1");
    },
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
    twin: {
      title: "the digits of /Contents are written as small letters",
      build: (clean) => {
        const { contents } = findSignature(clean);
        const digits = String.fromCharCode(...clean.subarray(contents.start, contents.end)).toLowerCase();
        return overwrite(clean, contents.start, digits);
      },
      verdict: "valid",
    },
  },
  {
    title: "/ByteRange was overwritten with zeros",
    build: (clean) => withByteRange(clean, "[0 0 0 0]"),
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch", "digest-mismatch"],
  },
  {
    title: "/ByteRange was emptied",
    build: (clean) => withByteRange(clean, "[]"),
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "/ByteRange was overwritten with null",
    build: (clean) => withByteRange(clean, "null"),
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "the first length of /ByteRange was made negative",
    build: (clean) => {
      const [, , c, d] = findSignature(clean).numbers;
      return withByteRange(clean, `[0 -1 ${c} ${d}]`);
    },
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "/ByteRange was shortened to end early, and the tail changed",
    build: (clean) => {
      const [a, b, c = 0, d = 0] = findSignature(clean).numbers;
      return withByteRange(clean, `[${a} ${b} ${c} ${d - 60}]`);
    },
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision", "digest-mismatch"],
  },
  {
    title: "/ByteRange was renamed, so that the signature covers nothing",
    build: (clean) => exchangeText(clean, "/ByteRange [", "/ByteRangf ["),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "byte-range-malformed"],
  },
  {
    title: "/Contents was renamed, so that there is no signature value",
    build: (clean) => exchangeText(clean, "/Contents <30", "/Contentz <30"),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "cms-malformed"],
  },
  {
    title: "/Contents was overwritten with zeros",
    build: (clean) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.start + 1, "0".repeat(contents.end - contents.start - 2));
    },
    verdict: "invalid",
    codes: ["cms-malformed"],
  },
  {
    title: "/Contents was emptied, and blanks fill its place",
    build: (clean) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.start, "<>".padEnd(contents.end - contents.start));
    },
    verdict: "invalid",
    codes: ["cms-malformed", "byte-range-gap-mismatch"],
  },
  {
    title: "/Contents was overwritten with null",
    build: (clean) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.start, "null".padEnd(contents.end - contents.start));
    },
    verdict: "invalid",
    codes: ["cms-malformed", "byte-range-gap-mismatch"],
  },
  {
    title: "an entry was put into the gap in the place of the end of /Contents",
    build: (clean) => {
      const { contents } = findSignature(clean);
      return overwrite(clean, contents.end - 40, "> /Reason (I approve everything)".padEnd(40));
    },
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
  {
    title: "the /SubFilter was exchanged for an older one",
    build: (clean) => exchangeText(clean, "/SubFilter /ETSI.CAdES.detached", "/SubFilter /adbe.pkcs7.detached"),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
  {
    title: "the /SubFilter was exchanged for that of a document timestamp",
    build: (clean) => exchangeText(clean, "/SubFilter /ETSI.CAdES.detached", "/SubFilter /ETSI.RFC3161       "),
    verdict: "invalid",
    codes: ["content-type-mismatch"],
  },
  {
    title: "bytes were put before the header, so that everything signed has moved",
    build: (clean) => splice(clean, { start: 0, end: 0 }, "GIF89a\n"),
    verdict: "invalid",
    codes: ["digest-mismatch", "byte-range-gap-mismatch"],
  },
  {
    title: "bytes were cut out before the signature",
    build: (clean) => splice(clean, findText(clean, "/BaseFont /Helvetica "), ""),
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "the file was cut off after the signature",
    build: (clean) => clean.subarray(0, findLastText(clean, "startxref").start),
    verdict: "unreadable",
    codes: ["pdf-damaged"],
  },
  {
    title: "the file was cut back to the revision before the signature",
    build: (clean) => clean.subarray(0, findText(clean, "%%EOF\n").end),
    verdict: "unsigned",
    codes: ["not-signed"],
  },
  {
    title: "the last startxref leads back to the revision before the signature",
    build: (clean) => {
      const before = /startxref\n(\d+)/.exec(String.fromCharCode(...clean))?.[1] ?? "";
      const { start, end } = findLastText(clean, "startxref\n");
      const room = findText(clean, "\n%%EOF", end).start - end;
      return overwrite(clean, start, encodeLatin1(`startxref\n${before.padStart(room, "0")}`));
    },
    verdict: "unsigned",
    codes: ["not-signed"],
  },
];

/** Bytes after the end of a signed file, which no cross-reference section accounts for. */
export const APPENDED_BYTES: readonly Attack[] = [
  {
    title: "an object follows %%EOF, which readers that search for objects would take",
    build: (clean) =>
      append(
        clean,
        "4 0 obj\n<< /Length 43 >>\nstream\nBT /F1 12 Tf 30 250 Td (Pay 900 dong) Tj ET\nendstream\nendobj\n",
      ),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
    twin: {
      title: "the line of %%EOF ends with the file",
      build: (clean) => clean,
      verdict: "valid",
    },
  },
  {
    title: "a comment follows %%EOF",
    build: (clean) => append(clean, "% Pay 900 dong\n"),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
  },
  {
    title: "a whole second file follows %%EOF without a cross-reference to the first",
    build: (clean) => append(clean, clean.subarray(0, findText(clean, "startxref").start)),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
  },
  {
    title: "more white space follows %%EOF than a line's end",
    build: (clean) => append(clean, "\n \n\0\0\0\0"),
    verdict: "not-valid",
    codes: ["bytes-after-revision"],
  },
];
