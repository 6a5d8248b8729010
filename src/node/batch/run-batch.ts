import { encodeHex } from "../../bytes/hex.ts";
import { digestOfSource } from "../../crypto/digest.ts";
import { openFileSource } from "../file-source.ts";
import type { BatchResult } from "./batch-result.ts";
import { type BatchSettings, inputsDigest } from "./batch-settings.ts";
import { Journal } from "./journal.ts";
import { openVerifiers } from "./verifiers.ts";

export interface BatchOptions {
  readonly settings: BatchSettings;
  /** Threads; 1 verifies in this one. */
  readonly jobs: number;
  /** Where it is written down what was done; null for nowhere. */
  readonly journal: { readonly path: string; readonly resume: boolean } | null;
  readonly signal: AbortSignal | null;
}

/** A result as it comes, and whether it was found in the journal. */
export interface BatchStep {
  readonly result: BatchResult;
  readonly isKnown: boolean;
}

/**
 * Verifies files, each for itself, and gives their results in the order in which they are ready. A result is in the
 * journal before it is given; a file that is there, unchanged and with the same inputs, is not verified again.
 *
 * @throws the signal's reason where it was aborted: what was given until then is in the journal
 */
export async function* runBatch(
  paths: readonly string[],
  { settings, jobs, journal: place, signal }: BatchOptions,
): AsyncGenerator<BatchStep> {
  const journal = place === null ? null : await Journal.open(place.path, inputsDigest(settings), place.resume);
  const verifiers = await openVerifiers(settings, jobs, signal);
  try {
    const step = async (path: string): Promise<BatchStep> => {
      const known = journal?.known.get(path);
      if (known !== undefined && known.sha256 !== null && (await sha256Of(path)) === known.sha256) {
        return { result: known, isKnown: true };
      }
      const result = await verifiers.verify(path);
      await journal?.add(result);
      return { result, isKnown: false };
    };
    // A few more than there are hands, so that none waits for its next file.
    yield* inAnyOrder(paths, step, verifiers.hands * 2, signal);
  } finally {
    await verifiers.close();
    await journal?.close();
  }
}

/** The outcomes of `run` over `items`, as they come, with at most `limit` under way. */
async function* inAnyOrder<Item, Outcome>(
  items: readonly Item[],
  run: (item: Item) => Promise<Outcome>,
  limit: number,
  signal: AbortSignal | null,
): AsyncGenerator<Outcome> {
  const underWay = new Map<number, Promise<{ readonly index: number; readonly outcome: Outcome }>>();
  try {
    for (const [index, item] of items.entries()) {
      signal?.throwIfAborted();
      underWay.set(
        index,
        run(item).then((outcome) => ({ index, outcome })),
      );
      if (underWay.size >= limit) yield await next();
    }
    while (underWay.size > 0) yield await next();
  } finally {
    // Whoever stops listening does not stop what is under way, whose end must not go unheard.
    await Promise.allSettled(underWay.values());
  }

  async function next(): Promise<Outcome> {
    const { index, outcome } = await Promise.race(underWay.values());
    underWay.delete(index);
    return outcome;
  }
}

/** Null where the file cannot be read: then it is verified again, which says why. */
async function sha256Of(path: string): Promise<string | null> {
  try {
    const source = await openFileSource(path);
    try {
      return encodeHex(await digestOfSource("SHA-256", source, null));
    } finally {
      await source.close();
    }
  } catch {
    return null;
  }
}
