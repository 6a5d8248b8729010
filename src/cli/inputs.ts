import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type ByteSource, readPieces } from "../bytes/source.ts";
import { PadesError } from "../errors.ts";
import { type FileSource, openFileSource } from "../node/file-source.ts";
import { findPdfFiles } from "../node/find-pdf-files.ts";
import { type FileContent, hasCode, writeFileAtomically } from "../node/write-file.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";

/** The files that the paths of a command stand for, each once. @throws CliError where a path leads to none */
export async function findInputs(paths: readonly string[], context: CommandContext): Promise<string[]> {
  const { error } = context.words;
  const found = new Map<string, string>();
  for (const path of paths) {
    const files = await orInputError(path, context, () => findPdfFiles(path));
    if (files.length === 0) throw new CliError(EXIT.inputNotFound, error.noPdfInFolder(plainText(path)));
    for (const file of files) if (!found.has(resolve(file))) found.set(resolve(file), file);
  }
  return [...found.values()];
}

/** Runs `use` with the opened file, and closes it. @throws CliError where it cannot be opened */
export async function withFile<T>(
  path: string,
  context: CommandContext,
  use: (source: FileSource) => Promise<T>,
): Promise<T> {
  const source = await orInputError(path, context, () => openFileSource(path));
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** `read`, with what keeps an input from being read told as such. */
export async function orInputError<T>(
  path: string,
  { words }: CommandContext,
  read: (path: string) => Promise<T>,
): Promise<T> {
  try {
    return await read(path);
  } catch (cause) {
    const shown = plainText(path);
    if (hasCode(cause, "ENOENT", "ENOTDIR"))
      throw new CliError(EXIT.inputNotFound, words.error.notFound(shown), [], { cause });
    if (hasCode(cause, "EACCES", "EPERM", "EISDIR", "EIO", "ELOOP", "ENAMETOOLONG")) {
      throw new CliError(EXIT.inputNotFound, words.error.notReadable(shown, codeOf(cause)), [], { cause });
    }
    throw cause;
  }
}

/** The bytes [0, end) of a source. @throws PadesError ERR_SOURCE_MISMATCH where there are fewer than it said */
export async function* readWhole(source: ByteSource, end: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
  let at = 0;
  for await (const piece of readPieces(source, end, signal)) {
    yield piece;
    at += piece.length;
  }
  if (at !== end)
    throw new PadesError("ERR_SOURCE_MISMATCH", `the file became shorter while it was read, near offset ${at}`);
}

/** Writes a result whole or not at all. @throws CliError where it exists and must not be replaced, or cannot be written */
export async function writeOutput(
  path: string,
  content: FileContent,
  overwrite: boolean,
  context: CommandContext,
): Promise<void> {
  await orOutputError(path, context, async () => {
    try {
      await writeFileAtomically(path, content, { overwrite });
    } catch (cause) {
      if (!hasCode(cause, "EEXIST")) throw cause;
      throw new CliError(EXIT.usage, context.words.error.exists(plainText(path)), [], { cause });
    }
  });
}

/** `write`, with what keeps a result from being written told as such. */
export async function orOutputError<T>(path: string, { words }: CommandContext, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (cause instanceof PadesError || cause instanceof CliError) throw cause;
    throw new CliError(EXIT.usage, words.error.notWritable(plainText(path), codeOf(cause)), [], { cause });
  }
}

/** Whether two paths are the same file, by whatever names; false where either is missing. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    if ((await realpath(a)) === (await realpath(b))) return true;
    const [first, second] = [await stat(a, { bigint: true }), await stat(b, { bigint: true })];
    return first.ino !== 0n && first.ino === second.ino && first.dev === second.dev;
  } catch {
    return false;
  }
}

/** The code of an error of node:fs, for those who look after the machine. */
export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
}
