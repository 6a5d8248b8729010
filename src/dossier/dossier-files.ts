import type { ByteSource, SourceInput } from "../bytes/source.ts";

/** One file of a dossier, as it is handed in. */
export interface DossierFile {
  /** Its path inside the dossier, with "/" between folders. */
  readonly path: string;
  readonly source: SourceInput;
}

/** The names under which a manifest and its seal are found among the files of a dossier. */
export const MANIFEST_FILE = "hoso.json";
export const SEAL_FILE = "hoso.json.p7s";

/** Bytes taken from a source at a time: long enough to stream, short enough to hold. */
const READ_BYTES = 1024 * 1024;

/** The pieces of a source, in order. */
export async function* readPieces(source: ByteSource, end: number, signal: AbortSignal | null) {
  for (let at = 0; at < end; at += READ_BYTES) {
    signal?.throwIfAborted();
    yield await source.read(at, Math.min(end, at + READ_BYTES));
  }
}
