import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { MANIFEST_FILE } from "../../dossier/dossier-files.ts";
import { parseManifest } from "../../dossier/parse-manifest.ts";
import { PadesError } from "../../errors.ts";
import { MAX_MANIFEST_BYTES } from "../../limits.ts";
import { findPdfFiles } from "../find-pdf-files.ts";
import { hasCode } from "../write-file.ts";

/** One of many files, and what is known of it before it is opened. */
export interface BatchFile {
  /** As it is to be shown and opened. */
  readonly path: string;
  /** The same from wherever it is called: its absolute path. */
  readonly key: string;
  /** Its path below the folder that was named, with "/" between folders; of a file that was named itself, its name. */
  readonly below: string;
  /** Name of the procedure in the manifest of the dossier that it lies in; null where there is none that says so. */
  readonly procedure: string | null;
}

/**
 * The PDF files that a path stands for, sorted: itself, or all below a folder.
 *
 * Rejects as node:fs does where there is no such path.
 */
export async function findBatchFiles(path: string): Promise<BatchFile[]> {
  const paths = await findPdfFiles(path);
  const isFile = paths.length === 1 && paths[0] === path;
  const procedures = new Map<string, Promise<string | null>>();
  const files: BatchFile[] = [];
  for (const each of paths) {
    const below = isFile ? basename(resolve(path)) : relative(path, each).split(sep).join("/");
    const procedure = isFile ? null : await procedureOf(dirname(each), path, procedures);
    files.push({ path: each, key: resolve(each), below, procedure });
  }
  return files;
}

/** That of the nearest folder with a manifest, up to the one that was named. A label to count by: nobody checks it. */
function procedureOf(folder: string, root: string, known: Map<string, Promise<string | null>>): Promise<string | null> {
  const found = known.get(folder);
  if (found !== undefined) return found;
  const asked = readProcedure(join(folder, MANIFEST_FILE)).then((own) =>
    own !== undefined ? own : resolve(folder) === resolve(root) ? null : procedureOf(dirname(folder), root, known),
  );
  known.set(folder, asked);
  return asked;
}

/** Null where the manifest names none, or is none; undefined where there is no file. */
async function readProcedure(path: string): Promise<string | null | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MAX_MANIFEST_BYTES) return null;
    return parseManifest(new Uint8Array(await readFile(path))).procedure?.name ?? null;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    if (error instanceof PadesError || hasCode(error, "EACCES", "EPERM", "EISDIR", "EIO", "ELOOP")) return null;
    throw error;
  }
}
