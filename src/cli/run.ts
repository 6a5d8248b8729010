import { type Command, CommanderError } from "commander";
import { PadesError } from "../errors.ts";
import { FetchError } from "../net/fetcher.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { applyDefaults, type ConfigFault, readConfig } from "./config.ts";
import { EXIT, EXIT_OF_ERROR, type ExitCode } from "./exit-codes.ts";
import { chooseLanguage } from "./language.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs one command line, without the name of the program. Never rejects: what goes wrong is told on standard error in
 * the user's language, and by the exit code.
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { env, systemLanguage } = terminal;
  const { config, fault } = await readConfig(args, env);
  const context: CommandContext = { terminal, ...chooseLanguage(args, env, systemLanguage, config?.values.lang) };
  let code: ExitCode = EXIT.ok;
  const program = createProgram(context, (ended) => {
    code = ended;
  });
  // Before a command acts, not before: help is there even for those whose configuration is broken.
  program.hook("preAction", (_, command) => {
    if (fault !== null) throw configError(fault, context);
    applyDefaults(command, env, config);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    const { exitCode, lines } = describeFailure(error, askedCommand(program, args), context);
    if (lines.length > 0) terminal.writeError(`${lines.join("\n")}\n`);
    return exitCode;
  }
}

function configError({ path, detail }: ConfigFault, { words }: CommandContext): CliError {
  return new CliError(EXIT.usage, words.error.config(plainText(path)), [plainText(detail)]);
}

/** The command whose help tells how to do it right. */
function askedCommand(program: Command, [name, ...rest]: readonly string[]): string {
  const command = program.commands.find((each) => each.name() === name);
  return command === undefined ? program.name() : `${program.name()} ${askedCommand(command, rest)}`;
}

interface Failure {
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
}

function describeFailure(error: unknown, command: string, context: CommandContext): Failure {
  const { words, terminal } = context;
  const say = (message: string): string => `${words.error.prefix}: ${message}`;
  if (terminal.signal.aborted) return { exitCode: EXIT.stopped, lines: [say(words.error.stopped)] };
  if (error instanceof CommanderError) return describeUsage(error, command, context);
  if (error instanceof CliError) return { exitCode: error.exitCode, lines: [say(error.message), ...error.hints] };
  if (error instanceof PadesError) {
    return {
      exitCode: EXIT_OF_ERROR[error.code],
      lines: [
        say(words.error.pades[error.code]),
        `${error.code}: ${plainText(error.message)}`,
        ...(error instanceof FetchError && error.reason === "address" ? [words.error.privateAddress] : []),
      ],
    };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    exitCode: EXIT.internal,
    lines: [say(words.error.internal), ...detail.split("\n").slice(0, 20).map(plainText)],
  };
}

/** Commander's own words are English; its codes say the same to us. */
function describeUsage(error: CommanderError, command: string, { words }: CommandContext): Failure {
  if (error.code === "commander.helpDisplayed" || error.code === "commander.version")
    return { exitCode: EXIT.ok, lines: [] };
  // Without a command commander has shown the help already.
  if (error.code === "commander.help") return { exitCode: EXIT.usage, lines: [] };
  const name = plainText(/'([^']*)'/.exec(error.message)?.[1] ?? "");
  const { error: say } = words;
  const messages: ReadonlyMap<string, string> = new Map([
    ["commander.unknownCommand", say.unknownCommand(name)],
    ["commander.unknownOption", say.unknownOption(name)],
    ["commander.missingArgument", say.missingArgument(name)],
    ["commander.optionMissingArgument", say.missingOptionValue(name)],
    ["commander.missingMandatoryOptionValue", say.missingOption(name)],
    ["commander.excessArguments", say.tooManyArguments],
  ]);
  const message = messages.get(error.code) ?? say.usage(plainText(error.message));
  return { exitCode: EXIT.usage, lines: [`${say.prefix}: ${message}`, words.help.seeHelp(command)] };
}
