import type { CommandLineWords } from "../locale/command-line.ts";
import type { Locale } from "../locale/locale.ts";
import type { Terminal } from "./terminal.ts";

/** What every command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly locale: Locale;
  readonly words: CommandLineWords;
}

/** Columns to fill: those of the terminal, but no longer than a line is easy to read. */
export function lineWidth({ terminal }: CommandContext): number {
  return Math.max(40, Math.min(terminal.columns ?? 80, 100));
}
