import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { MemorySource } from "../../bytes/source.ts";
import { MAX_FILE_READ_AT_ONCE } from "../../limits.ts";
import { type FileSource, openFileSource } from "../file-source.ts";

/**
 * As openFileSource, but for a thread that has nothing else to do while it waits: a file of ordinary size is read whole and
 * without the thread pool of Node, the way through which takes longer than to verify such a file.
 *
 * Rejects as openFileSource does.
 */
export async function openAtOnce(path: string): Promise<FileSource> {
  const bytes = readAtOnce(path);
  if (bytes === null) return openFileSource(path);
  const source: MemorySource & FileSource = {
    bytes,
    size: bytes.length,
    read: async (start, end) => bytes.subarray(start, end),
    close: async () => undefined,
  };
  return source;
}

/** Null for what is no plain file, or too long to be held. */
function readAtOnce(path: string): Uint8Array | null {
  const descriptor = openSync(path, "r");
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > MAX_FILE_READ_AT_ONCE) return null;
    const bytes = new Uint8Array(status.size);
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
      // Cut short since it was opened: what is there is what is verified.
      if (read === 0) break;
      filled += read;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}
