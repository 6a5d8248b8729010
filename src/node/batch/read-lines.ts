import type { FileHandle } from "node:fs/promises";
import { concatBytes } from "../../bytes/concat.ts";
import { MAX_JOURNAL_LINE_BYTES } from "../../limits.ts";

export interface Line {
  /** Offsets of its first byte and of its line feed. */
  readonly start: number;
  readonly end: number;
  /** Without its line feed; null for one that is longer than it may be. */
  readonly bytes: Uint8Array | null;
  /** Whether it ends with a line feed, and not with the file. */
  readonly isWhole: boolean;
}

const PIECE_BYTES = 256 * 1024;

/** The lines of a file of any size, one at a time in memory. */
export async function* readLines(handle: FileHandle): AsyncGenerator<Line> {
  const piece = new Uint8Array(PIECE_BYTES);
  let start = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let at = 0;
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    let from = 0;
    for (let end = piece.indexOf(0x0a); end >= 0 && end < bytesRead; end = piece.indexOf(0x0a, from)) {
      const length = heldBytes + end - from;
      const isTooLong = length > MAX_JOURNAL_LINE_BYTES;
      const bytes = isTooLong ? null : concatBytes(...held, piece.subarray(from, end));
      yield { start, end: start + length, bytes, isWhole: true };
      start += length + 1;
      [held, heldBytes, from] = [[], 0, end + 1];
    }
    heldBytes += bytesRead - from;
    // One that is too long is only measured.
    if (heldBytes <= MAX_JOURNAL_LINE_BYTES) held.push(piece.slice(from, bytesRead));
  }
  if (heldBytes > 0) yield { start, end: start + heldBytes, bytes: null, isWhole: false };
}
