import { equalBytes } from "./equal.ts";
import { type ByteSource, isMemorySource } from "./source.ts";
import { Suspension } from "./suspend.ts";

/** Synchronous random access to the bytes [0, size) of a source. */
export interface ByteView {
  readonly size: number;
  /**
   * The bytes [start, end), clipped to the view; not a copy, so not to be written to.
   * @throws Suspension where they are not in memory yet (suspend.ts)
   */
  slice(start: number, end: number): Uint8Array;
  /** The first `end` bytes as a view of their own: an earlier revision, opened as the file it was. */
  prefix(end: number): ByteView;
  /**
   * Whether bytes read from the source later are what this view showed: a source that answers differently the
   * second time would have us hash one document and parse another.
   */
  agreesWith(start: number, bytes: Uint8Array): boolean;
}

/** Read at a time from a source that is not in memory: a page of objects, few round trips to object storage. */
const CHUNK_BYTES = 64 * 1024;

export function openView(source: ByteSource): ByteView {
  return isMemorySource(source) ? new MemoryView(source.bytes) : new ChunkedView(source);
}

class MemoryView implements ByteView {
  readonly #bytes: Uint8Array;
  readonly size: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  slice(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(Math.max(0, start), Math.max(0, Math.min(end, this.size)));
  }

  prefix(end: number): ByteView {
    return new MemoryView(this.slice(0, end));
  }

  agreesWith(): boolean {
    return true;
  }
}

/** Keeps the chunks that parsing touched, and only those. */
class ChunkedView implements ByteView {
  readonly #source: ByteSource;
  readonly #chunks: Map<number, Uint8Array>;
  readonly size: number;

  constructor(source: ByteSource, size = source.size, chunks = new Map<number, Uint8Array>()) {
    this.#source = source;
    this.#chunks = chunks;
    this.size = size;
  }

  slice(start: number, end: number): Uint8Array {
    const from = Math.max(0, start);
    const to = Math.min(end, this.size);
    if (to <= from) return new Uint8Array(0);
    const first = Math.floor(from / CHUNK_BYTES);
    const last = Math.floor((to - 1) / CHUNK_BYTES);
    if (first === last) {
      const base = first * CHUNK_BYTES;
      return this.#chunk(first, last).subarray(from - base, to - base);
    }
    const joined = new Uint8Array(to - from);
    for (let index = first; index <= last; index++) {
      const base = index * CHUNK_BYTES;
      const chunk = this.#chunk(index, last);
      const part = chunk.subarray(Math.max(0, from - base), Math.min(chunk.length, to - base));
      joined.set(part, Math.max(0, base - from));
    }
    return joined;
  }

  prefix(end: number): ByteView {
    return new ChunkedView(this.#source, Math.min(end, this.size), this.#chunks);
  }

  agreesWith(start: number, bytes: Uint8Array): boolean {
    const end = start + bytes.length;
    for (let index = Math.floor(start / CHUNK_BYTES); index * CHUNK_BYTES < end; index++) {
      const chunk = this.#chunks.get(index);
      if (chunk === undefined) continue;
      const base = index * CHUNK_BYTES;
      const from = Math.max(start, base);
      const to = Math.min(end, base + chunk.length);
      if (!equalBytes(chunk.subarray(from - base, to - base), bytes.subarray(from - start, to - start))) return false;
    }
    return true;
  }

  #chunk(index: number, last: number): Uint8Array {
    const chunk = this.#chunks.get(index);
    if (chunk !== undefined) return chunk;
    throw new Suspension(() => this.#load(index, last));
  }

  async #load(first: number, last: number): Promise<void> {
    const start = first * CHUNK_BYTES;
    const end = Math.min((last + 1) * CHUNK_BYTES, this.#source.size);
    const bytes = await this.#source.read(start, end);
    if (bytes.length !== end - start) throw new ShortReadError(start, end, bytes.length);
    for (let index = first; index <= last; index++) {
      // A chunk that is already here stays: it is what parsing has seen.
      if (this.#chunks.has(index)) continue;
      const from = index * CHUNK_BYTES - start;
      this.#chunks.set(index, bytes.slice(from, from + CHUNK_BYTES));
    }
  }
}

/** A source that returns fewer bytes than it declared: cut off while being read, or lying about its size. */
export class ShortReadError extends Error {
  override readonly name = "ShortReadError";
  readonly start: number;

  constructor(start: number, end: number, got: number) {
    super(`source.read(${start}, ${end}) resolved with ${got} bytes, expected ${end - start}`);
    this.start = start;
  }
}
