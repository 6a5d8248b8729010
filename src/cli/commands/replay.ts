import { readFile } from "node:fs/promises";
import { PadesError } from "../../errors.ts";
import type { EvidenceCommandWords } from "../../locale/evidence-commands.ts";
import { replayDossier } from "../../node/evidence-store/replay-dossier.ts";
import { type Replay, replayReport } from "../../node/evidence-store/replay-report.ts";
import { plainText } from "../../report/plain-text.ts";
import type { VerdictDifference } from "../../report/replay/compare-verdicts.ts";
import { parseRecordedReport } from "../../report/replay/recorded-report.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { openDossierFiles } from "../dossier-inputs.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { orInputError } from "../inputs.ts";
import { documentPassword, type PasswordFlags } from "../password.ts";
import { openTrust } from "../trust-inputs.ts";

export interface ReplayFlags extends PasswordFlags {
  readonly evidence: string;
  readonly trust?: string;
}

/** `pades replay`: reaches the verdicts of a report again, and says whether they are the same. */
export async function replay(
  report: string,
  files: readonly string[],
  flags: ReplayFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const bytes = new Uint8Array(await orInputError(report, context, (path) => readFile(path)));
  const trust = flags.trust === undefined ? null : await openTrust(flags.trust, context);
  const { dossier } = parseRecordedReport(bytes);
  const options = {
    evidence: flags.evidence,
    signal: context.terminal.signal,
    ...(trust === null ? {} : { trust }),
  };
  const reach = async (): Promise<Replay> => {
    if (dossier !== null) {
      const opened = await openDossierFiles(files, context);
      return replayDossier(bytes, opened.dossier, options).finally(opened.close);
    }
    const password = await documentPassword(files[0] ?? "", flags, context);
    return replayReport(bytes, files, { ...options, ...(password === null ? {} : { password }) });
  };
  const outcome = await orInputError(files.join(", "), context, reach).catch((error: unknown) =>
    withAdvice(error, context),
  );
  context.terminal.write(`${replayLines(outcome, context).join("\n")}\n`);
  return outcome.isSame ? EXIT.ok : EXIT.invalid;
}

/** A profile that is not stored is a file that is missing, and may be handed in. */
function withAdvice(error: unknown, { words }: CommandContext): never {
  if (!(error instanceof PadesError) || error.code !== "ERR_TRUST_PROFILE") throw error;
  const message = `${words.error.pades.ERR_TRUST_PROFILE} ${plainText(error.message)}`;
  throw new CliError(EXIT.inputNotFound, message, [`--trust: ${words.evidenceCommands.replay.trust}`], {
    cause: error,
  });
}

function replayLines(outcome: Replay, { words, locale }: CommandContext): string[] {
  const say = words.evidenceCommands.replay;
  const { trust, policy, version } = outcome;
  const tell = (differences: readonly VerdictDifference[], indent: string) =>
    differences.map((difference) => `${indent}${differenceLine(difference, say, locale)}`);
  const changes = [
    ...(trust === null ? [] : [say.trustProfile(plainText(trust.recorded), trust.now)]),
    ...(policy === null ? [] : [say.policy(plainText(policy.recorded), policy.now)]),
    ...outcome.changed.map((file) => say.changed(plainText(file))),
    ...outcome.missing.map((file) => say.missing(plainText(file))),
    ...(outcome.whole.length === 0 ? [] : [say.wholeDiffers, ...tell(outcome.whole, "  ")]),
  ];
  const notes = version === null ? [] : [say.version(plainText(version.recorded), version.now)];
  if (outcome.isSame) return [`✓ ${say.same(outcome.files.length)}`, ...notes];
  const files = outcome.files.flatMap(({ path, differences }) => {
    const shown = plainText(path);
    if (differences === null) return [say.notInReport(shown)];
    if (differences.length === 0) return [say.fileSame(shown)];
    return [say.fileDiffers(shown), ...tell(differences, "  ")];
  });
  const absent = outcome.absent.map(({ path, sha256 }) => say.absent(plainText(path ?? sha256 ?? "")));
  const differs = changes.length > 0 || outcome.files.some(({ differences }) => differences?.length !== 0);
  const lines = [...changes, ...files, ...absent].map((line) => `  ${line}`);
  return [`✗ ${differs ? say.differs : say.incomplete}`, ...lines, ...notes];
}

function differenceLine(
  difference: VerdictDifference,
  say: EvidenceCommandWords["replay"],
  { dossier }: CommandContext["locale"],
): string {
  const list = (texts: readonly string[]) => plainText(texts.join(", "));
  switch (difference.kind) {
    case "verdict":
      return say.verdict(say.verdictWords[difference.recorded], say.verdictWords[difference.replayed]);
    case "signature-count":
      return say.signatureCount(difference.recorded, difference.replayed);
    case "field":
      return say.field(plainText(difference.recorded), plainText(difference.replayed));
    case "indication":
      return say.indication(plainText(difference.field), plainText(difference.recorded), difference.replayed);
    case "codes": {
      const field = difference.field === null ? null : plainText(difference.field);
      return say.codes(field, list(difference.gone), list(difference.added));
    }
    case "facts":
      return say.facts(difference.field === null ? null : plainText(difference.field), list(difference.keys));
    case "answer": {
      const answers = dossier.answer;
      return say.answer(
        dossier.question[difference.question].slogan,
        answers[difference.recorded],
        answers[difference.replayed],
      );
    }
    case "reasons":
      return say.reasons(dossier.question[difference.question].slogan, list(difference.gone), list(difference.added));
    case "dossier-files":
      return say.dossierFiles(list(difference.gone), list(difference.added), list(difference.changed));
  }
}
