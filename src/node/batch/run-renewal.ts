import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { hasCode, isTemporaryName } from "../write-file.ts";
import type { BatchFile } from "./batch-file.ts";
import { inputsDigestOf } from "./batch-settings.ts";
import { inAnyOrder } from "./in-any-order.ts";
import { Journal, type JournalPlace } from "./journal.ts";
import { type RenewalRequest, renewFile } from "./renew-file.ts";
import { RENEWAL_FORMAT, type RenewalResult } from "./renewal-result.ts";
import { sha256OfFile } from "./sha256-of-file.ts";

export interface RenewalOptions extends Omit<RenewalRequest, "resume"> {
  /** How many files at once: a timestamp authority is asked for each. */
  readonly jobs: number;
  readonly journal: JournalPlace;
}

export interface RenewalStep {
  readonly result: RenewalResult;
  /** Whether an earlier run had renewed it, and nothing has changed since. */
  readonly isKnown: boolean;
}

/**
 * Renews the files of an archive that are due, and gives what became of each as it is done. What was renewed is in the
 * journal before it is told; with the journal of a run that was stopped or killed at any moment nothing is renewed twice.
 *
 * @throws the signal's reason where it was aborted; JournalError
 */
export async function* runRenewal(
  files: readonly BatchFile[],
  { jobs, journal: place, ...request }: RenewalOptions,
): AsyncGenerator<RenewalStep> {
  const { trust, evidence, signal } = request;
  const inputs = inputsDigestOf({ trust, ...(evidence === undefined ? {} : { evidence }) });
  const journal = await Journal.open(place, inputs, RENEWAL_FORMAT);
  try {
    if (place.resume) await removeLeftovers(request.out);
    const step = async (file: BatchFile): Promise<RenewalStep> => {
      const known = await journal.find(file.key);
      if (known !== null && (await stillHolds(known, file, request.out))) return { result: known, isKnown: true };
      const result = await renewFile(file, { ...request, resume: place.resume });
      await journal.add(file.key, result);
      return { result, isKnown: false };
    };
    yield* inAnyOrder(files, step, jobs, signal);
  } finally {
    await journal.close();
  }
}

/** Only what was renewed stands: all else may be otherwise today. Both files must be what they were. */
async function stillHolds({ outcome, sha256, out, outSha256 }: RenewalResult, file: BatchFile, folder: string) {
  if (outcome !== "renewed" || out !== file.below) return false;
  return (await sha256OfFile(file.path)) === sha256 && (await sha256OfFile(join(folder, out))) === outSha256;
}

/** What a run that was killed was writing lies there under temporary names. */
async function removeLeftovers(folder: string): Promise<void> {
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of await entriesOf(at)) {
      if (entry.isDirectory()) folders.push(join(at, entry.name));
      else if (entry.isFile() && isTemporaryName(entry.name)) await rm(join(at, entry.name), { force: true });
    }
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}
