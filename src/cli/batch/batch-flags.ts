import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { parseShard, type Shard } from "../../node/batch/shard.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";

/** What makes `pades verify` a batch. */
export interface BatchFlags {
  readonly jobs?: string;
  readonly jsonl?: boolean;
  readonly shard?: string;
  readonly journal?: string;
  readonly resume?: boolean;
  readonly summary?: readonly string[];
  readonly metrics?: string;
}

const NAMES = ["jobs", "jsonl", "shard", "journal", "resume", "summary", "metrics"] satisfies (keyof BatchFlags)[];

export function isBatch(flags: BatchFlags): boolean {
  return NAMES.some((name) => flags[name] !== undefined);
}

const MAX_JOBS = 256;

/** @throws CliError where a flag says nothing that can be done, before a file is opened */
export function parseBatchFlags(
  { jobs, shard, journal, resume = false, summary = [] }: BatchFlags,
  context: CommandContext,
): { readonly jobs: number; readonly shard: Shard | null } {
  const { batch: say } = context.words;
  if (resume && journal === undefined) throw new CliError(EXIT.usage, say.resumeWithoutJournal);
  if (summary.some((path) => summaryFormat(path) === null)) throw new CliError(EXIT.usage, say.badSummary);
  const count = parseJobs(jobs, context);
  const part = shard === undefined ? null : parseShard(shard);
  if (shard !== undefined && part === null) throw new CliError(EXIT.usage, say.badShard);
  return { jobs: count, shard: part };
}

const SUMMARY_FORMATS: ReadonlyMap<string, "csv" | "html" | "text"> = new Map([
  [".csv", "csv"],
  [".html", "html"],
  [".htm", "html"],
  [".txt", "text"],
]);

/** What a summary is written as, by the ending of its file; null for none that is known. */
export function summaryFormat(path: string): "csv" | "html" | "text" | null {
  return SUMMARY_FORMATS.get(extname(path).toLowerCase()) ?? null;
}

/** Threads: one where nothing is said. @throws CliError */
export function parseJobs(jobs: string | undefined, { words: { batch: say } }: CommandContext): number {
  const count = jobs === undefined ? 1 : jobs === "auto" ? availableParallelism() : Number(jobs);
  if (!Number.isInteger(count) || count < 1 || count > MAX_JOBS) throw new CliError(EXIT.usage, say.badJobs);
  return count;
}
