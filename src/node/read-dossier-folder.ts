import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ByteSource } from "../bytes/source.ts";
import type { DossierFile } from "../dossier/dossier-files.ts";
import { PadesError } from "../errors.ts";
import { MAX_DOSSIER_FILES } from "../limits.ts";
import { readFully } from "./file-source.ts";

/**
 * The files of a folder, hidden ones too, by their paths inside it with "/" between folders, sorted, each opened only
 * while it is read. Nothing outside of the folder is ever read.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where there is a link, a device or the like, since whoever gets the folder
 *   next finds another file there or none, and where there are more files than a dossier may have
 * Rejects as node:fs does where there is no such folder.
 */
export async function readDossierFolder(folder: string): Promise<DossierFile[]> {
  const files: DossierFile[] = [];
  const folders: string[] = [""];
  for (let inside = folders.pop(); inside !== undefined; inside = folders.pop()) {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (!entry.isFile())
        throw refused(`${JSON.stringify(path)} is a link or no file; put the file itself there`);
      else files.push({ path, source: await fileOnDemand(join(folder, path)) });
      if (files.length + folders.length > MAX_DOSSIER_FILES) throw refused(`more than ${MAX_DOSSIER_FILES} files`);
    }
  }
  // By code unit: the same order on every machine, whatever its language.
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * A file that is opened only while it is read: a dossier may have more files than a process may have open. It is never
 * followed where it is a link.
 */
export async function fileOnDemand(path: string): Promise<ByteSource> {
  const { size } = await lstat(path);
  return {
    size,
    read: async (start, end) => {
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        return await readFully(handle, start, end);
      } finally {
        await handle.close();
      }
    },
  };
}

function refused(message: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `folder: ${message}`);
}
