import fc from "fast-check";
import { expect, it } from "vitest";
import { equalBytes } from "../../src/bytes/equal.ts";
import { decodeLatin1 } from "../../src/bytes/text.ts";
import { findSignature } from "../support/pdf-surgery.ts";
import { codesOf, type SampleOptions, signedSample, verifyDemo } from "../support/signed-samples.ts";
import { mutate, mutations } from "./mutate.ts";
import { pageContent } from "./page-content.ts";

/** Together 20,000 mutations. */
const RUNS = 4_000;

/** Of each signature of a clean file: where its parts end and begin. */
type Range = readonly number[];

const SAMPLES: readonly (readonly [title: string, options: SampleOptions])[] = [
  ["with an xref table, signed with P-256", { layout: "table" }],
  ["with xref and object streams, signed with P-256", { layout: "stream" }],
  ["with an xref table, signed with RSA", { layout: "table", identity: "public-ca/citizen" }],
  ["with xref streams, signed with Ed25519", { layout: "stream", identity: "public-ca/signer-ed25519" }],
  ["with an xref table, signed twice", { layout: "table", signatures: 2 }],
];

// A failure prints the seed; PADES_SEED=… runs the same mutations again.
const seed = Number(process.env["PADES_SEED"] ?? Number.NaN);
const parameters = { numRuns: RUNS, ...(Number.isInteger(seed) ? { seed } : {}) };

it.each(SAMPLES)(
  `judges ${RUNS} mutations of a file %s, and accepts none that changed a signed byte`,
  async (_, options) => {
    const clean = await signedSample(options);
    const ranges = Array.from({ length: options.signatures ?? 1 }, (__, index) => findSignature(clean, index).numbers);
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const mutated = mutate(clean, changes);
        const verification = await verifyDemo(mutated);
        expect(codesOf(verification)).not.toContain("internal-error");
        const intact = ranges.filter((range) => isIntact(clean, mutated, range));
        const passed = verification.signatures.filter(({ indication }) => indication === "TOTAL-PASSED");
        expect(passed.length).toBeLessThanOrEqual(intact.length);
        const good = verification.signatures.filter(
          ({ integrity }) => integrity.digest === "ok" && integrity.signature === "ok",
        );
        // One that two fields share is listed for both, and fails for both.
        expect(new Set(good.map(({ valueSha256 }) => valueSha256)).size).toBeLessThanOrEqual(intact.length);
        if (verification.verdict === "valid") expectPagesAsSigned(clean, mutated, intact);
      }),
      parameters,
    );
  },
  300_000,
);

/** Whether every byte that the signature covers is in its place. */
function isIntact(clean: Uint8Array, mutated: Uint8Array, [a = 0, b = 0, c = 0, d = 0]: Range): boolean {
  const parts = [
    [a, a + b],
    [c, c + d],
  ] as const;
  return parts.every(([start, end]) => equalBytes(clean.subarray(start, end), mutated.subarray(start, end)));
}

/** A valid file shows what was signed: it ends there, or what follows leaves the pages alone. */
function expectPagesAsSigned(clean: Uint8Array, mutated: Uint8Array, intact: readonly Range[]): void {
  const end = Math.max(...intact.map(([, , c = 0, d = 0]) => c + d));
  if (/^(?:\r\n|\r|\n)?$/.test(decodeLatin1(mutated.subarray(end)))) return;
  expect(pageContent(mutated)).toBe(pageContent(clean));
}
