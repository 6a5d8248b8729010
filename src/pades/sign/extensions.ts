import { isPdfArray, PdfDict, PdfName, type PdfObject } from "../../pdf/objects.ts";
import { textString } from "../../pdf/write/text-string.ts";

/** An entry of the catalog's /Extensions (ISO 32000-2, 7.12): what the document uses beyond its version of PDF. */
export interface DeveloperExtension {
  readonly prefix: string;
  readonly baseVersion: string;
  readonly level: number;
  readonly revision?: string;
  readonly url?: string;
}

/** CAdES signatures in PDF before 2.0 (EN 319 142-1, clause 5). */
export const ESIC: DeveloperExtension = { prefix: "ESIC", baseVersion: "1.7", level: 2 };

/** A document security store and document timestamps in PDF before 2.0 (ETSI TS 102 778-4, annex A). */
export const ESIC_LONG_TERM: DeveloperExtension = { prefix: "ESIC", baseVersion: "1.7", level: 5 };

/** SHA-3 digests (ISO/TS 32001). */
export const ISO_32001: DeveloperExtension = {
  prefix: "ISO_",
  baseVersion: "2.0",
  level: 32001,
  revision: ":2022",
  url: "https://www.iso.org/standard/45874.html",
};

/** Edwards curves and the signature algorithms with them (ISO/TS 32002). */
export const ISO_32002: DeveloperExtension = {
  prefix: "ISO_",
  baseVersion: "2.0",
  level: 32002,
  revision: ":2022",
  url: "https://www.iso.org/standard/45875.html",
};

/**
 * The value of /Extensions with these declared too, or null where they already are. What others declared stays.
 * ESIC levels include the lower ones; ISO_ levels name one document each, so that several stand side by side.
 *
 * @param current the value of /Extensions
 */
export function declareExtensions(
  current: PdfObject,
  wanted: readonly DeveloperExtension[],
  resolve: (value: PdfObject | undefined) => PdfObject,
): PdfDict | null {
  const entries = new Map(current instanceof PdfDict ? current.entries : []);
  let changed = false;
  for (const extension of wanted) {
    const before = resolve(entries.get(extension.prefix));
    const declared = isPdfArray(before) ? before.map((item) => resolve(item)) : before === null ? [] : [before];
    if (declared.some((entry) => covers(entry, extension))) continue;
    const dict = extensionDict(extension);
    // One level may be a dictionary by itself; several are an array (PDF 2.0).
    const others = extension.prefix === "ISO_" ? declared : declared.filter((entry) => !isLowerLevel(entry, extension));
    entries.set(extension.prefix, others.length === 0 && extension.prefix !== "ISO_" ? dict : [...others, dict]);
    changed = true;
  }
  return changed ? new PdfDict(entries) : null;
}

function covers(entry: PdfObject, { prefix, level }: DeveloperExtension): boolean {
  const declared = levelOf(entry);
  return declared !== null && (prefix === "ISO_" ? declared === level : declared >= level);
}

function isLowerLevel(entry: PdfObject, { level }: DeveloperExtension): boolean {
  const declared = levelOf(entry);
  return declared !== null && declared < level;
}

function levelOf(entry: PdfObject): number | null {
  const level = entry instanceof PdfDict ? entry.get("ExtensionLevel") : undefined;
  return typeof level === "number" ? level : null;
}

function extensionDict({ baseVersion, level, revision, url }: DeveloperExtension): PdfDict {
  const entries = new Map<string, PdfObject>([
    ["BaseVersion", new PdfName(baseVersion)],
    ["ExtensionLevel", level],
  ]);
  if (revision !== undefined) entries.set("ExtensionRevision", textString(revision));
  if (url !== undefined) entries.set("URL", textString(url));
  return new PdfDict(entries);
}
