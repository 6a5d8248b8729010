import { randomUUID } from "node:crypto";
import { type FileHandle, link, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface WriteOptions {
  /** Replaces what is there; otherwise an existing file is left alone and EEXIST is thrown. */
  readonly overwrite: boolean;
}

/** What a file is to hold; in pieces, where it is too large to be held in memory. */
export type FileContent = Uint8Array | string | AsyncIterable<Uint8Array>;

/**
 * Writes a file whole or not at all: under a temporary name beside it, then renamed. Whoever opens `path` meanwhile
 * sees the old file or the new one, and an interruption leaves no half of it under that name.
 *
 * Rejects as node:fs does, with code EEXIST where `path` exists and must not be replaced.
 */
export async function writeFileAtomically(
  path: string,
  content: FileContent,
  { overwrite }: WriteOptions,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
  const handle = await open(temporary, "wx");
  try {
    await writeAndClose(handle, content);
    await (overwrite ? rename(temporary, path) : moveWithoutReplacing(temporary, path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const TEMPORARY = /^\..*\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/s;

/** Whether a file is called as one that is being written, or was when its writer was killed. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}

async function writeAndClose(handle: FileHandle, content: FileContent): Promise<void> {
  try {
    // Each goes on from where the one before it ended.
    for await (const piece of isWhole(content) ? [content] : content) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isWhole(content: FileContent): content is Uint8Array | string {
  return typeof content === "string" || content instanceof Uint8Array;
}

/** A rename would replace a file that appeared meanwhile; a link does not. */
async function moveWithoutReplacing(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!hasCode(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS")) throw error;
    // File systems without links, such as FAT on a USB stick: reserve the name first.
    await (await open(path, "wx")).close();
    await rename(temporary, path);
    return;
  }
  await rm(temporary);
}

/** Whether `error` is one of node:fs with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === "object" && error !== null && "code" in error && codes.some((code) => code === error.code);
}
