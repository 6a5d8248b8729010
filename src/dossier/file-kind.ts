import { decodeLatin1 } from "../bytes/text.ts";
import { isProgramName } from "../pdf/read/content-facts/program-name.ts";

/** Beside programs themselves: Office files with macros, links to elsewhere and disks. */
const RUNS_TOO = /\.(?:docm|dotm|xlsm|xltm|xlam|pptm|potm|ppsm|url|iso|img)\s*$/i;

/** How programs begin: Windows, Linux, macOS, scripts. */
const PROGRAM_START = /^(?:MZ|\x7fELF|\xcf\xfa\xed\xfe|\xce\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|\xca\xfe\xba\xbe|#!)/;

/** Whether a file is one that would run, by its name or by its first bytes. */
export function isExecutable(path: string, head: Uint8Array): boolean {
  return isProgramName(path) || RUNS_TOO.test(path) || PROGRAM_START.test(decodeLatin1(head.subarray(0, 8)));
}

const ARCHIVE_NAME = /\.(?:zip|7z|rar|tar|tgz|gz|bz2|xz|zst|cab|arj|lzh)\s*$/i;
/** How archives begin that are not also documents, as Office files are: 7z, rar, bzip2, xz. */
const ARCHIVE_START = /^(?:7z\xbc\xaf|Rar!|BZh|\xfd7zXZ)/;

/** Whether a file holds others, which nobody looks into. */
export function isArchive(path: string, head: Uint8Array): boolean {
  return ARCHIVE_NAME.test(path) || ARCHIVE_START.test(decodeLatin1(head.subarray(0, 8)));
}

/** Whether a file is to be judged as a PDF: because it is one, or because its name says so. */
export function isPdf(path: string, head: Uint8Array): boolean {
  return /\.pdf$/i.test(path) || decodeLatin1(head).includes("%PDF-");
}
