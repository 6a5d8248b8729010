import {
  catalog,
  FIELD,
  type ForgedPdf,
  field,
  forgePdf,
  page,
  signatureDictionary,
  signatureEntries,
} from "../../support/forged-pdf.ts";
import type { Forgery } from "../attack.ts";

const forging = (spec: ForgedPdf) => () => forgePdf(spec);
const FORM = (kids: string) => catalog(`<< /Fields [${kids}] /SigFlags 3 >>`);
const kid = (num: number, entries: string): readonly [number, string] => [num, field(entries)];

/** ISO 32000-2, 12.8.1: the dictionary of a signature is read one way only. */
export const SIGNATURE_DICTIONARY: readonly Forgery[] = [
  {
    title: "/ByteRange stands twice",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureEntries(`/ByteRange ${byteRange} /ByteRange [0 10 20 30]`, `/Contents ${contents}`),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-ambiguous"],
  },
  {
    title: "/ByteRange stands twice, the second time spelled with an escape",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureEntries(`/ByteRange ${byteRange} /Byte#52ange [0 10 20 30]`, `/Contents ${contents}`),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-ambiguous"],
  },
  {
    title: "/Contents stands twice",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureEntries(`/ByteRange ${byteRange} /Contents <00>`, `/Contents ${contents}`),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-ambiguous"],
  },
  {
    title: "/ByteRange is an object of its own, which a later revision could exchange",
    build: forging({
      objects: [[10, "[0 0000000000 0000000000 0000000000                              ]"]],
      dictionary: (_, contents) => signatureEntries("/ByteRange 10 0 R", `/Contents ${contents}`),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-indirect"],
  },
  {
    title: "a number of /ByteRange is an object of its own",
    build: forging({ objects: [[10, "0"]], byteRange: ([, b, c, d]) => `[10 0 R ${b} ${c} ${d}]` }),
    verdict: "invalid",
    codes: ["signature-dictionary-indirect"],
  },
  {
    title: "/Contents is an object of its own",
    build: forging({
      dictionary: (byteRange) => signatureEntries(`/ByteRange ${byteRange}`, "/Contents 10 0 R"),
      objects: [[10, `<${"0".repeat(12_000)}>`]],
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-indirect"],
  },
  {
    title: "the signature dictionary is in an object stream",
    build: forging({ layout: "stream", compressed: [7] }),
    verdict: "invalid",
    codes: ["signature-dictionary-indirect"],
    twin: {
      title: "the catalog, the page and the field are in an object stream, and the signature is not",
      build: forging({ layout: "stream", compressed: [1, 2, 3, 8] }),
      verdict: "valid",
    },
  },
  {
    title: "a field's /V leads to the signature by way of another object",
    build: forging({ objects: [[10, "7 0 R"], kid(FIELD, "/FT /Sig /T (Signature1) /V 10 0 R")] }),
    verdict: "invalid",
    codes: ["signature-dictionary-indirect"],
  },
  {
    title: "two fields have the same signature",
    build: forging({
      objects: [[1, FORM("8 0 R 10 0 R")], [3, page("[8 0 R 10 0 R]")], kid(10, "/FT /Sig /T (Signature2) /V 7 0 R")],
    }),
    verdict: "invalid",
    codes: ["signature-shared-by-fields"],
    twin: {
      title: "a second field is not signed",
      build: forging({
        objects: [[1, FORM("8 0 R 10 0 R")], [3, page("[8 0 R 10 0 R]")], kid(10, "/FT /Sig /T (Signature2)")],
      }),
      verdict: "valid",
      codes: ["empty-signature-field"],
    },
  },
  {
    title: "the field inherits the signature from the field above it",
    build: forging({
      objects: [
        [1, FORM("10 0 R")],
        [10, "<< /FT /Sig /T (Above) /V 7 0 R /Kids [8 0 R] >>"],
        kid(FIELD, "/T (Signature1) /Parent 10 0 R"),
      ],
    }),
    verdict: "invalid",
    codes: ["signature-value-inherited"],
    twin: {
      title: "the field inherits its type from the field above it",
      build: forging({
        objects: [
          [1, FORM("10 0 R")],
          [10, "<< /FT /Sig /T (Above) /Kids [8 0 R] >>"],
          kid(FIELD, "/T (Signature1) /Parent 10 0 R /V 7 0 R"),
        ],
      }),
      verdict: "valid",
    },
  },
  {
    title: "the signature is shown by two widgets",
    build: forging({
      objects: [
        [1, FORM("10 0 R")],
        [3, page("[8 0 R 11 0 R]")],
        [10, "<< /FT /Sig /T (Signature1) /V 7 0 R /Kids [8 0 R 11 0 R] >>"],
        kid(FIELD, "/Parent 10 0 R"),
        kid(11, "/Parent 10 0 R"),
      ],
    }),
    verdict: "invalid",
    codes: ["signature-several-widgets"],
    twin: {
      title: "the signature is shown by a widget apart from its field",
      build: forging({
        objects: [
          [1, FORM("10 0 R")],
          [10, "<< /FT /Sig /T (Signature1) /V 7 0 R /Kids [8 0 R] >>"],
          kid(FIELD, "/Parent 10 0 R"),
        ],
      }),
      verdict: "valid",
    },
  },
  {
    title: "another field has the name of the signature's",
    build: forging({ objects: [[1, FORM("8 0 R 10 0 R")], kid(10, "/FT /Tx /T (Signature1)")] }),
    verdict: "invalid",
    codes: ["field-name-duplicate"],
    twin: {
      title: "the field's name holds a period",
      build: forging({ objects: [kid(FIELD, "/FT /Sig /T (Signature.1) /V 7 0 R")] }),
      verdict: "valid",
      codes: ["field-irregular"],
    },
  },
  {
    title: "the signature claims to be a document timestamp and is none",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureDictionary(byteRange, contents).replace("/Type /Sig", "/Type /DocTimeStamp"),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed"],
    twin: {
      title: "the signature dictionary has no /Type",
      build: forging({
        dictionary: (byteRange, contents) => signatureDictionary(byteRange, contents).replace("/Type /Sig ", ""),
      }),
      verdict: "valid",
    },
  },
  {
    title: "the signature names no /Filter",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureDictionary(byteRange, contents).replace("/Filter /Adobe.PPKLite ", ""),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed"],
  },
  {
    title: "the /SubFilter is a string",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureDictionary(byteRange, contents).replace(
          "/SubFilter /ETSI.CAdES.detached",
          "/SubFilter (ETSI.CAdES.detached)",
        ),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "subfilter-unsupported"],
  },
  {
    title: "the /SubFilter is one that nobody knows",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureDictionary(byteRange, contents).replace("/ETSI.CAdES.detached", "/Example.Signature"),
    }),
    verdict: "indeterminate",
    codes: ["subfilter-unsupported"],
  },
  {
    title: "/V is a number",
    build: forging({ objects: [kid(FIELD, "/FT /Sig /T (Signature1) /V 7")] }),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed"],
  },
  {
    title: "/Contents is a literal string",
    build: forging({
      dictionary: (byteRange, contents) =>
        signatureEntries(`/ByteRange ${byteRange}`, `/Contents (${" ".repeat(40)}) /Spare ${contents}`),
    }),
    verdict: "invalid",
    codes: ["signature-dictionary-malformed", "byte-range-gap-mismatch"],
  },
];
