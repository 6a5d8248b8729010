import { encodeLine } from "../../node/batch/batch-result.ts";
import { runBatch } from "../../node/batch/run-batch.ts";
import { pathsOfShard } from "../../node/batch/shard.ts";
import { BatchSummary, encodeCsv, encodeMetrics } from "../../node/batch/summary.ts";
import { hasCode } from "../../node/write-file.ts";
import { worstVerdict } from "../../pades/verify/verdict.ts";
import { plainText } from "../../report/plain-text.ts";
import { parseBatchFlags } from "../batch-flags.ts";
import { batchLines, rate } from "../batch-lines.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, EXIT_OF_VERDICT, type ExitCode } from "../exit-codes.ts";
import { findInputs, writeOutput } from "../inputs.ts";
import { parseTimeFlag } from "../time-flag.ts";
import { openEvidence, openTrustProfile } from "../trust-inputs.ts";
import type { VerifyFlags } from "./verify.ts";

/** `pades verify` over many files: several at a time, each result as it comes, and able to go on after a stop. */
export async function verifyBatch(
  paths: readonly string[],
  flags: VerifyFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal, words } = context;
  refuseOthers(flags, context);
  const { jobs, shard } = parseBatchFlags(flags, context);
  const settings = {
    trust: await openTrustProfile(flags.trust, context),
    evidence: flags.evidence === undefined ? null : await openEvidence(flags.evidence, context),
    now: flags.at === undefined ? null : parseTimeFlag(flags.at, context),
    policy: { waive: flags.waive ?? [] },
  };
  const found = await findInputs(paths, context);
  const files = shard === null ? found : pathsOfShard(found, shard);
  if (files.length === 0) throw new CliError(EXIT.inputNotFound, words.batch.emptyShard);

  const journal = flags.journal === undefined ? null : { path: flags.journal, resume: flags.resume ?? false };
  const summary = new BatchSummary();
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  let known = 0;
  try {
    for await (const { result, isKnown } of runBatch(files, { settings, jobs, journal, signal: terminal.signal })) {
      summary.add(result);
      if (isKnown) known++;
      if (flags.jsonl === true) terminal.write(`${encodeLine(result)}\n`);
      showProgress(summary.files - known, { done: summary.files, files: files.length, seconds: seconds() }, context);
    }
  } catch (error) {
    if (journal !== null && hasCode(error, "EEXIST")) {
      throw new CliError(EXIT.usage, words.batch.journalExists(plainText(journal.path)), [], { cause: error });
    }
    if (!terminal.signal.aborted) throw error;
    clearProgress(context);
    const place = journal === null ? null : plainText(journal.path);
    terminal.writeError(`${words.batch.stopped(summary.files, files.length, place)}\n`);
    return EXIT.stopped;
  }
  clearProgress(context);
  if (flags.summary !== undefined) await writeOutput(flags.summary, encodeCsv(summary), true, context);
  if (flags.metrics !== undefined) await writeOutput(flags.metrics, encodeMetrics(summary, seconds()), true, context);
  if (flags.jsonl !== true) {
    terminal.write(batchLines({ summary, known, seconds: seconds() }, words.batch, lineWidth(context)));
  }
  return EXIT_OF_VERDICT[worstVerdict(summary.verdicts.keys()) ?? "unreadable"];
}

/** What speaks of one report, or needs the network or an answer for each file, goes with single files. */
function refuseOthers(flags: VerifyFlags, { words }: CommandContext): void {
  const given: readonly (readonly [string, unknown])[] = [
    ["--json", flags.json],
    ["--report", flags.report],
    ["--save-evidence", flags.saveEvidence],
    ["--online", flags.online],
    ["--password-env", flags.passwordEnv],
    ["--password-fd", flags.passwordFd],
  ];
  const other = given.find(([, value]) => value !== undefined && value !== false);
  if (other !== undefined) throw new CliError(EXIT.usage, words.batch.notInBatch(other[0]));
}

interface Progress {
  readonly done: number;
  readonly files: number;
  readonly seconds: number;
}

function showProgress(verified: number, { done, files, seconds }: Progress, context: CommandContext): void {
  if (!context.terminal.errorIsTerminal) return;
  const left = verified < 20 ? null : ((files - done) * seconds) / verified;
  context.terminal.writeError(`\r\u001b[K${context.words.batch.progress(done, files, rate(done, seconds), left)}`);
}

function clearProgress({ terminal }: CommandContext): void {
  if (terminal.errorIsTerminal) terminal.writeError("\r\u001b[K");
}
