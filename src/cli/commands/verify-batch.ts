import type { BatchFile } from "../../node/batch/batch-file.ts";
import { encodeLine } from "../../node/batch/batch-result.ts";
import { runBatch } from "../../node/batch/run-batch.ts";
import { filesOfShard } from "../../node/batch/shard.ts";
import { BatchSummary, encodeCsv, encodeMetrics } from "../../node/batch/summary.ts";
import { worstVerdict } from "../../pades/verify/verdict.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import { parseBatchFlags, summaryFormat } from "../batch/batch-flags.ts";
import { findManyFiles, ofJournal } from "../batch/batch-inputs.ts";
import { batchLines } from "../batch/batch-lines.ts";
import { createProgress } from "../batch/progress.ts";
import { renderSummaryPage } from "../batch/summary-page.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { isTyped } from "../config.ts";
import { EXIT, EXIT_OF_VERDICT, type ExitCode } from "../exit-codes.ts";
import { writeOutput } from "../inputs.ts";
import { onlineSettings } from "../online.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";
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
  const now = flags.at === undefined ? null : parseTimeFlag(flags.at, context);
  const found = await findManyFiles(paths, context);
  const files = shard === null ? found : filesOfShard(found, shard);
  if (files.length === 0) throw new CliError(EXIT.inputNotFound, words.batch.emptyShard);
  await refuseToReplace(flags, found, context);
  const trust = await openTrustProfile(flags.trust, context);
  const settings = {
    trust,
    online: onlineSettings(flags, createTrustStore(trust), context),
    evidence: flags.evidence === undefined ? null : await openEvidence(flags.evidence, context),
    now,
    policy: { waive: flags.waive ?? [] },
  };

  const journal = flags.journal === undefined ? null : { path: flags.journal, resume: flags.resume ?? false };
  const summary = new BatchSummary();
  const progress = createProgress(files.length, context);
  const clock = () => new Date();
  try {
    const reports = flags.jsonl === true;
    for await (const step of runBatch(files, { settings, reports, jobs, journal, signal: terminal.signal, clock })) {
      summary.add(step.result, step.file.procedure);
      if (flags.jsonl === true) terminal.write(`${encodeLine(step.result)}\n`);
      progress.add(step.isKnown);
    }
  } catch (error) {
    progress.clear();
    if (!terminal.signal.aborted) throw ofJournal(error, context);
    const place = journal === null ? null : plainText(journal.path);
    terminal.writeError(`${words.batch.stopped(summary.files, files.length, place)}\n`);
    return EXIT.stopped;
  }
  progress.clear();
  const { known, seconds } = progress.done();
  const isRevocationWaived = settings.policy.waive.includes("revocation");
  const qualifiers = [
    ...(now === null ? [] : [`${words.batch.page.time}: ${createTimeFormatter(context.locale.tag)(now)}`]),
    ...(isRevocationWaived ? [words.batch.page.waivedRevocation] : []),
  ];
  const lines = (width: number) => batchLines({ summary, known, seconds, qualifiers }, words.batch, width);
  if (flags.jsonl !== true) terminal.write(lines(lineWidth(context)));
  const ofProfile = { time: now ?? clock(), trust: flags.trust === undefined ? null : trust.id, isRevocationWaived };
  for (const path of flags.summary ?? []) {
    const format = summaryFormat(path);
    const text =
      format === "csv"
        ? encodeCsv(summary)
        : format === "html"
          ? renderSummaryPage({ summary, ...ofProfile }, context)
          : lines(80);
    await writeOutput(path, text, true, context);
  }
  if (flags.metrics !== undefined) await writeOutput(flags.metrics, encodeMetrics(summary, seconds), true, context);
  return EXIT_OF_VERDICT[worstVerdict(summary.verdicts.keys()) ?? "unreadable"];
}

function refuseToReplace(flags: VerifyFlags, files: readonly BatchFile[], context: CommandContext): Promise<void> {
  const { journal, summary = [], metrics } = flags;
  const inputs = files.map(({ path }) => path);
  return refuseToReplaceInput([journal, ...summary, metrics], inputs, flags, context);
}

/** What speaks of one report, or needs an answer for each file, goes with single files. */
function refuseOthers(flags: VerifyFlags, { words }: CommandContext): void {
  const given: readonly (readonly [string, unknown])[] = [
    ["--json", flags.json],
    ["--report", flags.report],
    ["--save-evidence", flags.saveEvidence],
    ["--context", isTyped(flags, "context")],
    ["--password-env", flags.passwordEnv],
    ["--password-fd", flags.passwordFd],
  ];
  const other = given.find(([, value]) => value !== undefined && value !== false);
  if (other !== undefined) throw new CliError(EXIT.usage, words.batch.notInBatch(other[0]));
}
