import { plainText } from "../report/plain-text.ts";
import { defaultTimeZone } from "../report/time-zone.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { parseTime } from "./parse-time.ts";

/** The time that a flag gives. @throws CliError where it gives none */
export function parseTimeFlag(text: string, { locale, words }: CommandContext): Date {
  const time = parseTime(text, defaultTimeZone(locale.tag));
  if (time === null) throw new CliError(EXIT.usage, words.error.timeFormat(plainText(text)));
  return time;
}
