import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../../src/bytes/concat.ts";
import { toByteSource } from "../../../src/bytes/source.ts";
import { openView } from "../../../src/bytes/view.ts";
import {
  isPdfArray,
  PdfDict,
  PdfName,
  type PdfObject,
  PdfRef,
  PdfStream,
  PdfString,
} from "../../../src/pdf/objects.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { buildIncrementalUpdate } from "../../../src/pdf/write/incremental-update.ts";
import { describeUpdateBase } from "../../../src/pdf/write/update-base.ts";
import { handMadePdf, ONE_PAGE, type XrefLayout } from "./hand-made-pdf.ts";

const bytes = fc.uint8Array({ maxLength: 20 });
// A byte 00 cannot stand in a name (ISO 32000-2, 7.3.5).
const name = bytes.map((octets) => String.fromCharCode(...octets.filter((octet) => octet !== 0)));
const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 1000),
);

const { value: anyObject } = fc.letrec<{ value: PdfObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    name.map((text) => new PdfName(text)),
    fc
      .tuple(bytes, fc.constantFrom("literal" as const, "hex" as const))
      .map(([octets, notation]) => new PdfString(octets, notation)),
    fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 65535 }))
      .map(([num, gen]) => new PdfRef(num, gen)),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 5 }).map((entries) => new PdfDict(new Map(entries))),
  ),
}));

/** Values as plain data, without where they stand in a file. */
function plain(value: PdfObject): unknown {
  if (value instanceof PdfString) return { string: [...value.bytes], notation: value.notation };
  if (isPdfArray(value)) return value.map(plain);
  if (value instanceof PdfDict) return { dict: [...value.entries].map(([key, item]) => [key, plain(item)]) };
  if (value instanceof PdfStream) return { stream: [...value.data()], dict: plain(value.dict) };
  return value;
}

describe("what is written", () => {
  it.each<XrefLayout>(["table", "stream", "hybrid"])(
    "is read back the same from an update of a file with layout %s",
    (layout) => {
      const input = handMadePdf({
        layout,
        objects: ONE_PAGE,
        compressed: layout === "table" ? [] : [3],
        finalEol: layout !== "stream",
      }).bytes;
      const base = describeUpdateBase({ document: PdfDocument.open(openView(toByteSource(input))), security: null });
      fc.assert(
        fc.property(anyObject, bytes, fc.integer({ min: 100, max: 5000 }), (value, data, num) => {
          const stream = new PdfStream(new PdfDict(new Map([["Length", data.length]])), () => data);
          const objects = new Map([
            [num, { gen: 0, value: [value] }],
            [num + 2, { gen: 0, value: stream }],
            [4, { gen: 0, value: null }],
          ]);
          const { tail } = buildIncrementalUpdate(base, { objects, fileId: new Uint8Array(16) });
          const document = PdfDocument.open(openView(toByteSource(concatBytes(input, tail))));
          expect(plain(document.load(num)?.value ?? null)).toEqual(plain([value]));
          expect(plain(document.load(num + 2)?.value ?? null)).toEqual(plain(stream));
          expect(document.load(4)?.value).toBeNull();
          expect(document.pages).toHaveLength(1);
          expect(document.remarks).toEqual([]);
          expect(document.revisions).toHaveLength(2);
        }),
        { numRuns: 200 },
      );
    },
  );
});
