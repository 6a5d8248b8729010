import { platform } from "#platform";
import { type ByteSource, readPieces } from "../bytes/source.ts";
import type { DigestName } from "./algorithms.ts";

/** A hash in progress. */
export interface Digest {
  /** Appends bytes, which may be changed afterwards. Returns itself. */
  update(bytes: Uint8Array): Digest;
  /** Another digest that has seen the same bytes and goes its own way. */
  copy(): Digest;
  /** The digest of all bytes so far, in a new array. Nothing may be called afterwards. */
  digest(): Uint8Array;
}

/** Begins a hash. Synchronous on every platform, and every name works on every platform. */
export function createDigest(name: DigestName): Digest {
  return platform.createDigest(name);
}

/** The digest of `bytes`. */
export function digestOf(name: DigestName, bytes: Uint8Array): Uint8Array {
  return platform.digestOf(name, bytes);
}

/** The digest of all that a source holds. @throws the signal's reason where it was aborted, and what `read` rejects with */
export async function digestOfSource(
  name: DigestName,
  source: ByteSource,
  signal: AbortSignal | null,
): Promise<Uint8Array> {
  const digest = createDigest(name);
  for await (const piece of readPieces(source, source.size, signal)) digest.update(piece);
  return digest.digest();
}
