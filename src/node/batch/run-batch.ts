import { MAX_RESULT_AGE_MS } from "../../limits.ts";
import { publish, publishFile } from "../trace.ts";
import type { BatchFile } from "./batch-file.ts";
import { type BatchResult, RESULT_FORMAT, renamed } from "./batch-result.ts";
import { type BatchSettings, inputsDigestOf, verifyOptionsOf } from "./batch-settings.ts";
import { inAnyOrder } from "./in-any-order.ts";
import { Journal, type JournalPlace } from "./journal.ts";
import { sha256OfFile } from "./sha256-of-file.ts";
import { openVerifiers, type Verifiers } from "./verifiers.ts";

export interface BatchOptions {
  readonly settings: BatchSettings;
  /** Whether results hold the whole report on their file, as a journal's always do. */
  readonly reports: boolean;
  /** Threads; 1 verifies in this one. */
  readonly jobs: number;
  /** Where it is written down what was done; null for nowhere. */
  readonly journal: JournalPlace | null;
  readonly signal: AbortSignal | null;
  readonly clock: () => Date;
}

/** A result as it comes, and whether it was found in the journal. */
export interface BatchStep {
  readonly file: BatchFile;
  readonly result: BatchResult;
  readonly isKnown: boolean;
}

/**
 * Verifies files, each for itself, and gives their results in the order in which they are ready. A result is in the
 * journal before it is given; a file that is there, unchanged and with the same inputs, is not verified again for a day.
 *
 * @throws the signal's reason where it was aborted: what was given until then is in the journal; JournalError
 */
export async function* runBatch(
  files: readonly BatchFile[],
  { settings, reports, jobs, journal: place, signal, clock }: BatchOptions,
): AsyncGenerator<BatchStep> {
  const options = verifyOptionsOf(settings);
  const journal = place === null ? null : await Journal.open(place, inputsDigestOf(options), RESULT_FORMAT);
  let verifiers: Verifiers | null = null;
  try {
    const hands = await openVerifiers({ settings, options, reports: reports || journal !== null, jobs, signal });
    verifiers = hands;
    const step = async (file: BatchFile): Promise<BatchStep> => {
      const started = performance.now();
      publish("pades-dossier:file:start", { path: file.path });
      const done = await settle(file);
      publishFile(done.result, done.isKnown, performance.now() - started);
      return done;
    };
    const settle = async (file: BatchFile): Promise<BatchStep> => {
      const known = (await journal?.find(file.key)) ?? null;
      if (known !== null && isCurrent(known, settings, clock()) && (await sha256OfFile(file.path)) === known.sha256) {
        return { file, result: renamed(known, file.path), isKnown: true };
      }
      const result = await hands.verify(file.path);
      await journal?.add(file.key, result);
      return { file, result, isKnown: false };
    };
    yield* inAnyOrder(files, step, hands.atOnce, signal);
  } finally {
    await verifiers?.close();
    await journal?.close();
  }
}

/** Judged by the clock, a result is as old as its time; of a time that was given, it stays what it is. */
function isCurrent({ sha256, validationTime }: BatchResult, { now }: BatchSettings, time: Date): boolean {
  if (sha256 === null || validationTime === null) return false;
  const age = time.getTime() - Date.parse(validationTime);
  // What was judged in the future was judged under a clock that was wrong.
  return now !== null || (age >= 0 && age <= MAX_RESULT_AGE_MS);
}
