import { MAX_DOSSIER_FILES } from "../../limits.ts";
import type { VerificationFile } from "../messages.ts";
import { toVerificationFile } from "../verification-file.ts";

/** Thrown where there are more than one verification takes, so that a folder of a whole disk is not walked to its end. */
export class TooManyFilesError extends Error {
  override readonly name = "TooManyFilesError";
}

/** What a person chose. */
export interface ChosenFiles {
  readonly files: readonly VerificationFile[];
  /** Whether it was a folder, whose files belong together. */
  readonly isFolder: boolean;
}

/** Files as an input gives them; those of a folder by their path within it. */
export function filesOfInput(files: Iterable<File>): ChosenFiles {
  return chosen(withinCap([...files].map(toVerificationFile)));
}

/** What was dropped, folders walked. To be called within the event: afterwards a browser hands out nothing more. */
export async function filesOfDrop(transfer: DataTransfer): Promise<ChosenFiles> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // Where items come without entries, as from a program that drops files by itself, there are only files.
  if (entries.length === 0) return filesOfInput(transfer.files);
  const found: VerificationFile[] = [];
  for (const entry of entries) await walk(entry, found);
  return chosen(found);
}

async function walk(entry: FileSystemEntry, found: VerificationFile[]): Promise<void> {
  if (isFile(entry)) {
    found.push({ path: entry.fullPath.replace(/^\//, ""), content: await fileOf(entry) });
    withinCap(found);
    return;
  }
  if (!isDirectory(entry)) return;
  const reader = entry.createReader();
  // A reader gives entries in portions, the last of which is empty.
  for (let portion = await next(reader); portion.length > 0; portion = await next(reader)) {
    for (const child of portion) await walk(child, found);
  }
}

function withinCap(files: VerificationFile[]): VerificationFile[] {
  if (files.length > MAX_DOSSIER_FILES) throw new TooManyFilesError();
  return files;
}

/** The dossier is what the chosen folder holds: the folder's own name is on no path inside it. */
function chosen(files: VerificationFile[]): ChosenFiles {
  const [folder] = files[0]?.path.split("/") ?? [];
  const isFolder = folder !== undefined && files.every(({ path }) => path.startsWith(`${folder}/`));
  if (!isFolder) return { files, isFolder };
  return { files: files.map(({ path, content }) => ({ path: path.slice(folder.length + 1), content })), isFolder };
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function next(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
