import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { encodeHex } from "../../bytes/hex.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { DossierVerification } from "../../dossier/dossier-verification.ts";
import { encodeSealer } from "../../dossier/sealer.ts";
import { PadesError } from "../../errors.ts";
import { nameOfPiece } from "../../pades/verify/evidence/piece-name.ts";
import type { PdfVerification } from "../../pades/verify/verification.ts";
import type { TrustProfile } from "../../x509/trust-profile.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import { writeFileAtomically } from "../write-file.ts";
import { readStored } from "./read-stored.ts";
import { fileOfPiece, KINDS, MANIFEST_EXTENSION, SEALER_EXTENSION, TRUST_EXTENSION } from "./store-names.ts";

/** What was to be stored, in files. */
export interface SavedEvidence {
  /** Names of the files that were written. */
  readonly written: readonly string[];
  /** How many were there already, whole. */
  readonly known: number;
}

/**
 * Stores what verdicts rest on in a folder, to be kept beside their report: each piece of evidenceUsed once, in a file
 * named by its SHA-256, the trust profile, and of a dossier the manifest that was handed in and who may seal. The names say nothing of what is inside; the certificates name people,
 * so the folder is to be kept, and deleted, like the documents themselves. Files that are there and whole are left.
 *
 * @param folder made where it is not there
 * @param profile the trust profile that the verdicts were reached with, certificates in place
 * @throws PadesError ERR_INVALID_ARGUMENT where it is another profile; the error of node:fs where a file cannot be written
 */
export async function saveEvidence(
  folder: string,
  verified: readonly PdfVerification[] | DossierVerification,
  profile: TrustProfile,
): Promise<SavedEvidence> {
  const { sha256 } = createTrustStore(profile);
  const verifications = "answers" in verified ? [verified] : verified;
  if (verifications.some(({ inputs }) => inputs.trust.sha256 !== sha256)) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      "profile: expected the trust profile that the files were verified with",
    );
  }
  const files = new Map<string, Uint8Array | string>([[`${sha256}${TRUST_EXTENSION}`, JSON.stringify(profile)]]);
  for (const { evidenceUsed } of verifications) {
    for (const kind of KINDS) {
      for (const piece of evidenceUsed[kind]) files.set(fileOfPiece(kind, nameOfPiece(piece)) ?? "", piece);
    }
  }
  for (const [name, content] of "answers" in verified ? piecesOfDossier(verified) : []) files.set(name, content);
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const [name, content] of files) {
    const path = join(folder, name);
    if ((await readStored(path, name)).is === "intact") continue;
    await writeFileAtomically(path, content, { overwrite: true });
    written.push(name);
  }
  return { written, known: files.size - written.length };
}

/** What a dossier was judged by that is not in it. A manifest that was given as a value has no bytes to be kept. */
function piecesOfDossier({ manifest, sealer }: DossierVerification): [string, Uint8Array][] {
  const given = manifest?.origin === "given" ? manifest.bytes : null;
  return [
    ...(given === null ? [] : [named(given, MANIFEST_EXTENSION)]),
    ...(sealer === null ? [] : [named(encodeSealer(sealer), SEALER_EXTENSION)]),
  ];
}

function named(bytes: Uint8Array, extension: string): [string, Uint8Array] {
  return [`${encodeHex(digestOf("SHA-256", bytes))}${extension}`, bytes];
}
