import { concatBytes } from "../../bytes/concat.ts";
import { type ByteSource, type SourceInput, toByteSource } from "../../bytes/source.ts";
import { type ArchiveAmbiguity, type ArchiveEntryFault, type Finding, finding } from "../../findings.ts";
import {
  MAX_ARCHIVE_BYTES,
  MAX_ARCHIVE_DIRECTORY_BYTES,
  MAX_ARCHIVE_ENTRY_BYTES,
  MAX_ARCHIVE_KEPT_BYTES,
  MAX_ARCHIVE_RATIO,
  MAX_DOSSIER_FILES,
} from "../../limits.ts";
import type { DossierFile } from "../dossier-files.ts";
import { collidingPath, pathFault } from "../dossier-path.ts";
import { ArchiveError } from "./archive-error.ts";
import { type DirectoryEntry, parseCentralDirectory } from "./central-directory.ts";
import { readEndRecord } from "./end-record.ts";
import { unpackEntry } from "./inflate-entry.ts";
import { type LocalEntry, readLocalEntry } from "./local-entry.ts";

/** What an archive holds, and what is wrong with it. */
export interface ArchiveReading {
  /** Those entries that may be read. */
  readonly files: readonly DossierFile[];
  readonly findings: readonly Finding[];
}

/**
 * Opens a ZIP archive (PKWARE APPNOTE.TXT 6.3) of a dossier. Nothing is written anywhere; names are names and no paths
 * of this machine. Every entry is unpacked once here, within caps, and held against its size and checksum.
 *
 * @returns the files, with a finding for each entry that is refused and for each way in which two programs could unpack
 *   two dossiers from it. Resolves for any bytes.
 * @throws the signal's reason where it was aborted; whatever the source's `read` rejected with
 */
export async function readZip(input: SourceInput, signal: AbortSignal | null = null): Promise<ArchiveReading> {
  const source = toByteSource(input);
  try {
    return await readArchive(source, signal);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { files: [], findings: [finding("archive-unreadable", { damage: error.damage })] };
  }
}

async function readArchive(source: ByteSource, signal: AbortSignal | null): Promise<ArchiveReading> {
  const { directory, entries: count, start, ambiguities } = await readEndRecord(source);
  if (count > MAX_DOSSIER_FILES || directory.end - directory.start > MAX_ARCHIVE_DIRECTORY_BYTES) {
    throw new ArchiveError("too-many-entries");
  }
  const entries = parseCentralDirectory(await source.read(directory.start, directory.end), count);
  if (entries.length === 0) throw new ArchiveError("no-entries");
  const placed: PlacedEntry[] = [];
  for (const entry of entries) placed.push({ entry, local: await readLocalEntry(source, entry, directory.start) });

  const findings = [
    ...ambiguities.map((ambiguity) => ambiguous(ambiguity, null)),
    ...judgeLayout(placed, directory.start),
    ...judgeNames(placed),
  ];
  const budget = { unpacked: 0, kept: 0, limit: Math.min(MAX_ARCHIVE_BYTES, start * MAX_ARCHIVE_RATIO) };
  const files: DossierFile[] = [];
  for (const { entry, local } of placed) {
    if (entry.kind === "directory") continue;
    const opened = refusal(entry) ?? (await openEntry(source, entry, local, budget, signal));
    if (typeof opened === "string")
      findings.push(finding("archive-entry-refused", { file: entry.name, fault: opened }));
    else files.push({ path: entry.name, source: opened });
  }
  return { files: withoutRepeats(files), findings };
}

interface PlacedEntry {
  readonly entry: DirectoryEntry;
  readonly local: LocalEntry | null;
}

function ambiguous(ambiguity: ArchiveAmbiguity, file: string | null): Finding {
  return finding("archive-ambiguous", { ambiguity, file });
}

/** The entries must fill the archive up to its directory, one after another: what is between them, others may find. */
function judgeLayout(placed: readonly PlacedEntry[], end: number): Finding[] {
  const findings: Finding[] = [];
  const located = placed.flatMap(({ entry, local }) => (local === null ? [] : [{ entry, local }]));
  located.sort((a, b) => a.local.extent.start - b.local.extent.start);
  let at = 0;
  for (const { entry, local } of located) {
    const { start, end: entryEnd } = local.extent;
    if (start > at) findings.push(ambiguous(at === 0 ? "data-before" : "data-between", entry.name));
    if (start < at) findings.push(ambiguous("entries-overlap", entry.name));
    if (!local.agrees) findings.push(ambiguous("headers-disagree", entry.name));
    if (entry.kind === "directory" && entry.size > 0) findings.push(ambiguous("directory-with-data", entry.name));
    at = Math.max(at, entryEnd);
  }
  if (at < end && located.length === placed.length) findings.push(ambiguous("data-between", null));
  return findings;
}

function judgeNames(placed: readonly PlacedEntry[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { entry, local } of placed) {
    const { name, kind, isNameGuessed, hasOtherName } = entry;
    if (hasOtherName || local?.hasOtherName === true) findings.push(ambiguous("names-disagree", name));
    const comparable = collidingPath(kind === "directory" ? name.replace(/\/$/, "") : name);
    if (seen.has(comparable)) findings.push(ambiguous("name-twice", name));
    seen.add(comparable);
    if (isNameGuessed) findings.push(finding("archive-name-guessed", { file: name }));
  }
  return findings;
}

const ENCRYPTED = 0b0010_0000_0100_0001;

/** What rules an entry out before a byte of it is read. */
function refusal({ name, kind, flags, size, compressedSize }: DirectoryEntry): ArchiveEntryFault | null {
  if (kind === "symbolic-link" || kind === "special-file") return kind;
  const fault = pathFault(name);
  if (fault !== null) return fault;
  if ((flags & ENCRYPTED) !== 0) return "encrypted";
  if (size > MAX_ARCHIVE_ENTRY_BYTES) return "too-large";
  return size > 1024 * 1024 && size > compressedSize * MAX_ARCHIVE_RATIO ? "ratio" : null;
}

interface Budget {
  unpacked: number;
  kept: number;
  readonly limit: number;
}

/** The source of an entry's bytes: kept where they are few, else unpacked again whenever they are read. */
async function openEntry(
  source: ByteSource,
  entry: DirectoryEntry,
  local: LocalEntry | null,
  budget: Budget,
  signal: AbortSignal | null,
): Promise<ByteSource | ArchiveEntryFault> {
  if (local === null) return "local-header-missing";
  budget.unpacked += entry.size;
  if (budget.unpacked > Math.max(budget.limit, 1024 * 1024)) return "ratio";
  const isKept = budget.kept + entry.size <= MAX_ARCHIVE_KEPT_BYTES;
  const pieces: Uint8Array[] = [];
  const fault = await unpackEntry(source, entry, local, signal, (piece) => {
    if (isKept) pieces.push(piece.slice());
  });
  if (fault !== null) return fault;
  if (isKept) {
    budget.kept += entry.size;
    return toByteSource(concatBytes(...pieces));
  }
  return unpackedOnDemand(source, entry, local);
}

function unpackedOnDemand(source: ByteSource, entry: DirectoryEntry, local: LocalEntry): ByteSource {
  let held: WeakRef<Uint8Array> | null = null;
  return {
    size: entry.size,
    read: async (start, end) => {
      let bytes = held?.deref();
      if (bytes === undefined) {
        const unpacked = new Uint8Array(entry.size);
        let at = 0;
        const fault = await unpackEntry(source, entry, local, null, (piece) => {
          unpacked.set(piece, at);
          at += piece.length;
        });
        if (fault !== null) throw new Error(`${entry.name}: ${fault}, although it was read before`);
        bytes = unpacked;
        held = new WeakRef(bytes);
      }
      return bytes.subarray(start, end);
    },
  };
}

/** Of entries with one name, told apart as no two programs do, none is read: neither is the one. */
function withoutRepeats(files: readonly DossierFile[]): DossierFile[] {
  const counts = new Map<string, number>();
  for (const { path } of files) counts.set(collidingPath(path), (counts.get(collidingPath(path)) ?? 0) + 1);
  return files.filter(({ path }) => counts.get(collidingPath(path)) === 1);
}
