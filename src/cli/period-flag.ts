import { type Period, parsePeriod } from "../node/batch/due.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";

/** The length of time that a flag gives. @throws CliError where it gives none */
export function parsePeriodFlag(option: string, text: string, { words }: CommandContext): Period {
  const period = parsePeriod(text);
  if (period === null) throw new CliError(EXIT.usage, words.archive.badPeriod(option, plainText(text)));
  return period;
}
