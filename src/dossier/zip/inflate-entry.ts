import { Inflate } from "fflate";
import { type ByteSource, readPieces } from "../../bytes/source.ts";
import type { ArchiveEntryFault } from "../../findings.ts";
import type { DirectoryEntry } from "./central-directory.ts";
import { crc32 } from "./crc32.ts";
import type { LocalEntry } from "./local-entry.ts";

const STORED = 0;
const DEFLATED = 8;

/** Raised inside to stop at once: an entry must not cost more than it says. */
class EntryStop extends Error {
  override readonly name = "EntryStop";
  readonly fault: ArchiveEntryFault;

  constructor(fault: ArchiveEntryFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * The bytes of an entry, checked against its size and checksum, handed to `take` piece by piece.
 *
 * @returns what is wrong with them, null where nothing is; pieces taken before a fault are worth nothing
 */
export async function unpackEntry(
  source: ByteSource,
  { method, size, crc32: expected }: DirectoryEntry,
  { data }: LocalEntry,
  signal: AbortSignal | null,
  take: (piece: Uint8Array) => void,
): Promise<ArchiveEntryFault | null> {
  if (method !== STORED && method !== DEFLATED) return "method-unsupported";
  let length = 0;
  let checksum = 0;
  const count = (piece: Uint8Array): void => {
    length += piece.length;
    if (length > size) throw new EntryStop("size-mismatch");
    checksum = crc32(piece, checksum);
    take(piece);
  };
  try {
    const part = {
      size: data.end - data.start,
      read: (from: number, to: number) => source.read(data.start + from, data.start + to),
    };
    if (method === STORED) for await (const piece of readPieces(part, part.size, signal)) count(piece);
    else await inflate(part, count, signal);
  } catch (error) {
    if (error instanceof EntryStop) return error.fault;
    throw error;
  }
  if (length !== size) return "size-mismatch";
  return checksum === expected ? null : "checksum-mismatch";
}

async function inflate(part: ByteSource, take: (piece: Uint8Array) => void, signal: AbortSignal | null): Promise<void> {
  let isDone = false;
  const stream = new Inflate((piece, final) => {
    take(piece);
    isDone = final;
  });
  // Small pieces: what one of them can grow to is held at once.
  const PIECE_BYTES = 16 * 1024;
  for (let at = 0; at < part.size; at += PIECE_BYTES) {
    signal?.throwIfAborted();
    const end = Math.min(part.size, at + PIECE_BYTES);
    const piece = await part.read(at, end);
    try {
      stream.push(piece, end === part.size);
    } catch (error) {
      if (error instanceof EntryStop) throw error;
      throw new EntryStop("data-damaged");
    }
  }
  if (!isDone) throw new EntryStop("data-damaged");
}
