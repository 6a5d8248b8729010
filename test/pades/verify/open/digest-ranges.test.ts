import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, toByteSource } from "../../../../src/bytes/source.ts";
import { openView } from "../../../../src/bytes/view.ts";
import type { DigestName } from "../../../../src/crypto/algorithms.ts";
import { MAX_HASHED_RATIO } from "../../../../src/limits.ts";
import {
  type DigestRequest,
  digestRanges,
  SourceChangedError,
} from "../../../../src/pades/verify/open/digest-ranges.ts";
import type { Extent } from "../../../../src/pdf/objects.ts";

const NODE_NAMES = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" } as const;
type Known = keyof typeof NODE_NAMES;

function reference(bytes: Uint8Array, algorithm: Known, ranges: readonly Extent[]): string {
  const hash = createHash(NODE_NAMES[algorithm]);
  for (const { start, end } of ranges) hash.update(bytes.subarray(start, end));
  return hash.digest("hex");
}

function chunked(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
}

async function digest(input: Uint8Array | ByteSource, requests: readonly (DigestRequest | null)[]) {
  const source = toByteSource(input);
  const { sha256, digests } = await digestRanges(source, openView(source), requests, null);
  return { sha256: hex(sha256), digests: digests.map((one) => (one === null ? null : hex(one))) };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 2_654_435_761) >>> 24);

/** Ascending ranges within `size` bytes, made of fractions. */
function rangesOf(fractions: readonly number[], size: number): Extent[] {
  const stops = fractions.map((fraction) => Math.floor(fraction * size)).sort((a, b) => a - b);
  const ranges: Extent[] = [];
  for (let i = 0; i + 1 < stops.length; i += 2) ranges.push({ start: stops[i] ?? 0, end: stops[i + 1] ?? 0 });
  return ranges;
}

describe("the digests of a file", () => {
  it("equal those of node:crypto, for any ranges and algorithms, in memory and in chunks", async () => {
    const fraction = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    const request = fc.record({
      algorithm: fc.constantFrom<Known>("SHA-1", "SHA-256", "SHA-384", "SHA-512"),
      fractions: fc.array(fraction, { minLength: 2, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 300 }), fc.array(fc.option(request), { maxLength: 6 }), async (size, wanted) => {
        const bytes = noise(size);
        const requests = wanted.map((one) =>
          one === null ? null : { algorithm: one.algorithm, ranges: rangesOf(one.fractions, size) },
        );
        const expected = {
          sha256: reference(bytes, "SHA-256", [{ start: 0, end: size }]),
          digests: requests.map((one) => (one === null ? null : reference(bytes, one.algorithm, one.ranges))),
        };
        expect(await digest(bytes, requests)).toEqual(expected);
        expect(await digest(chunked(bytes), requests)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("are the same of a file that is read in several chunks, whose ranges cross their borders", async () => {
    const size = 3 * 1024 * 1024 + 17;
    const bytes = noise(size);
    const requests = [
      {
        algorithm: "SHA-256",
        ranges: [
          { start: 0, end: 1024 * 1024 - 5 },
          { start: 1024 * 1024 + 5, end: size },
        ],
      },
      {
        algorithm: "SHA-512",
        ranges: [
          { start: 0, end: 2 * 1024 * 1024 },
          { start: 2 * 1024 * 1024, end: size - 1 },
        ],
      },
      { algorithm: "SHA-512", ranges: [{ start: 7, end: 3 * 1024 * 1024 }] },
    ] satisfies (DigestRequest & { algorithm: Known })[];
    const expected = requests.map(({ algorithm, ranges }) => reference(bytes, algorithm, ranges));
    expect((await digest(bytes, requests)).digests).toEqual(expected);
    expect((await digest(chunked(bytes), requests)).digests).toEqual(expected);
  });

  it("are those of many signatures, appended one after another, in one pass", async () => {
    const bytes = noise(60_000);
    const requests = Array.from({ length: 51 }, (_, i) => ({
      algorithm: (["SHA-256", "SHA-384"] as const)[i % 2] ?? "SHA-256",
      ranges: [
        { start: 0, end: 1_000 * (i + 1) },
        { start: 1_000 * (i + 1) + 500, end: 1_000 * (i + 2) },
      ],
    }));
    let reads = 0;
    const counting: ByteSource = {
      size: bytes.length,
      read: async (start, end) => {
        reads += end - start;
        return bytes.slice(start, end);
      },
    };
    const { digests } = await digest(counting, requests);
    expect(digests).toEqual(requests.map(({ algorithm, ranges }) => reference(bytes, algorithm, ranges)));
    expect(reads).toBe(bytes.length);
  });

  it("include none for a request that is null, and that of an empty file", async () => {
    expect(await digest(new Uint8Array(0), [null, { algorithm: "SHA-256", ranges: [] }])).toEqual({
      sha256: reference(new Uint8Array(0), "SHA-256", []),
      digests: [null, reference(new Uint8Array(0), "SHA-256", [])],
    });
  });

  it("stop where signatures that share nothing would have a small file hashed again and again", async () => {
    const bytes = noise(1_000);
    const request: DigestRequest = { algorithm: "SHA-256" satisfies DigestName, ranges: [{ start: 1, end: 1_000 }] };
    const { digests } = await digest(
      bytes,
      Array.from({ length: 200 }, () => request),
    );
    const granted = digests.filter((one) => one !== null);
    expect(granted).toHaveLength(MAX_HASHED_RATIO);
    expect(new Set(granted)).toEqual(new Set([reference(bytes, "SHA-256", request.ranges)]));
  });
});

describe("hashing a source", () => {
  it("fails where it answers differently from what was parsed", async () => {
    const bytes = noise(100_000);
    let honest = true;
    const source: ByteSource = {
      size: bytes.length,
      read: async (start, end) => (honest ? bytes : bytes.map((byte) => byte ^ 1)).slice(start, end),
    };
    const view = openView(source);
    try {
      view.slice(70_000, 70_010);
    } catch (suspension) {
      if (suspension instanceof Error) throw suspension;
      await (suspension as { ready: () => Promise<void> }).ready();
    }
    honest = false;
    await expect(digestRanges(source, view, [], null)).rejects.toThrow(SourceChangedError);
  });

  it("fails where it returns too little", async () => {
    const source: ByteSource = { size: 10, read: async () => new Uint8Array(9) };
    await expect(digestRanges(source, openView(source), [], null)).rejects.toThrow(SourceChangedError);
  });

  it("stops between two reads where it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    let reads = 0;
    const source: ByteSource = {
      size: 3 * 1024 * 1024,
      read: async (start, end) => {
        reads++;
        controller.abort(reason);
        return new Uint8Array(end - start);
      },
    };
    await expect(digestRanges(source, openView(source), [], controller.signal)).rejects.toBe(reason);
    expect(reads).toBe(1);
  });
});
