import { PadesError } from "../errors.ts";

/** Bytes at random access: a file handle, a slice of object storage, anything too large to hold in memory. */
export interface ByteSource {
  /** Length in bytes, fixed for the life of the source. */
  readonly size: number;
  /** The bytes [start, end); resolves with exactly end - start of them. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** What the API takes for a document. None of it is ever changed. */
export type SourceInput = Uint8Array | ArrayBuffer | Blob | ByteSource;

/** A source over bytes that are already in memory, which may be read without waiting. */
export interface MemorySource extends ByteSource {
  readonly bytes: Uint8Array;
}

/**
 * @throws PadesError ERR_INVALID_ARGUMENT where `input` is none of the kinds of SourceInput
 */
export function toByteSource(input: SourceInput): ByteSource | MemorySource {
  if (input instanceof Uint8Array) return memorySource(input);
  if (input instanceof ArrayBuffer) return memorySource(new Uint8Array(input));
  if (typeof Blob !== "undefined" && input instanceof Blob) return blobSource(input);
  if (isByteSource(input)) return input;
  throw new PadesError(
    "ERR_INVALID_ARGUMENT",
    "source: expected a Uint8Array, ArrayBuffer, Blob or an object with size and read(start, end)",
  );
}

export function isMemorySource(source: ByteSource): source is MemorySource {
  return "bytes" in source && source.bytes instanceof Uint8Array;
}

function memorySource(bytes: Uint8Array): MemorySource {
  // Shared memory can change under us between hashing and parsing; ordinary memory only if our caller does it.
  const own = bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
  return { bytes: own, size: own.length, read: async (start, end) => own.subarray(start, end) };
}

function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

function isByteSource(input: unknown): input is ByteSource {
  return (
    typeof input === "object" &&
    input !== null &&
    "size" in input &&
    Number.isSafeInteger(input.size) &&
    "read" in input &&
    typeof input.read === "function"
  );
}

/** Bytes taken from a source at a time: long enough to stream, short enough to hold. */
const PIECE_BYTES = 1024 * 1024;

/** The bytes [0, end) of a source, piece by piece, as it answers. @throws the signal's reason where it was aborted */
export async function* readPieces(
  source: ByteSource,
  end: number,
  signal: AbortSignal | null,
): AsyncIterable<Uint8Array> {
  for (let at = 0; at < end; at += PIECE_BYTES) {
    signal?.throwIfAborted();
    yield await source.read(at, Math.min(end, at + PIECE_BYTES));
  }
}
