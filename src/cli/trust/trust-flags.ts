import { plainText } from "../../report/plain-text.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { parseTimeFlag } from "../time-flag.ts";

export function optionalTime(text: string | undefined, context: CommandContext): Date | null {
  return text === undefined ? null : parseTimeFlag(text, context);
}

/** The time of the clock: what the state of certificates is shown for where no time is given. */
export function clockTime(): Date {
  return new Date();
}

/** A SHA-256 fingerprint in any usual form: digits in either case, with spaces or colons. Lower-case hex. */
export function parseFingerprint(text: string, context: CommandContext): string {
  const digits = hexDigits(text);
  if (digits?.length === 64) return digits;
  throw new CliError(EXIT.usage, context.words.trust.error.fingerprintFormat(plainText(text)));
}

/** The same, or its beginning: at least 16 digits. */
export function parseFingerprintStart(text: string, context: CommandContext): string {
  const { error } = context.words.trust;
  const digits = hexDigits(text);
  if (digits === null || digits.length > 64) throw new CliError(EXIT.usage, error.fingerprintFormat(plainText(text)));
  if (digits.length < 16) throw new CliError(EXIT.usage, error.fewerWords);
  return digits;
}

function hexDigits(text: string): string | null {
  const digits = text.replace(/[\s:]/g, "").toLowerCase();
  return /^[0-9a-f]+$/.test(digits) ? digits : null;
}
