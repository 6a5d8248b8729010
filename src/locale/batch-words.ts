import type { Verdict } from "../pades/verify/verification.ts";

/** What `pades verify` says of many files at once. Functions get strings that are already fit to be shown. */
export interface BatchWords {
  readonly jobs: string;
  readonly jsonl: string;
  readonly shard: string;
  readonly journal: string;
  readonly resume: string;
  readonly summary: string;
  readonly metrics: string;
  /** How far it is: done, of how many, files a second, seconds left (null: not known yet). */
  readonly progress: (done: number, files: number, perSecond: string, secondsLeft: number | null) => string;
  readonly heading: (files: number) => string;
  /** Files that were not verified again, because nothing had changed. */
  readonly known: (files: number) => string;
  readonly verdicts: { readonly [V in Verdict]: string };
  readonly reasons: string;
  readonly organizations: string;
  readonly authorities: string;
  readonly procedures: string;
  readonly notRead: string;
  readonly more: (count: number) => string;
  readonly took: (seconds: string, perSecond: string) => string;
  readonly stopped: (done: number, files: number, journal: string | null) => string;
  readonly journalExists: (path: string) => string;
  readonly noJournal: (path: string) => string;
  readonly journalFolder: (path: string) => string;
  readonly badJobs: string;
  readonly badShard: string;
  readonly emptyShard: string;
  readonly resumeWithoutJournal: string;
  readonly badSummary: string;
  /** The summary as a page. */
  readonly page: {
    readonly title: string;
    readonly time: string;
    readonly trust: string;
    readonly waivedRevocation: string;
    readonly verdicts: string;
    readonly verdict: string;
    readonly files: string;
    readonly share: string;
    readonly reasons: string;
    readonly reason: string;
    readonly name: string;
    readonly notValid: string;
    readonly chart: string;
    readonly note: string;
    readonly rest: (names: number) => string;
  };
  /** Options that only one file at a time can have. */
  readonly notInBatch: (option: string) => string;
}
