import { mkdir, realpath } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { addPeriod } from "../../node/batch/due.ts";
import type { RenewalResult } from "../../node/batch/renewal-result.ts";
import { runRenewal } from "../../node/batch/run-renewal.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang } from "../../report/wrap.ts";
import { findManyFiles, ofJournal } from "../batch/batch-inputs.ts";
import { createProgress } from "../batch/progress.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { orOutputError } from "../inputs.ts";
import { openServices } from "../long-term.ts";
import { parsePeriodFlag } from "../period-flag.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";
import type { ExtendFlags } from "./extend.ts";

const DEFAULT_JOURNAL = "pades-extend.jsonl";

/** `pades extend FOLDER`: renews what is due of an archive into another folder, and goes on where it was stopped. */
export async function extendFolder(folder: string, flags: ExtendFlags, context: CommandContext): Promise<ExitCode> {
  const { terminal, words } = context;
  const say = words.archive.extend;
  const { out } = flags;
  refuseOthers(flags, context);
  if (out === undefined) throw new CliError(EXIT.usage, say.outNeeded);
  const period = flags.dueWithin === undefined ? null : parsePeriodFlag("--due-within", flags.dueWithin, context);
  const jobs = parseJobs(flags.jobs, context);
  const files = await findManyFiles([folder], context);
  const outInside = () => new CliError(EXIT.usage, say.outInside(plainText(out)));
  if (isInside(resolve(out), resolve(folder))) throw outInside();
  await orOutputError(out, context, () => mkdir(out, { recursive: true }));
  // By links too.
  if (isInside(await realpath(out), await realpath(folder))) throw outInside();
  const journal = { path: flags.journal ?? join(out, DEFAULT_JOURNAL), resume: flags.resume ?? false };
  await refuseToReplaceInput([journal.path], [folder], flags, context);
  const services = await openServices("B-LTA", flags, context);

  const progress = createProgress(files.length, context);
  const tally = new Tally();
  const dueBefore = (now: Date) => (period === null ? null : addPeriod(now, period));
  const run = { ...services, dueBefore, out, jobs, journal, signal: terminal.signal, clock: () => new Date() };
  try {
    for await (const { result, isKnown } of runRenewal(files, run)) {
      tally.add(result);
      progress.add(isKnown);
    }
  } catch (error) {
    progress.clear();
    if (!terminal.signal.aborted) throw ofJournal(error, context);
    terminal.writeError(`${words.batch.stopped(tally.files, files.length, plainText(journal.path))}\n`);
    return EXIT.stopped;
  }
  progress.clear();
  terminal.write(tally.lines(progress.done().known, journal.path, context));
  return tally.isComplete ? EXIT.ok : EXIT.invalid;
}

function refuseOthers(flags: ExtendFlags, { words }: CommandContext): void {
  const { to } = flags;
  if (to !== undefined && to !== "B-LTA") {
    throw new CliError(EXIT.usage, words.error.invalidValue("--to", to), [words.error.allowed("B-LTA")]);
  }
  const given = { "--force": flags.force, "--password-env": flags.passwordEnv, "--password-fd": flags.passwordFd };
  const other = Object.entries(given).find(([, value]) => value !== undefined);
  if (other !== undefined) throw new CliError(EXIT.usage, words.archive.extend.notForFolders(other[0]));
}

const MAX_JOBS = 16;

function parseJobs(text: string | undefined, { words }: CommandContext): number {
  const jobs = text === undefined ? 2 : Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MAX_JOBS) {
    throw new CliError(EXIT.usage, words.archive.extend.badJobs);
  }
  return jobs;
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}

const OUTCOMES = ["renewed", "not-due", "refused", "failed"] as const;
const SHOWN = 20;

/** What became of the files, counted; those that need somebody by name. */
class Tally {
  files = 0;
  readonly #counts = new Map<RenewalResult["outcome"], number>();
  readonly #open: RenewalResult[] = [];
  #earliest: string | null = null;

  add(result: RenewalResult): void {
    const { outcome, renewedUntil } = result;
    this.files++;
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
    if ((outcome === "refused" || outcome === "failed") && this.#open.length < SHOWN) this.#open.push(result);
    if (renewedUntil !== null && (this.#earliest === null || renewedUntil < this.#earliest))
      this.#earliest = renewedUntil;
  }

  /** Whether every file is provable for as long as was asked. */
  get isComplete(): boolean {
    return this.#count("refused") + this.#count("failed") === 0;
  }

  lines(known: number, journal: string, context: CommandContext): string {
    const { words, locale } = context;
    const say = words.archive.extend;
    const width = lineWidth(context);
    const digits = String(this.files).length;
    const left = this.#count("refused") + this.#count("failed") - this.#open.length;
    const lines = [
      `${say.heading(this.files)}${known === 0 ? "" : ` (${say.known(known)})`}`,
      ...OUTCOMES.filter((outcome) => this.#counts.has(outcome)).flatMap((outcome) =>
        hang(`  ${String(this.#count(outcome)).padStart(digits)}  `, say.outcomes[outcome], width),
      ),
      ...(this.#open.length === 0 ? [] : [""]),
      ...this.#open.flatMap((result) => this.#openLines(result, width, context)),
      ...(left > 0 ? [`  ${words.archive.more(left)}`] : []),
      "",
      ...(this.#earliest === null
        ? []
        : hang("", say.earliest(createTimeFormatter(locale.tag)(new Date(this.#earliest))), width)),
      ...hang("", say.journalAt(plainText(journal)), width, 2),
    ];
    return `${lines.join("\n")}\n`;
  }

  #count(outcome: RenewalResult["outcome"]): number {
    return this.#counts.get(outcome) ?? 0;
  }

  #openLines(
    { path, verdict, outcome, reasons, error }: RenewalResult,
    width: number,
    { words }: CommandContext,
  ): string[] {
    const say = words.archive.extend;
    const why =
      error === null
        ? [words.batch.verdicts[verdict], ...(reasons.length === 0 ? [] : [reasons.join(", ")])].join(": ")
        : `${say.outcomes[outcome]}: ${say.errors[error.code]} (${plainText(error.detail)})`;
    return [...hang("  ", plainText(path), width), ...hang("      ", why, width)];
  }
}
