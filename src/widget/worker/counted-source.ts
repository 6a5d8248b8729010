import type { ByteSource } from "../../bytes/source.ts";
import { PadesError } from "../../errors.ts";

/**
 * The bytes of a Blob, read in slices. `onRead` hears how many bytes further the reading has got: what is read again does
 * not count again.
 */
export function countedSource(blob: Blob, path: string, onRead: (bytes: number) => void): ByteSource {
  let furthest = 0;
  return {
    size: blob.size,
    read: async (start, end) => {
      const bytes = await read(blob.slice(start, end), path);
      // A reader begins with the end of a file: only what it reads on from the beginning tells how far it is.
      if (start <= furthest && end > furthest) {
        onRead(end - furthest);
        furthest = end;
      }
      return bytes;
    },
  };
}

async function read(slice: Blob, path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await slice.arrayBuffer());
  } catch (cause) {
    // What a file of the disk rejects with once it was moved, deleted or written to (File API, section 4).
    throw new PadesError("ERR_FILE_UNREADABLE", `${path}: can no longer be read; choose it again`, { cause });
  }
}
