import type { SourceInput } from "../bytes/source.ts";

/** One file of a dossier, as it is handed in. */
export interface DossierFile {
  /** Its path inside the dossier, with "/" between folders. */
  readonly path: string;
  readonly source: SourceInput;
}

/** The names under which a manifest and its seal are found among the files of a dossier. */
export const MANIFEST_FILE = "hoso.json";
export const SEAL_FILE = "hoso.json.p7s";
