import { type Command, type Help, Option } from "commander";
import { plainText } from "../../report/plain-text.ts";
import { hang, padColumns } from "../../report/wrap.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";

/** Told how a command ended. */
export type Finish = (code: ExitCode) => void;

export interface CommandHelp {
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}

export function addCommand(
  program: Command,
  name: string,
  { summary, description, examples }: CommandHelp,
  context: CommandContext,
): Command {
  return program
    .command(name)
    .summary(summary)
    .description(description)
    .helpOption("-h, --help", context.words.help.helpOption)
    .addOption(languageOption(context))
    .option("--config <file>", context.words.help.configOption)
    .addHelpText("after", () => helpTail(examples, context));
}

export function languageOption(context: CommandContext): Option {
  return choiceOption("--lang <language>", context.words.help.languageOption, ["vi", "en"], context);
}

export function choiceOption(
  flags: string,
  description: string,
  choices: readonly string[],
  context: CommandContext,
): Option {
  return new Option(flags, `${description} (${context.words.help.choices(choices.join(", "))})`).argParser((value) =>
    requireChoice(flags, value, choices, context),
  );
}

/** An option that may be given several times, with any value. */
export function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser<string[]>((value, before) => [...(before ?? []), value]);
}

/** The same with values to choose from. */
export function listOption(
  flags: string,
  description: string,
  choices: readonly string[],
  context: CommandContext,
): Option {
  const add = (value: string, before: readonly string[] = []): string[] => [
    ...new Set([...before, requireChoice(flags, value, choices, context)]),
  ];
  return new Option(flags, `${description} (${context.words.help.choices(choices.join(", "))})`).argParser(add);
}

function requireChoice(flags: string, value: string, choices: readonly string[], { words }: CommandContext): string {
  if (choices.includes(value)) return value;
  const name = flags.split(" ")[0] ?? flags;
  throw new CliError(EXIT.usage, words.error.invalidValue(name, plainText(value)), [
    words.error.allowed(choices.join(", ")),
  ]);
}

export function localizedHelp(context: CommandContext): Partial<Help> & { helpWidth: number } {
  const { help } = context.words;
  const titles = new Map([
    ["Usage:", help.usage],
    ["Arguments:", help.arguments],
    ["Options:", help.options],
    ["Commands:", help.commands],
  ]);
  return {
    helpWidth: lineWidth(context),
    styleTitle: (title) => titles.get(title) ?? title,
    subcommandTerm: (command) => command.name(),
    // The command line accepts --help everywhere; saying so once is enough.
    visibleOptions: (command) => command.options.filter((option) => option.long !== "--help"),
  };
}

function helpTail(examples: CommandHelp["examples"], context: CommandContext): string {
  const { help } = context.words;
  const width = lineWidth(context);
  const shown = examples.flatMap(([command, meaning]) => [
    ...hang("  ", command, width, 6),
    ...hang("      ", meaning, width),
  ]);
  return ["", help.examples, ...shown].join("\n");
}

export function exitCodes(context: CommandContext, list = context.words.help.exitCodeList): string {
  const { help } = context.words;
  const codes = list.flatMap(([code, meaning]) => hang(padColumns(`  ${code}`, 6), meaning, lineWidth(context)));
  return ["", help.exitCodes, ...codes].join("\n");
}
