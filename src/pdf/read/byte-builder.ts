/** Room that a builder keeps from one use to the next. */
const KEPT_BYTES = 64 * 1024;

/** Bytes appended one at a time or in runs, in room that doubles, so that n of them cost O(n). */
export class ByteBuilder {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(room = 64) {
    this.#bytes = new Uint8Array(room);
  }

  get length(): number {
    return this.#length;
  }

  push(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(this.#length + 1);
    this.#bytes[this.#length++] = byte;
  }

  append(run: Uint8Array): void {
    const length = this.#length + run.length;
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(run, this.#length);
    this.#length = length;
  }

  /** Starts over. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = new Uint8Array(64);
  }

  /** What was appended; further appending does not change it. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
