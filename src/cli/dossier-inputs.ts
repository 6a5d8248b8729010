import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { SourceInput } from "../bytes/source.ts";
import { type DossierFile, MANIFEST_FILE, SEAL_FILE } from "../dossier/dossier-files.ts";
import { MAX_MANIFEST_BYTES } from "../limits.ts";
import { openFileSource } from "../node/file-source.ts";
import { fileOnDemand, readDossierFolder } from "../node/read-dossier-folder.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { isSameFile, orInputError } from "./inputs.ts";

/** A dossier as the command line names it. */
export interface DossierInput {
  readonly dossier: readonly DossierFile[] | SourceInput;
  /** Bytes of the manifest that was handed in; null where the one inside is meant, or there is none. */
  readonly manifest: Uint8Array | null;
  readonly close: () => Promise<void>;
}

/**
 * Whether the paths are a dossier to be judged as one: where a manifest is named or lies in the folder, or it is a ZIP
 * archive. Null: single files.
 *
 * @throws CliError where an archive stands beside other paths, or a path leads nowhere
 */
export async function openDossier(
  paths: readonly string[],
  manifest: string | undefined,
  context: CommandContext,
): Promise<DossierInput | null> {
  const archives: string[] = [];
  for (const path of paths) if (await isArchive(path, context)) archives.push(path);
  const [archive] = archives;
  if (archive !== undefined) {
    if (paths.length > 1) throw new CliError(EXIT.usage, context.words.dossier.archiveAlone(plainText(archive)));
    const source = await orInputError(archive, context, openFileSource);
    return { dossier: source, manifest: await readGiven(manifest, [], context), close: () => source.close() };
  }
  const [only] = paths;
  const folder = paths.length === 1 && only !== undefined && (await isFolder(only, context)) ? only : null;
  if (manifest === undefined && (folder === null || !(await exists(join(folder, MANIFEST_FILE))))) return null;
  if (folder !== null) {
    const files = await orInputError(folder, context, readDossierFolder);
    return { dossier: files, manifest: await readGiven(manifest, [folder], context), close: async () => {} };
  }
  const named = await withManifestBeside(paths, manifest);
  const files = await filesAt(named.paths, context);
  const bytes = await readGiven(manifest, named.folder === null ? paths : [named.folder], context);
  return { dossier: files, manifest: bytes, close: async () => {} };
}

/** The files of a dossier that is known to be one: a ZIP archive, a folder, or files and folders below one. */
export async function openDossierFiles(
  paths: readonly string[],
  context: CommandContext,
): Promise<Omit<DossierInput, "manifest">> {
  const [only] = paths;
  if (paths.length === 1 && only !== undefined && (await isArchive(only, context))) {
    const source = await orInputError(only, context, openFileSource);
    return { dossier: source, close: () => source.close() };
  }
  const folder = paths.length === 1 && only !== undefined && (await isFolder(only, context)) ? only : null;
  const files = folder === null ? filesAt(paths, context) : orInputError(folder, context, readDossierFolder);
  return { dossier: await files, close: async () => {} };
}

/**
 * A manifest that lies in the dossier is not one that was handed in, whoever names it: anybody can have put it there.
 * @throws CliError where it lies inside under another name, so that nobody would find it
 */
async function readGiven(
  path: string | undefined,
  inside: readonly string[],
  context: CommandContext,
): Promise<Uint8Array | null> {
  if (path === undefined) return null;
  const place = await orInputError(path, context, (each) => realpath(each));
  for (const each of inside) {
    if (await isSameFile(path, join(each, MANIFEST_FILE))) return null;
    if (place === (await realpath(each)) || place.startsWith(`${await realpath(each)}${sep}`)) {
      throw new CliError(EXIT.usage, context.words.dossier.manifestInside(plainText(path)));
    }
  }
  return orInputError(path, context, async () => {
    // One byte more than is allowed is enough to be refused.
    const bytes = await readFile(path);
    return new Uint8Array(bytes.subarray(0, MAX_MANIFEST_BYTES + 1));
  });
}

/** The folder that holds all of these. */
function folderAbove(paths: readonly string[]): string {
  return paths.map((path) => dirname(resolve(path))).reduce(common);
}

/** The same, with the manifest that lies beside them and its seal, where that is the one that is named. */
async function withManifestBeside(
  paths: readonly string[],
  manifest: string | undefined,
): Promise<{ readonly paths: readonly string[]; readonly folder: string | null }> {
  const above = folderAbove(paths);
  if (manifest === undefined || !(await isSameFile(manifest, join(above, MANIFEST_FILE))))
    return { paths, folder: null };
  const beside: string[] = [];
  for (const name of [MANIFEST_FILE, SEAL_FILE]) if (await exists(join(above, name))) beside.push(join(above, name));
  const others = paths.filter((path) => !beside.includes(resolve(path)));
  return { paths: [...others, ...beside], folder: above };
}

/** Files and folders, by their paths below the folder that holds them all. */
async function filesAt(paths: readonly string[], context: CommandContext): Promise<DossierFile[]> {
  const places = paths.map((path) => resolve(path));
  const above = folderAbove(paths);
  const files: DossierFile[] = [];
  for (const [index, path] of paths.entries()) {
    const name = relative(above, places[index] ?? "")
      .split(sep)
      .join("/");
    if (await isFolder(path, context)) {
      const found = await orInputError(path, context, readDossierFolder);
      files.push(...found.map((each) => ({ ...each, path: `${name}/${each.path}` })));
    } else {
      const source = await orInputError(path, context, async () => fileOnDemand(await realpath(path)));
      files.push({ path: name, source });
    }
  }
  return files;
}

function common(a: string, b: string): string {
  const [left, right] = [a.split(sep), b.split(sep)];
  const end = left.findIndex((part, index) => part !== right[index]);
  return left.slice(0, end < 0 ? left.length : end).join(sep) || sep;
}

async function isArchive(path: string, context: CommandContext): Promise<boolean> {
  return /\.zip$/i.test(path) && !(await isFolder(path, context));
}

async function isFolder(path: string, context: CommandContext): Promise<boolean> {
  return (await orInputError(path, context, stat)).isDirectory();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
