/** Why a name of a file is no path inside a dossier. */
export type PathFault = "absolute" | "leaves-folder" | "empty-part" | "backslash" | "control-character" | "too-long";

const MAX_PATH_CHARACTERS = 1024;

/** The form in which names are compared: what looks alike is alike (NFC), as file systems of some machines store NFD. */
export function comparablePath(path: string): string {
  return path.normalize("NFC");
}

/**
 * What keeps `path` from being the name of a file inside a dossier, with "/" between folders; null where it is one.
 * Names that only Windows takes for absolute or for another folder count too, whatever system this is.
 */
export function pathFault(path: string): PathFault | null {
  if (path.length > MAX_PATH_CHARACTERS) return "too-long";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for, directional marks included
  if (/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(path)) return "control-character";
  if (path.includes("\\")) return "backslash";
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "absolute";
  const parts = path.split("/");
  if (parts.includes("..")) return "leaves-folder";
  if (parts.some((part) => part === "" || part === ".")) return "empty-part";
  return null;
}

/** The same for names that only some systems keep apart: case, and how accents are composed. */
export function collidingPath(path: string): string {
  return path.normalize("NFKC").toLowerCase().normalize("NFC");
}
