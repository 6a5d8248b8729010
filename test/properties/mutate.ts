import fc from "fast-check";
import { decodeLatin1, encodeLatin1 } from "../../src/bytes/text.ts";
import { append, overwrite, splice } from "../support/pdf-surgery.ts";
import { appendUpdate, endOfFile, readFileTail } from "../support/raw-update.ts";

/** One change of a file. Places are fractions, so that the same change fits a file of any length. */
export type Mutation =
  | { readonly kind: "flip"; readonly at: number; readonly mask: number }
  | { readonly kind: "overwrite"; readonly at: number; readonly text: string }
  | { readonly kind: "insert"; readonly at: number; readonly text: string }
  | { readonly kind: "delete"; readonly at: number; readonly length: number }
  | { readonly kind: "duplicate"; readonly from: number; readonly length: number; readonly to: number }
  | { readonly kind: "swap"; readonly from: number; readonly length: number; readonly to: number }
  | { readonly kind: "truncate"; readonly at: number }
  | {
      readonly kind: "token";
      readonly token: string;
      readonly which: number;
      readonly text: string;
      readonly keepLength: boolean;
    }
  | {
      readonly kind: "number";
      readonly which: number;
      readonly change: number | "zero" | "negative" | "huge";
      readonly keepLength: boolean;
    }
  | { readonly kind: "append"; readonly text: string }
  | { readonly kind: "update"; readonly num: number; readonly source: string; readonly free: boolean }
  /** Cross-references to every object wherever it stands now: what an attacker would do, and a repairing editor. */
  | { readonly kind: "rebuild"; readonly prev: boolean };

const TOKENS = [
  "/ByteRange",
  "/Contents",
  "/Length",
  "/Prev",
  "/Root",
  "/Size",
  "/Index",
  "/W",
  "/V",
  "/T",
  "/FT",
  "/Kids",
  "/Fields",
  "/AcroForm",
  "/Type",
  "/SubFilter",
  "/Sig",
  "/Annots",
  "obj",
  "endobj",
  "stream",
  "endstream",
  "xref",
  "trailer",
  "startxref",
  "%%EOF",
  "null",
  "<<",
  ">>",
  "[",
  "]",
  "(",
  ")",
  "<",
  ">",
  "%",
  " R",
  " n ",
  " f ",
  "\n",
  " ",
];

/** Mostly true: a file whose bytes have not moved is read to the end. */
const keepLength = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const length = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3_000 }));
const token = fc.constantFrom(...TOKENS);
const text = fc.oneof(token, fc.stringMatching(/^[ -~]{1,12}$/));
const change = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: -10_000, max: 10_000 }),
  fc.constantFrom("zero" as const, "negative" as const, "huge" as const),
);
const sources = [
  "null",
  "0",
  "12",
  "[]",
  "<< >>",
  "(text)",
  "7 0 R",
  "<< /Type /Catalog /Pages 2 0 R >>",
  "<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>",
  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 9 0 R >>",
  "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
  "<< /Type /DSS /Certs [] >>",
  "<< /Length 43 >>\nstream\nBT /F1 12 Tf 30 250 Td (Pay 900 dong) Tj ET\nendstream",
];

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("flip" as const), at: place, mask: fc.integer({ min: 1, max: 255 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("overwrite" as const), at: place, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("insert" as const), at: place, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), at: place, length }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("duplicate" as const), from: place, length, to: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("swap" as const), from: place, length, to: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("truncate" as const), at: place }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("token" as const), token, which: place, text, keepLength }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("number" as const), which: place, change, keepLength }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("append" as const), text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("update" as const),
      num: fc.integer({ min: 1, max: 12 }),
      source: fc.constantFrom(...sources),
      free: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rebuild" as const), prev: fc.boolean() }) },
);

/** One or two changes, one after another, or three with the damage to the cross-references repaired. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(mutation) },
  { weight: 1, arbitrary: fc.tuple(mutation, mutation) },
  {
    weight: 1,
    arbitrary: fc.tuple(mutation, mutation, fc.record({ kind: fc.constant("rebuild" as const), prev: fc.boolean() })),
  },
);

export function mutate(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  return changes.reduce(apply, bytes);
}

function apply(bytes: Uint8Array, change: Mutation): Uint8Array {
  const at = (fraction: number) => Math.floor(fraction * bytes.length);
  switch (change.kind) {
    case "flip":
      return bytes.length === 0 ? bytes : overwrite(bytes, at(change.at), flipped(bytes, at(change.at), change.mask));
    case "overwrite": {
      const start = at(change.at);
      return overwrite(bytes, start, change.text.slice(0, bytes.length - start));
    }
    case "insert":
      return splice(bytes, { start: at(change.at), end: at(change.at) }, change.text);
    case "delete":
      return splice(bytes, { start: at(change.at), end: at(change.at) + change.length }, "");
    case "duplicate": {
      const part = bytes.slice(at(change.from), at(change.from) + change.length);
      return splice(bytes, { start: at(change.to), end: at(change.to) }, part);
    }
    case "swap":
      return swapped(bytes, at(change.from), at(change.to), change.length);
    case "truncate":
      return bytes.slice(0, at(change.at));
    case "token": {
      const found = [...decodeLatin1(bytes).matchAll(new RegExp(escaped(change.token), "g"))];
      return replaceMatch(bytes, found, change.which, () => change.text, change.keepLength);
    }
    case "number": {
      // Not the digits of /Contents: other changes reach those often enough.
      const found = [...decodeLatin1(bytes).matchAll(/(?<![0-9a-fA-F])\d{1,12}(?![0-9a-fA-F])/g)];
      return replaceMatch(
        bytes,
        found,
        change.which,
        (digits) => changedNumber(digits, change.change),
        change.keepLength,
      );
    }
    case "append":
      return append(bytes, change.text);
    case "update":
      return appendUpdate(
        bytes,
        change.free ? { freed: [change.num] } : { objects: [{ num: change.num, source: change.source }] },
      );
    case "rebuild":
      return rebuilt(bytes, change.prev);
  }
}

/** Of each object the last version that stands in the file; those in object streams are found along /Prev only. */
function rebuilt(bytes: Uint8Array, prev: boolean): Uint8Array {
  const offsets = new Map<number, number>();
  for (const { 1: num, index } of decodeLatin1(bytes).matchAll(/(?<=[\r\n])(\d{1,4}) 0 obj\b/g))
    offsets.set(Number(num), index);
  const { startXref, root } = readFileTail(bytes);
  const rows = [...offsets].map(([num, offset]) => `${num} 1\n${String(offset).padStart(10, "0")} 00000 n \n`);
  const trailer = `trailer\n<< /Size 99 /Root ${root}${prev ? ` /Prev ${startXref}` : ""} >>\n`;
  return append(bytes, `\nxref\n${rows.join("")}${trailer}${endOfFile(bytes.length + 1)}`);
}

function flipped(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  return Uint8Array.of((bytes[at] ?? 0) ^ mask);
}

function swapped(bytes: Uint8Array, from: number, to: number, longest: number): Uint8Array {
  const [first, second] = from < to ? [from, to] : [to, from];
  const count = Math.min(longest, second - first, bytes.length - second);
  const changed = overwrite(bytes, first, bytes.slice(second, second + count));
  changed.set(bytes.subarray(first, first + count), second);
  return changed;
}

function replaceMatch(
  bytes: Uint8Array,
  found: readonly RegExpExecArray[],
  which: number,
  replace: (text: string) => string,
  keepLength: boolean,
): Uint8Array {
  const match = found[Math.floor(which * found.length)];
  if (match === undefined) return bytes;
  const [before] = match;
  const after = replace(before);
  const fitted = keepLength ? after.slice(0, before.length).padEnd(before.length) : after;
  return splice(bytes, { start: match.index, end: match.index + before.length }, encodeLatin1(fitted));
}

function changedNumber(digits: string, change: Extract<Mutation, { kind: "number" }>["change"]): string {
  switch (change) {
    case "zero":
      return "0";
    case "negative":
      return `-${digits}`;
    case "huge":
      return "9".repeat(20);
    default:
      return String(Math.max(0, Number(digits) + change)).padStart(digits.length, "0");
  }
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
