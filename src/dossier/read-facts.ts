import { encodeHex } from "../bytes/hex.ts";
import { type ByteSource, readPieces } from "../bytes/source.ts";
import { createDigest } from "../crypto/digest.ts";
import type { FileFacts } from "./match-components.ts";

/** Reads a file once: its hash, and those of what it may have begun as. */
export async function readFacts(
  path: string,
  source: ByteSource,
  prefixSizes: readonly number[],
  signal: AbortSignal | null,
): Promise<FileFacts> {
  const digest = createDigest("SHA-256");
  const sizes = [...new Set(prefixSizes)].filter((size) => size <= source.size).sort((a, b) => a - b);
  const prefixes = new Map<number, string>();
  let at = 0;
  for await (const piece of readPieces(source, source.size, signal)) {
    let from = 0;
    for (const size of sizes) {
      if (size <= at || size > at + piece.length) continue;
      digest.update(piece.subarray(from, size - at));
      from = size - at;
      prefixes.set(size, encodeHex(digest.copy().digest()));
    }
    digest.update(piece.subarray(from));
    at += piece.length;
  }
  // Of a file that became shorter meanwhile nothing is known.
  const sha256 = at === source.size ? encodeHex(digest.digest()) : null;
  return { path, size: source.size, sha256, prefixes };
}
