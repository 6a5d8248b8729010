import { lstat, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { PadesError } from "../../errors.ts";
import { readStored } from "./read-stored.ts";
import { expectedOf } from "./store-names.ts";

/** Files of a folder, told apart before anything is deleted. */
export interface DeletableEvidence {
  /** Files whose names say what they hold. */
  readonly own: readonly string[];
  /** Files named like those, which hold something else. They are never deleted. */
  readonly changed: readonly string[];
  /** How many others there are. */
  readonly others: number;
}

/**
 * Looks through a folder for what saveEvidence put there. Only what is recognised by content counts; no link is
 * followed, that to the folder itself included.
 *
 * @param only names of files to be looked for; all where it is not given
 * @throws PadesError ERR_INVALID_ARGUMENT where `folder` is no folder, or a link
 */
export async function findStoredEvidence(folder: string, only?: ReadonlySet<string>): Promise<DeletableEvidence> {
  if (!(await lstat(folder)).isDirectory()) {
    throw new PadesError("ERR_INVALID_ARGUMENT", `${folder}: expected a folder, and no link to one`);
  }
  const own: string[] = [];
  const changed: string[] = [];
  let others = 0;
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (only !== undefined && !only.has(entry.name)) continue;
    if (expectedOf(entry.name) === null) others++;
    else if (!entry.isFile()) changed.push(entry.name);
    else ((await readStored(join(folder, entry.name), entry.name)).is === "intact" ? own : changed).push(entry.name);
  }
  return { own, changed, others };
}

/** Deletes files that findStoredEvidence found. A file that has become a link since loses the link, not its target. */
export async function deleteStoredEvidence(folder: string, { own }: Pick<DeletableEvidence, "own">): Promise<void> {
  for (const name of own) {
    if (expectedOf(name) === null) throw new PadesError("ERR_INVALID_ARGUMENT", `${name}: not a file of a store`);
    await unlink(join(folder, name));
  }
}
