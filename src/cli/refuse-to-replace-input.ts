import { realpath, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { filesOfTrustProfile } from "../node/load-trust-profile.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";

/** What a command reads beside its files. */
export interface SideInputs {
  readonly trust?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
}

/**
 * Refuses to write to what the command reads, whatever the names: its files, all below its folders, the trust profile
 * with the files that it names, the evidence. Nor may two results go to one place. To be called before anything is
 * opened for writing, by every command that writes.
 *
 * @throws CliError
 */
export async function refuseToReplaceInput(
  outputs: readonly (string | undefined)[],
  inputs: readonly string[],
  { trust, evidence = [] }: SideInputs,
  { words }: CommandContext,
): Promise<void> {
  const given = outputs.filter((path) => path !== undefined);
  const twice = given.find((path, index) => given.slice(0, index).some((other) => resolve(other) === resolve(path)));
  if (twice !== undefined) throw new CliError(EXIT.usage, words.error.sameOutput(plainText(twice)));
  const existing: Place[] = [];
  for (const path of given) {
    const place = await placeOf(path);
    if (place !== null && !place.isFolder) existing.push(place);
  }
  if (existing.length === 0) return;
  for (const input of [...inputs, ...(trust === undefined ? [] : await filesOfTrustProfile(trust)), ...evidence]) {
    const read = await placeOf(input);
    if (read === null) continue;
    for (const written of existing) {
      // A folder may take further files; those that are in it are read.
      const isRead = read.isFolder ? await isBelow(written.path, input) : await isSame(written, read);
      if (isRead) throw new CliError(EXIT.usage, words.error.overwritesInput(plainText(written.path)));
    }
  }
}

interface Place {
  readonly path: string;
  readonly isFolder: boolean;
  /** The file itself, by whatever name; null where the file system has no numbers for files. */
  readonly inode: string | null;
}

/** Null where there is nothing. */
async function placeOf(path: string): Promise<Place | null> {
  const status = await stat(path, { bigint: true }).catch(() => null);
  if (status === null) return null;
  return { path, isFolder: status.isDirectory(), inode: status.ino === 0n ? null : `${status.dev}:${status.ino}` };
}

async function isSame(a: Place, b: Place): Promise<boolean> {
  if (a.inode !== null && b.inode !== null) return a.inode === b.inode;
  return (await realpath(a.path)) === (await realpath(b.path));
}

async function isBelow(file: string, folder: string): Promise<boolean> {
  return (await realpath(file)).startsWith(`${await realpath(folder)}${sep}`);
}
