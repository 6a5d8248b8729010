import { type ByteSource, toByteSource } from "../bytes/source.ts";
import { decodeLatin1 } from "../bytes/text.ts";
import { MAX_LEFTOVER_BYTES } from "../limits.ts";
import type { DossierFile } from "./dossier-files.ts";
import { comparablePath } from "./dossier-path.ts";
import { isArchive, isExecutable } from "./file-kind.ts";

/** The files that make up a dossier, and those that a desktop put among them without being asked. */
export interface SortedFiles {
  readonly files: readonly DossierFile[];
  /** Paths of those that are passed over. */
  readonly leftovers: readonly string[];
}

interface LeftoverKind {
  readonly name: RegExp;
  readonly holds: (content: string) => boolean;
}

/**
 * What desktops write, by name and by content: under such a name alone anything could be slipped in. A desktop.ini that
 * points to another machine or to a program acts as soon as its folder is opened, and is none.
 */
const KINDS: readonly LeftoverKind[] = [
  // Attributes of a file that a Mac keeps beside it where the disk or archive cannot (AppleDouble).
  { name: /^\._./, holds: (content) => content.startsWith("\x00\x05\x16\x07") },
  { name: /^\.DS_Store$/, holds: (content) => content.startsWith("\x00\x00\x00\x01Bud1") },
  { name: /^(?:eh)?thumbs\.db$/i, holds: (content) => content.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") },
  { name: /^desktop\.ini$/i, holds: (content) => isHarmlessSettings(content.replaceAll("\x00", "")) },
];

/**
 * Parts what a desktop left behind from the files of a dossier. Whatever holds a PDF anywhere, runs or is an archive by
 * its name (shells and unpackers pass over the beginning that a Mac's file must have), or stands at one of the paths that
 * are `named`, is a file of the dossier.
 */
export async function sortOutLeftovers(
  given: readonly DossierFile[],
  named: readonly string[] = [],
): Promise<SortedFiles> {
  const kept = new Set(named.map(comparablePath));
  const files: DossierFile[] = [];
  const leftovers: string[] = [];
  for (const file of given) {
    const isNamed = kept.has(comparablePath(file.path));
    if (!isNamed && (await isLeftover(file.path, toByteSource(file.source)))) leftovers.push(file.path);
    else files.push(file);
  }
  return { files, leftovers };
}

async function isLeftover(path: string, source: ByteSource): Promise<boolean> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const kind = KINDS.find((each) => each.name.test(name));
  if (kind === undefined || source.size > MAX_LEFTOVER_BYTES) return false;
  const bytes = await source.read(0, source.size);
  if (isExecutable(path, bytes) || isArchive(path, bytes)) return false;
  const content = decodeLatin1(bytes);
  return !content.includes("%PDF-") && kind.holds(content);
}

function isHarmlessSettings(text: string): boolean {
  return /^\s*(?:\xff\xfe|\xfe\xff|\xef\xbb\xbf)?\s*\[/.test(text) && !/\\\\|\/\/|clsid/i.test(text);
}
