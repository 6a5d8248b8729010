import type { ByteView } from "../../bytes/view.ts";
import { CR, END, isWhiteSpace, LF } from "./characters.ts";

/** What lexing needs of a view; a decoded stream offers it too. */
export type Bytes = Pick<ByteView, "size" | "slice">;

/**
 * Windows end at multiples of this, so that on a source that is fetched in larger aligned chunks no window spans
 * two of them: nothing is copied, and no chunk is fetched before a byte of it is needed.
 */
const WINDOW_BYTES = 4096;

const NOTHING = new Uint8Array(0);

/**
 * A position in bytes that are looked at through windows. Windows grow with what has been looked at, so that a long
 * string is fetched in few steps, each of which lexes it again from its start, and no more than twice of it is read.
 */
export class ByteReader {
  readonly bytes: Bytes;
  position: number;
  #window: Uint8Array = NOTHING;
  #windowStart = 0;
  #seen = 0;
  #origin: number;

  constructor(bytes: Bytes, position = 0) {
    this.bytes = bytes;
    this.position = position;
    this.#origin = position;
  }

  /** Bytes between where the reader started and where it is, but for those that were skipped unseen. */
  get lexed(): number {
    return this.position - this.#origin;
  }

  /** Moves on without looking at what is between. */
  skipTo(position: number): void {
    this.#origin += position - this.position;
    this.position = position;
  }

  /** The byte at the position, or END. */
  peek(): number {
    const byte = this.#window[this.position - this.#windowStart];
    return byte === undefined ? this.#refill() : byte;
  }

  /** The bytes at hand from the position on: at least one, or none at the end. */
  window(): Uint8Array {
    return this.peek() === END ? NOTHING : this.#window.subarray(this.position - this.#windowStart);
  }

  /** The byte at the position, which moves past it, or END. */
  next(): number {
    const byte = this.peek();
    if (byte !== END) this.position++;
    return byte;
  }

  skipWhiteSpace(): void {
    while (isWhiteSpace(this.peek())) this.position++;
  }

  /** White space and comments (ISO 32000-2, 7.2.4). */
  skipSpaceAndComments(): void {
    for (;;) {
      const byte = this.peek();
      if (isWhiteSpace(byte)) this.position++;
      else if (byte === 0x25) this.#skipComment();
      else return;
    }
  }

  /** Whether the ASCII `text` stands at the position, which moves past it in that case only. */
  skipText(text: string): boolean {
    const start = this.position;
    for (let i = 0; i < text.length; i++) {
      if (this.next() !== text.charCodeAt(i)) {
        this.position = start;
        return false;
      }
    }
    return true;
  }

  /** One end-of-line marker (CR LF, LF or CR), where there is one. */
  skipEndOfLine(): boolean {
    const byte = this.peek();
    if (byte !== LF && byte !== CR) return false;
    this.position++;
    if (byte === CR && this.peek() === LF) this.position++;
    return true;
  }

  #skipComment(): void {
    for (let byte = this.peek(); byte !== END && byte !== LF && byte !== CR; byte = this.peek()) this.position++;
  }

  #refill(): number {
    const start = this.position;
    if (start < 0 || start >= this.bytes.size) return END;
    const end = (Math.floor((start + this.#seen) / WINDOW_BYTES) + 1) * WINDOW_BYTES;
    this.#window = this.bytes.slice(start, end);
    this.#windowStart = start;
    this.#seen += this.#window.length;
    return this.#window[0] ?? END;
  }
}

/** Decoded bytes as something to lex. */
export function bytesInMemory(bytes: Uint8Array): Bytes {
  return { size: bytes.length, slice: (start, end) => bytes.subarray(start, end) };
}
