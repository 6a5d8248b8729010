import { type FileHandle, open } from "node:fs/promises";
import type { ByteSource } from "../bytes/source.ts";

/** A file read where it stands; to be closed when done. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/**
 * Opens a file for reading at random, without holding it in memory. Its size is that at opening: bytes that are
 * appended later are not seen, and a file that has been cut short resolves with fewer bytes than were asked for,
 * which verifyPdf reports as a source that changed.
 *
 * Rejects as node:fs does where there is no such file, or it is a folder.
 */
export async function openFileSource(path: string): Promise<FileSource> {
  const handle = await open(path, "r");
  try {
    const status = await handle.stat();
    if (status.isDirectory())
      throw Object.assign(new Error(`EISDIR: is a directory, open '${path}'`), { code: "EISDIR" });
    return { size: status.size, read: (start, end) => readFully(handle, start, end), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** What a file has from `start` to `end`: fewer bytes where it has become shorter. */
export async function readFully(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) return bytes.subarray(0, filled);
    filled += bytesRead;
  }
  return bytes;
}
