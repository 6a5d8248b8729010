import { join } from "node:path";
import { decodeUtf8 } from "../../bytes/text.ts";
import type { EvidenceUsed } from "../../pades/verify/verification.ts";
import type { EvidenceNames } from "../../report/replay/recorded-signature.ts";
import { readStored } from "./read-stored.ts";
import { fileOfPiece, KINDS, TRUST_EXTENSION } from "./store-names.ts";

/** What a store has of what a report names. */
export interface StoredEvidence extends EvidenceUsed {
  /** Files that are not there. */
  readonly missing: readonly string[];
  /** Files that are there and do not hold what their names say; nothing of them is used. */
  readonly changed: readonly string[];
}

/** Reads from a folder that saveEvidence made. What is missing or was changed is named, by file. */
export async function openEvidence(folder: string, names: EvidenceNames): Promise<StoredEvidence> {
  const pieces: { readonly [Kind in keyof EvidenceUsed]: Uint8Array[] } = {
    certificates: [],
    crls: [],
    ocspResponses: [],
    timestamps: [],
  };
  const missing: string[] = [];
  const changed: string[] = [];
  for (const kind of KINDS) {
    for (const name of new Set(names[kind])) {
      const file = fileOfPiece(kind, name);
      const stored = file === null ? ({ is: "missing" } as const) : await readStored(join(folder, file), file);
      if (stored.is === "intact") pieces[kind].push(stored.bytes);
      else (stored.is === "missing" ? missing : changed).push(file ?? name);
    }
  }
  return { ...pieces, missing, changed };
}

/** A trust profile by the digest that reports name it with; "changed" or "missing" where the store does not have it. */
export async function openStoredProfile(folder: string, sha256: string): Promise<unknown> {
  const name = `${sha256}${TRUST_EXTENSION}`;
  const stored = await readStored(join(folder, name), name);
  return stored.is === "intact" ? JSON.parse(decodeUtf8(stored.bytes) ?? "") : stored.is;
}
