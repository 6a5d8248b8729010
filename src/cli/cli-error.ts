import type { ExitCode } from "./exit-codes.ts";

/** Ends a command with a message that is already in the user's language. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: ExitCode;
  /** Further lines, such as how to do it right. */
  readonly hints: readonly string[];

  constructor(exitCode: ExitCode, message: string, hints: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.hints = hints;
  }
}
