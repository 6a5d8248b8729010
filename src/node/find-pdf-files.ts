import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * The PDF files that `path` stands for: itself where it is a file, whatever its name; all *.pdf below it, sorted by
 * path, where it is a folder. Links to folders are not followed, so that none can lead in a circle.
 *
 * Rejects as node:fs does where there is no such path.
 */
export async function findPdfFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const found: string[] = [];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const inside = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(inside);
      else if (/\.pdf$/i.test(entry.name) && (await isFile(inside, entry))) found.push(inside);
    }
  }
  // By code unit: the same order on every machine, whatever its language.
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

async function isFile(path: string, entry: { isFile(): boolean; isSymbolicLink(): boolean }): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return (await stat(path)).isFile();
  } catch {
    // A link that leads nowhere is no file.
    return false;
  }
}
