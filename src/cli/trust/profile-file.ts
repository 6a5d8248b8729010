import { readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { decodeBase64, encodeBase64 } from "../../bytes/base64.ts";
import { encodeHex } from "../../bytes/hex.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { parseCertificates } from "../../cms/parse-certificates.ts";
import { digestOf } from "../../crypto/digest.ts";
import { hasCode } from "../../node/write-file.ts";
import { plainText } from "../../report/plain-text.ts";
import type { TrustProfileAnchor } from "../../x509/trust-profile.ts";
import { createTrustStore, type TrustStore } from "../../x509/trust-store.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { writeOutput } from "../inputs.ts";
import { openTrust } from "../trust-inputs.ts";

/** A profile as its JSON file has it, with the files that it names left as names. */
export interface ProfileFile {
  /** Where it is kept: behind all symbolic links, which a new file would otherwise replace. */
  readonly path: string;
  /** What it holds; null where it is yet to be made. */
  readonly text: string | null;
  readonly json: ProfileJson;
  readonly store: TrustStore;
}

interface ProfileJson {
  readonly anchors: readonly unknown[];
  readonly intermediates?: readonly unknown[];
}

/** A place in the profile, and the certificates that stand there. */
export interface ProfileEntry {
  readonly list: "anchors" | "intermediates";
  readonly index: number;
  /** The file that they are in; null where they stand in the profile itself. */
  readonly file: string | null;
  /** SHA-256 of each, lower-case hex. */
  readonly fingerprints: readonly string[];
}

/** Opens a profile to change it, or begins a new one where `create` is set. @throws CliError where it is no JSON file */
export async function openProfileFile(path: string, create: boolean, context: CommandContext): Promise<ProfileFile> {
  // What else keeps it from being read is told by openTrust.
  const place = await realpath(path).catch((error: unknown) => (hasCode(error, "ENOENT") && create ? null : path));
  if (place === null) return newProfile(path);
  const store = await openTrust(path, context);
  if ((await stat(place)).isDirectory())
    throw new CliError(EXIT.usage, context.words.trust.error.folder(plainText(path)));
  const text = await readFile(place, "utf8");
  try {
    // openTrust has accepted every part of it.
    return { path: place, text, json: JSON.parse(text.replace(/^\ufeff/, "")) as ProfileJson, store };
  } catch (cause) {
    throw new CliError(EXIT.usage, context.words.trust.error.folder(plainText(path)), [], { cause });
  }
}

function newProfile(path: string): ProfileFile {
  const id = basename(path).replace(/(\.trust)?\.json$/i, "");
  const json = { schema: "pades-dossier/trust@1", id: id.trim() === "" ? "trust" : id, anchors: [], intermediates: [] };
  return { path, text: null, json, store: createTrustStore(json) };
}

export async function profileEntries({ path, json }: ProfileFile): Promise<ProfileEntry[]> {
  const entries: ProfileEntry[] = [];
  for (const list of ["anchors", "intermediates"] as const) {
    for (const [index, item] of (json[list] ?? []).entries()) {
      entries.push({ list, index, ...(await readItem(item, dirname(path))) });
    }
  }
  return entries;
}

async function readItem(item: unknown, folder: string): Promise<Pick<ProfileEntry, "file" | "fingerprints">> {
  const { certificate, file } =
    typeof item === "object" && item !== null ? { ...fieldsOf(item) } : { certificate: item };
  if (typeof file === "string") {
    return { file, fingerprints: parseCertificates(await readFile(resolve(folder, file))).map(fingerprint) };
  }
  const text = String(certificate);
  const bytes = text.includes("-----BEGIN") ? encodeUtf8(text) : (decodeBase64(text) ?? new Uint8Array());
  return { file: null, fingerprints: parseCertificates(bytes).map(fingerprint) };
}

function fieldsOf(item: object): { readonly certificate?: unknown; readonly file?: unknown } {
  return item;
}

function fingerprint(der: Uint8Array): string {
  return encodeHex(digestOf("SHA-256", der));
}

/** The JSON with more in it, which createTrustStore has to accept like any other. */
export function withAdded(
  { json }: ProfileFile,
  anchors: readonly (Omit<TrustProfileAnchor, "certificate"> & { readonly der: Uint8Array })[],
  intermediates: readonly Uint8Array[],
): ProfileJson {
  return {
    ...json,
    anchors: [...json.anchors, ...anchors.map(({ der, ...rest }) => ({ certificate: encodeBase64(der), ...rest }))],
    intermediates: [...(json.intermediates ?? []), ...intermediates.map(encodeBase64)],
  };
}

export function withoutEntries({ json }: ProfileFile, removed: readonly ProfileEntry[]): ProfileJson {
  const keeps = (list: ProfileEntry["list"]) => (_: unknown, index: number) =>
    !removed.some((entry) => entry.list === list && entry.index === index);
  return {
    ...json,
    anchors: json.anchors.filter(keeps("anchors")),
    ...(json.intermediates === undefined ? {} : { intermediates: json.intermediates.filter(keeps("intermediates")) }),
  };
}

/** Writes the profile whole or not at all. @throws CliError where it is no longer what was read: somebody may have waited long with an answer */
export async function saveProfile(file: ProfileFile, json: ProfileJson, context: CommandContext): Promise<void> {
  context.terminal.signal.throwIfAborted();
  const now = await readFile(file.path, "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  });
  if (now !== file.text)
    throw new CliError(EXIT.invalid, context.words.trust.error.changedMeanwhile(plainText(file.path)));
  await writeOutput(file.path, `${JSON.stringify(json, null, 2)}\n`, file.text !== null, context);
}
