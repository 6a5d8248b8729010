import { readFile } from "node:fs/promises";
import { PadesError } from "../../errors.ts";
import type { EvidenceCommandWords } from "../../locale/evidence-commands.ts";
import { type Replay, replayReport } from "../../node/evidence-store/replay-report.ts";
import { plainText } from "../../report/plain-text.ts";
import type { VerdictDifference } from "../../report/replay/compare-verdicts.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
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
  const password = await documentPassword(files[0] ?? "", flags, context);
  const outcome = await orInputError(files.join(", "), context, () =>
    replayReport(bytes, files, {
      evidence: flags.evidence,
      signal: context.terminal.signal,
      ...(trust === null ? {} : { trust }),
      ...(password === null ? {} : { password }),
    }),
  ).catch((error: unknown) => withAdvice(error, context));
  context.terminal.write(`${replayLines(outcome, context.words.evidenceCommands.replay).join("\n")}\n`);
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

function replayLines(outcome: Replay, say: EvidenceCommandWords["replay"]): string[] {
  const { trust, policy, version } = outcome;
  const changes = [
    ...(trust === null ? [] : [say.trustProfile(plainText(trust.recorded), trust.now)]),
    ...(policy === null ? [] : [say.policy(plainText(policy.recorded), policy.now)]),
    ...outcome.changed.map((file) => say.changed(plainText(file))),
    ...outcome.missing.map((file) => say.missing(plainText(file))),
  ];
  const notes = [
    ...(version === null ? [] : [say.version(plainText(version.recorded), version.now)]),
    ...outcome.absent.map(({ path, sha256 }) => say.absent(plainText(path ?? sha256 ?? ""))),
  ];
  if (outcome.isSame) return [`✓ ${say.same(outcome.files.length)}`, ...notes];
  const files = outcome.files.flatMap(({ path, differences }) => {
    const shown = plainText(path);
    if (differences === null) return [say.notInReport(shown)];
    if (differences.length === 0) return [say.fileSame(shown)];
    return [say.fileDiffers(shown), ...differences.map((difference) => `  ${differenceLine(difference, say)}`)];
  });
  return [`✗ ${say.differs}`, ...[...changes, ...files].map((line) => `  ${line}`), ...notes];
}

function differenceLine(difference: VerdictDifference, say: EvidenceCommandWords["replay"]): string {
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
      return say.codes(field, plainText(difference.gone.join(", ")), plainText(difference.added.join(", ")));
    }
  }
}
