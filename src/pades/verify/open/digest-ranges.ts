import { type ByteSource, isMemorySource } from "../../../bytes/source.ts";
import type { ByteView } from "../../../bytes/view.ts";
import type { DigestName } from "../../../crypto/algorithms.ts";
import { createDigest, type Digest } from "../../../crypto/digest.ts";
import { MAX_HASHED_RATIO } from "../../../limits.ts";
import type { Extent } from "../../../pdf/objects.ts";

/** What one signature wants hashed: these ranges, one after another, by this algorithm. */
export interface DigestRequest {
  readonly algorithm: DigestName;
  /** Ascending and apart from each other, within the file. */
  readonly ranges: readonly Extent[];
}

export interface DigestedFile {
  /** SHA-256 of the whole file. */
  readonly sha256: Uint8Array;
  /** One for each request, in order; null where nothing was requested, and beyond what one file may cost. */
  readonly digests: readonly (Uint8Array | null)[];
}

/** The source answered differently from what was parsed. */
export class SourceChangedError extends Error {
  override readonly name = "SourceChangedError";
  readonly offset: number;

  constructor(offset: number) {
    super(`source differs between two reads near offset ${offset}`);
    this.offset = offset;
  }
}

/** Bytes taken from a source at a time: long enough to stream, short enough to hold. */
const READ_BYTES = 1024 * 1024;

/**
 * Every digest the file's signatures need, in one pass. Each algorithm hashes the file once; at the gap of a
 * signature its state is copied, and the copy goes on over what the signature covers behind the gap. Signatures are
 * appended one after another, so what lies behind each gap is short and the whole stays linear.
 *
 * @throws SourceChangedError where `source` no longer answers what `view` was parsed from
 */
export async function digestRanges(
  source: ByteSource,
  view: ByteView,
  requests: readonly (DigestRequest | null)[],
  signal: AbortSignal | null,
): Promise<DigestedFile> {
  const trunks = new Map<DigestName, Digest>([["SHA-256", createDigest("SHA-256")]]);
  const branches = branchesWithin(requests, source.size * MAX_HASHED_RATIO);
  for (const branch of branches) {
    if (branch !== null && !trunks.has(branch.algorithm)) trunks.set(branch.algorithm, createDigest(branch.algorithm));
  }
  const active = branches.filter((branch) => branch !== null);
  const stops = [...new Set([...active.flatMap((branch) => branch.stops()), source.size])].sort((a, b) => a - b);

  let at = 0;
  for (const stop of stops) {
    while (at < stop) {
      signal?.throwIfAborted();
      const end = isMemorySource(source) ? stop : Math.min(stop, at + READ_BYTES);
      const bytes = isMemorySource(source) ? source.bytes.subarray(at, end) : await source.read(at, end);
      if (bytes.length !== end - at || !view.agreesWith(at, bytes)) throw new SourceChangedError(at);
      for (const branch of active) branch.update(at, end, bytes);
      for (const [algorithm, trunk] of trunks) {
        if (algorithm === "SHA-256" || active.some((branch) => branch.follows(algorithm, end))) trunk.update(bytes);
      }
      at = end;
    }
    for (const branch of active) branch.reach(at, trunks);
  }
  return {
    sha256: (trunks.get("SHA-256") ?? createDigest("SHA-256")).digest(),
    digests: branches.map((branch) => branch?.digest() ?? null),
  };
}

/** Branches in the order of the requests, null from where their bytes together exceed `allowance`. */
function branchesWithin(requests: readonly (DigestRequest | null)[], allowance: number): (Branch | null)[] {
  let cost = 0;
  return requests.map((request) => {
    if (request === null) return null;
    const branch = new Branch(request);
    cost += branch.ownBytes;
    return cost <= allowance ? branch : null;
  });
}

/** The digest of one request: the trunk's state up to the end of its first range, its own from there on. */
class Branch {
  readonly algorithm: DigestName;
  readonly #ranges: readonly Extent[];
  /** Where this branch leaves the trunk; 0 where its first range does not start with the file. */
  readonly #fork: number;
  #own: Digest | null = null;

  constructor({ algorithm, ranges }: DigestRequest) {
    this.algorithm = algorithm;
    this.#ranges = ranges;
    this.#fork = ranges[0]?.start === 0 ? ranges[0].end : 0;
    if (this.#fork === 0) this.#own = createDigest(algorithm);
  }

  /** Bytes hashed for this branch alone. */
  get ownBytes(): number {
    return this.#ranges.reduce((sum, { start, end }) => sum + end - start, 0) - this.#fork;
  }

  stops(): number[] {
    return this.#ranges.flatMap(({ start, end }) => [start, end]);
  }

  /** Whether the trunk must still go on to `end` for this branch. */
  follows(algorithm: DigestName, end: number): boolean {
    return algorithm === this.algorithm && end <= this.#fork;
  }

  update(start: number, end: number, bytes: Uint8Array): void {
    if (this.#own !== null && this.#ranges.some((range) => range.start <= start && end <= range.end)) {
      this.#own.update(bytes);
    }
  }

  reach(offset: number, trunks: ReadonlyMap<DigestName, Digest>): void {
    if (this.#own === null && offset === this.#fork) this.#own = trunks.get(this.algorithm)?.copy() ?? null;
  }

  digest(): Uint8Array | null {
    return this.#own?.digest() ?? null;
  }
}
