import { concatBytes } from "../../../src/bytes/concat.ts";
import type { FindingCode } from "../../../src/findings.ts";
import { type ForgedPdf, forgePdf, signatureEntries } from "../../support/forged-pdf.ts";
import { append, coveredBytes, exchangeText, findText, overwrite } from "../../support/pdf-surgery.ts";
import type { Forgery } from "../attack.ts";

const forging = (spec: ForgedPdf) => () => forgePdf(spec);
const ranged = (text: string, ...codes: FindingCode[]): Omit<Forgery, "title"> => ({
  build: forging({ byteRange: () => text }),
  verdict: "invalid",
  codes,
});

/** Universal signature forgery, and ranges that leave out more than /Contents (ISO 32000-2, 12.8.1; EN 319 142-1, 5.5). */
export const BYTE_RANGE: readonly Forgery[] = [
  {
    title: "/ByteRange is missing",
    build: forging({ dictionary: (_, contents) => signatureEntries("", `/Contents ${contents}`) }),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "byte-range-malformed"],
  },
  { title: "/ByteRange is null", ...ranged("null", "byte-range-malformed") },
  { title: "/ByteRange is empty", ...ranged("[]", "byte-range-malformed") },
  { title: "/ByteRange covers no byte", ...ranged("[0 0 0 0]", "byte-range-gap-mismatch", "digest-mismatch") },
  { title: "/ByteRange is a number", ...ranged("0", "signature-dictionary-malformed", "byte-range-malformed") },
  { title: "/ByteRange holds a real number", ...ranged("[0 10.5 20 30]", "byte-range-malformed") },
  {
    title: "/ByteRange holds a name",
    ...ranged("[0 /All 20 30]", "signature-dictionary-malformed", "byte-range-malformed"),
  },
  {
    title: "/ByteRange holds a number larger than any file",
    ...ranged("[0 10 20 99999999999999999999]", "byte-range-malformed"),
  },
  { title: "/ByteRange starts before the file", ...ranged("[-10 20 40 50]", "byte-range-malformed") },
  { title: "/ByteRange has a negative length", ...ranged("[0 100 200 -50]", "byte-range-malformed") },
  { title: "/ByteRange has three numbers", ...ranged("[0 100 200]", "byte-range-malformed") },
  { title: "/ByteRange ends after the file", ...ranged("[0 100 200 999999]", "byte-range-out-of-file") },
  {
    title: "the first part of /ByteRange alone ends after the file",
    ...ranged("[0 999999 999999 0]", "byte-range-out-of-file"),
  },
  {
    title: "the two parts of /ByteRange overlap",
    build: forging({ byteRange: ([, b = 0, c = 0, d = 0]) => `[0 ${b} ${b - 100} ${c + d - b + 100}]` }),
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "/ByteRange has three parts, between which two gaps lie",
    build: forging({
      byteRange: ([, b = 0, c = 0, d = 0]) => `[0 20 40 ${b - 40} ${c} ${d}]`,
      covered: (bytes, [, b = 0, c = 0, d = 0]) =>
        concatBytes(bytes.subarray(0, 20), bytes.subarray(40, b), bytes.subarray(c, c + d)),
    }),
    verdict: "invalid",
    codes: ["byte-range-malformed"],
  },
  {
    title: "the range starts behind the header, and was signed so",
    build: forging({
      byteRange: ([, b = 0, c = 0, d = 0]) => `[9 ${b - 9} ${c} ${d}]`,
      covered: (bytes, [, b = 0, c = 0, d = 0]) => coveredBytes(bytes, [9, b - 9, c, d]),
    }),
    verdict: "invalid",
    codes: ["byte-range-starts-late"],
  },
  {
    title: "the range ends before the cross-references, and was signed so, and the tail was then tampered with",
    build: async () => exchangeText(await signedWithoutTail(), "/Info 5 0 R", "/Lnfo 4 0 R"),
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision"],
  },
  {
    title: "the range ends one byte before %%EOF ends, and was signed so",
    build: forging({
      byteRange: ([, b, c, d = 0]) => `[0 ${b} ${c} ${d - 2}]`,
      covered: (bytes, [, b = 0, c = 0, d = 0]) => coveredBytes(bytes, [0, b, c, d - 2]),
    }),
    verdict: "invalid",
    codes: ["byte-range-ends-mid-revision"],
    twin: {
      title: "the range ends with %%EOF, before the line does",
      build: forging({
        byteRange: ([, b, c, d = 0]) => `[0 ${b} ${c} ${d - 1}]`,
        covered: (bytes, [, b = 0, c = 0, d = 0]) => coveredBytes(bytes, [0, b, c, d - 1]),
      }),
      verdict: "valid",
    },
  },
  {
    title: "the gap is wider than /Contents, was signed so, and holds an entry that was added later",
    build: async () => {
      const file = await forgePdf({
        dictionary: (byteRange, contents) =>
          signatureEntries(`/ByteRange ${byteRange}`, `/Contents ${contents}${" ".repeat(40)}`),
        byteRange: ([, b, c = 0, d = 0]) => `[0 ${b} ${c + 40} ${d - 40}]`,
        covered: (bytes, [, b = 0, c = 0, d = 0]) => coveredBytes(bytes, [0, b, c + 40, d - 40]),
      });
      return overwrite(file, findText(file, ` ${" ".repeat(39)} >>`).start, "/Reason (I approve everything)");
    },
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
  {
    title: "the gap leaves the brackets of /Contents inside the range, and was signed so",
    build: forging({
      byteRange: ([, b = 0, c = 0, d = 0]) => `[0 ${b + 1} ${c - 1} ${d + 1}]`,
      covered: (bytes, [, b = 0, c = 0, d = 0]) => coveredBytes(bytes, [0, b + 1, c - 1, d + 1]),
    }),
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
  {
    title: "/Contents ends early inside its gap, and other entries follow it there",
    build: forging({
      contents: (cms, room) => `${cms}> /Reason (I approve everything) /Spare <`.padEnd(2 * room, "0"),
    }),
    verdict: "invalid",
    codes: ["byte-range-gap-mismatch"],
  },
  {
    title: "a second /ByteRange stands inside the gap, for a document wrapped around the signed one",
    build: async () => {
      const wrapper = "<< /Type /Catalog /Pages 2 0 R >>";
      const file = await forgePdf({
        contents: (cms, room) => `${cms}> /ByteRange [0 9 19 29] /Spare <`.padEnd(2 * room, "0"),
      });
      return append(file, `90 0 obj\n${wrapper}\nendobj\n`);
    },
    verdict: "invalid",
    codes: ["signature-dictionary-ambiguous", "byte-range-gap-mismatch"],
  },
  {
    title: "characters other than digits stand in /Contents",
    build: forging({ contents: (cms, room) => `${cms}zz`.padEnd(2 * room, "0") }),
    verdict: "invalid",
    codes: ["contents-not-hex"],
    twin: {
      title: "/Contents is broken into lines",
      build: forging({ contents: (cms, room) => (cms.match(/.{1,64}/g) ?? []).join("\n").padEnd(2 * room, "0") }),
      verdict: "valid",
    },
  },
  {
    title: "/Contents is missing",
    build: forging({
      dictionary: (byteRange, spare) => signatureEntries(`/ByteRange ${byteRange}`, `/Spare ${spare}`),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "cms-malformed"],
  },
  {
    title: "/Contents is null",
    build: forging({
      dictionary: (byteRange, spare) => signatureEntries(`/ByteRange ${byteRange}`, `/Contents null /Spare ${spare}`),
    }),
    verdict: "invalid",
    codes: ["cms-malformed", "byte-range-gap-mismatch"],
  },
  {
    title: "/Contents is empty",
    build: forging({
      dictionary: (byteRange, spare) => signatureEntries(`/ByteRange ${byteRange}`, `/Contents <> /Spare ${spare}`),
    }),
    verdict: "invalid",
    codes: ["cms-malformed"],
  },
  {
    title: "/Contents is one zero",
    build: forging({ makeCms: () => Uint8Array.of(0) }),
    verdict: "invalid",
    codes: ["cms-malformed"],
  },
];

/** A file that a careless program signed up to the end of its signature dictionary only. */
function signedWithoutTail(): Promise<Uint8Array> {
  const endOfSigned = (bytes: Uint8Array) => findText(bytes, "8 0 obj").start;
  return forgePdf({
    trailer: "/Info 5 0 R",
    byteRange: ([, b, c = 0], bytes) => `[0 ${b} ${c} ${endOfSigned(bytes) - c}]`,
    covered: (bytes, [, b = 0, c = 0]) => coveredBytes(bytes, [0, b, c, endOfSigned(bytes) - c]),
  });
}
