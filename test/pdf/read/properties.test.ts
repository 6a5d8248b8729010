import fc from "fast-check";
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../../src/bytes/concat.ts";
import { resumable } from "../../../src/bytes/suspend.ts";
import { decodeLatin1, encodeLatin1 } from "../../../src/bytes/text.ts";
import { exercise } from "./exercise.ts";
import { onePage, row } from "./pdf-text.ts";
import { fetchedView, memoryView } from "./views.ts";

const FORM = "/AcroForm<</Fields[4 0 R]>>";
const FIELD = "<</FT/Sig/T(Sig1)/Kids[<</Subtype/Widget/Parent 4 0 R/Rect[0 0 1 1]>>]/V 5 0 R>>";
const SIGNATURE =
  "<</Type/Sig/ByteRange[0 100 200 300]/Contents<30820102>/M(D:20240101)/Reference[<</TransformMethod/DocMDP>>]>>";

/** One file of each cross-reference kind, with a form, an update, filters and an indirect length. */
const seeds: readonly Uint8Array[] = [
  onePage(undefined, FORM)
    .object(4, FIELD)
    .object(5, SIGNATURE)
    .table()
    .end()
    .object(6, "<</Length 7 0 R>>stream\nabc\nendstream")
    .object(7, "3")
    .table()
    .end()
    .bytes(),
  packed().bytes(),
  hybrid().bytes(),
];

function packed() {
  const pairs = "4 0 5 200 ";
  const body = `${FIELD.padEnd(200)}${SIGNATURE}`;
  const data = decodeLatin1(zlibSync(encodeLatin1(pairs + body)));
  const file = onePage(undefined, FORM).stream(6, `/Type/ObjStm/N 2/First ${pairs.length}/Filter/FlateDecode`, data);
  const rows = [1, 2, 3, 6].map((num) => [num, 1, file.offsetOf(num), 0] as const);
  return file.xrefStream(9, [[0, 0, 0, 65535], ...rows, [4, 2, 6, 0], [5, 2, 6, 1]]).end();
}

function hybrid() {
  const file = onePage(undefined, FORM).stream(6, "/Type/ObjStm/N 1/First 4", `4 0 ${FIELD}`).object(5, SIGNATURE);
  const hidden = file.length;
  return file
    .stream(7, "/Type/XRef/W[1 4 2]/Index[4 1]/Size 8", row(2, 6, 0))
    .table(`/Root 1 0 R/XRefStm ${hidden}`)
    .end();
}

const TOKENS = [
  "obj",
  "endobj",
  "stream",
  "endstream",
  "<<",
  ">>",
  "[",
  "]",
  "(",
  "<",
  "/Kids",
  "/Length",
  "/Prev",
  "0 R",
  "1 0 R",
  "null",
  "-1",
  "99999999999",
  "%",
  "xref",
  "trailer",
  "startxref",
];

/** A place in a file, and what is written over it or put in there. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 12 }),
  insert: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constantFrom(...TOKENS).map(encodeLatin1)),
});

const damaged = fc
  .record({ seed: fc.constantFrom(...seeds), changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
  .map(({ seed, changes }) =>
    changes.reduce<Uint8Array>((bytes, { at, remove, insert }) => {
      const start = Math.floor(at * bytes.length);
      return concatBytes(bytes.subarray(0, start), insert, bytes.subarray(start + remove));
    }, seed),
  );

describe("the reader", () => {
  it("reads the seeds of these tests without complaint", () => {
    expect(seeds.map((seed) => exercise(memoryView(seed)))).toEqual([[], [], []]);
  });

  it("reads any bytes, or fails with a reason", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void exercise(memoryView(bytes))),
      { numRuns: 300 },
    );
  });

  it("reads any bytes behind a header, or fails with a reason", () => {
    const header = encodeLatin1("%PDF-1.7\n");
    const tail = encodeLatin1("\nstartxref\n9\n%%EOF");
    const tokens = fc.array(fc.oneof(fc.constantFrom(...TOKENS), fc.nat(30).map(String)), { maxLength: 60 });
    fc.assert(
      fc.property(
        tokens,
        (words) => void exercise(memoryView(concatBytes(header, encodeLatin1(words.join(" ")), tail))),
      ),
      { numRuns: 500 },
    );
  });

  it("reads any truncation of a file, or fails with a reason", () => {
    for (const seed of seeds) {
      for (let size = 0; size < seed.length; size++) exercise(memoryView(seed.subarray(0, size)));
    }
  });

  it("reads any damaged file, or fails with a reason, within a second", () => {
    const check = (bytes: Uint8Array) => {
      const start = performance.now();
      exercise(memoryView(bytes));
      expect(performance.now() - start).toBeLessThan(1000);
    };
    fc.assert(fc.property(damaged, check), { numRuns: 3000 });
  });

  it("comes to the same where bytes have to be fetched", async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        const { view } = fetchedView(bytes);
        expect(await resumable(() => exercise(view))).toEqual(exercise(memoryView(bytes)));
      }),
      { numRuns: 200 },
    );
  });
});
