import { Command, type Help, Option } from "commander";
import type { ReaderContext } from "../locale/next-action.ts";
import { plainText } from "../report/plain-text.ts";
import { hang, padColumns } from "../report/wrap.ts";
import { VERSION } from "../version.ts";
import type { TrustRole } from "../x509/trust-anchor.ts";
import { CliError } from "./cli-error.ts";
import { type CommandContext, lineWidth } from "./command-context.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";

/** Told how a command ended. */
export type Finish = (code: ExitCode) => void;

/** The command line as commander parses it: names, arguments, options and help. What commands do is in commands/. */
export function createProgram(context: CommandContext, finish: Finish): Command {
  const { words } = context;
  const program = new Command("pades")
    .description(words.help.program)
    .usage("COMMAND …")
    .version(VERSION, "-V, --version", words.help.versionOption)
    .helpOption("-h, --help", words.help.helpOption)
    .helpCommand(false)
    .addOption(languageOption(context))
    .exitOverride()
    .configureHelp(localizedHelp(context))
    .configureOutput({
      writeOut: (text) => context.terminal.write(text),
      writeErr: (text) => context.terminal.writeError(text),
      // Errors are told by run.ts, in the user's language.
      outputError: () => {},
    })
    .addHelpText("after", () => exitCodes(context));
  addVerify(program, context, finish);
  addSign(program, context, finish);
  addDossier(program, context, finish);
  addExtend(program, context, finish);
  addInspect(program, context, finish);
  addTrust(program, context, finish);
  addEvidence(program, context, finish);
  addReplay(program, context, finish);
  addExplain(program, context, finish);
  return program;
}

function addVerify(program: Command, context: CommandContext, finish: Finish): void {
  const { verify: say } = context.words;
  addCommand(program, "verify", say, context)
    .usage("FILE|FOLDER|ZIP… [--trust PROFILE] [--evidence PATH]")
    .argument("<paths...>", say.paths)
    .option("--trust <profile>", say.trust)
    .addOption(repeatedOption("--evidence <path>", say.evidence))
    .option("--at <time>", say.at)
    .option("--manifest <file>", context.words.dossier.manifest)
    .addOption(repeatedOption("--sealer-tag <tag>", context.words.dossier.sealerTag))
    .addOption(repeatedOption("--sealer-organization <name>", context.words.dossier.sealerOrganization))
    .option("--report <file>", say.report)
    .option("--json", say.json)
    .option("--save-evidence <folder>", context.words.evidenceCommands.saveEvidence)
    .addOption(
      choiceOption(
        "--context <place>",
        say.context,
        ["registry", "citizen", "archive"] satisfies ReaderContext[],
        context,
      ),
    )
    .option("--offline", say.offline)
    .option("--online", say.online)
    .addOption(repeatedOption("--allow-private <host>", context.words.extend.allowPrivate))
    .option("--timeout <seconds>", say.timeout)
    .option("--cache <folder>", say.cache)
    .addOption(listOption("--waive <check>", say.waive, ["revocation"], context))
    .option("--jobs <number>", context.words.batch.jobs)
    .option("--jsonl", context.words.batch.jsonl)
    .option("--shard <part>", context.words.batch.shard)
    .option("--journal <file>", context.words.batch.journal)
    .option("--resume", context.words.batch.resume)
    .option("--summary <file>", context.words.batch.summary)
    .option("--metrics <file>", context.words.batch.metrics)
    .option("--password-env <name>", context.words.sign.passwordEnv)
    .option("--password-fd <number>", context.words.sign.passwordFd)
    .addHelpText("after", () => exitCodes(context))
    .action(async (paths: string[], flags: object) => {
      const { verify } = await import("./commands/verify.ts");
      finish(await verify(paths, flags, context));
    });
}

function addSign(program: Command, context: CommandContext, finish: Finish): void {
  const { sign: say } = context.words;
  const command = addCommand(program, "sign", say, context)
    .usage("FILE|FOLDER --p12 FILE [--out FILE | --role ROLE]")
    .argument("<file>", say.path)
    .requiredOption("--p12 <file>", say.p12)
    .option("-o, --out <file>", say.out)
    .addOption(choiceOption("--level <level>", say.levelOption, ["B-B", "B-T", "B-LT", "B-LTA"], context))
    .option("--reason <text>", say.reason)
    .option("--location <text>", say.location)
    .option("--field <name>", say.field)
    .addOption(choiceOption("--certify <level>", say.certify, ["1", "2", "3"], context))
    .option("--password-env <name>", say.passwordEnv)
    .option("--password-fd <number>", say.passwordFd)
    .option("--pdf-password-env <name>", say.pdfPasswordEnv)
    .option("--pdf-password-fd <number>", say.pdfPasswordFd)
    .option("--force", say.force)
    .option("--role <role>", context.words.dossier.sign.role)
    .option("--manifest <file>", context.words.dossier.sign.manifest)
    .option("--seal", context.words.dossier.sign.seal);
  addServiceOptions(command, context);
  command.action(async (path: string, { certify, ...flags }: { p12: string; certify?: "1" | "2" | "3" }) => {
    const { sign } = await import("./commands/sign.ts");
    const permission = certify === undefined ? {} : { certify: CERTIFICATION[certify] };
    finish(await sign(path, { ...flags, ...permission }, context));
  });
}

const CERTIFICATION = { "1": 1, "2": 2, "3": 3 } as const;

function addExtend(program: Command, context: CommandContext, finish: Finish): void {
  const { extend: say, sign } = context.words;
  const command = addCommand(program, "extend", say, context)
    .usage("FILE --to LEVEL --tsa URL [--trust PROFILE] [-o FILE]")
    .argument("<file>", say.path)
    .addOption(choiceOption("--to <level>", say.to, ["B-T", "B-LT", "B-LTA"], context).makeOptionMandatory())
    .option("-o, --out <file>", say.out);
  addServiceOptions(command, context);
  command
    .option("--password-env <name>", sign.passwordEnv)
    .option("--password-fd <number>", sign.passwordFd)
    .option("--force", sign.force)
    .addHelpText("after", () => exitCodes(context))
    .action(async (path: string, flags: { to: "B-T" | "B-LT" | "B-LTA" }) => {
      const { extend } = await import("./commands/extend.ts");
      finish(await extend(path, flags, context));
    });
}

function addDossier(program: Command, context: CommandContext, finish: Finish): void {
  const { dossier: say } = context.words;
  const group = addCommand(program, "dossier", say, context).usage("COMMAND …").helpCommand(false);
  addCommand(group, "init", say.init, context)
    .usage("FOLDER [--id ID] [--force]")
    .argument("<folder>", say.init.folder)
    .option("--id <id>", say.init.id)
    .option("--trust <profile>", say.init.trust)
    .option("--force", say.init.force)
    .action(async (folder: string, flags: object) => {
      const { dossierInit } = await import("./commands/dossier-init.ts");
      finish(await dossierInit(folder, flags, context));
    });
}

/** What levels above B-B need. */
function addServiceOptions(command: Command, { words: { extend: say } }: CommandContext): void {
  command
    .option("--tsa <url>", say.tsa)
    .option("--trust <profile>", say.trust)
    .addOption(repeatedOption("--evidence <path>", say.evidence))
    .addOption(repeatedOption("--allow-private <host>", say.allowPrivate));
}

function addInspect(program: Command, context: CommandContext, finish: Finish): void {
  const { inspect: say } = context.words;
  addCommand(program, "inspect", say, context)
    .usage("FILE [--compare N..M | --revision N [-o FILE]] [--json]")
    .argument("<file>", say.path)
    .option("--compare <revisions>", say.compare)
    .option("--revision <number>", say.revisionOption)
    .option("-o, --out <file>", say.out)
    .option("--json", say.json)
    .option("--password-env <name>", context.words.sign.passwordEnv)
    .option("--password-fd <number>", context.words.sign.passwordFd)
    .action(async (path: string, flags: object) => {
      const { inspect } = await import("./commands/inspect.ts");
      finish(await inspect(path, flags, context));
    });
}

function addTrust(program: Command, context: CommandContext, finish: Finish): void {
  const { trust: say } = context.words;
  const group = addCommand(program, "trust", say, context).usage("COMMAND … --trust PROFILE").helpCommand(false);
  const roles = ["signer", "tsa", "revocation"] satisfies TrustRole[];
  addCommand(group, "add", say.add, context)
    .usage("FILE… --trust PROFILE [--role ROLE] [--tag TAG]")
    .argument("<files...>", say.add.files)
    .requiredOption("--trust <profile>", say.trust)
    .addOption(listOption("--role <role>", say.add.role, roles, context))
    .option("--tag <tag>", say.add.tag)
    .option("--from <time>", say.add.from)
    .option("--until <time>", say.add.until)
    .addOption(choiceOption("--as <kind>", say.add.as, ["anchor", "intermediate"], context))
    .option("--allow-leaf", say.add.allowLeaf)
    .addOption(
      new Option("--fingerprint <sha256>", say.add.fingerprint).argParser<string[]>((text, before) => [
        ...(before ?? []),
        text,
      ]),
    )
    .action(async (files: string[], flags: { trust: string }) => {
      const { trustAdd } = await import("./commands/trust-add.ts");
      finish(await trustAdd(files, flags, context));
    });
  addCommand(group, "list", say.list, context)
    .usage("--trust PROFILE")
    .requiredOption("--trust <profile>", say.trust)
    .action(async (flags: { trust: string }) => {
      const { trustList } = await import("./commands/trust-list.ts");
      finish(await trustList(flags, context));
    });
  addCommand(group, "remove", say.remove, context)
    .usage("FINGERPRINT… --trust PROFILE")
    .argument("<fingerprints...>", say.remove.fingerprints)
    .requiredOption("--trust <profile>", say.trust)
    .action(async (fingerprints: string[], flags: { trust: string }) => {
      const { trustRemove } = await import("./commands/trust-remove.ts");
      finish(await trustRemove(fingerprints, flags, context));
    });
  addCommand(group, "check", say.check, context)
    .usage("--trust PROFILE [--certificate FILE] [--at TIME]")
    .requiredOption("--trust <profile>", say.trust)
    .option("--certificate <file>", say.check.certificate)
    .addOption(choiceOption("--role <role>", say.check.role, roles, context))
    .option("--at <time>", say.check.at)
    .action(async (flags: { trust: string }) => {
      const { trustCheck } = await import("./commands/trust-check.ts");
      finish(await trustCheck(flags, context));
    });
}

function addEvidence(program: Command, context: CommandContext, finish: Finish): void {
  const { evidence: say } = context.words.evidenceCommands;
  const group = addCommand(program, "evidence", say, context).usage("COMMAND …").helpCommand(false);
  addCommand(group, "fetch", say.fetch, context)
    .usage("--trust PROFILE -o BUNDLE [--for FILE] [--crl URL]")
    .requiredOption("--trust <profile>", say.fetch.trust)
    .requiredOption("-o, --out <bundle>", say.fetch.out)
    .addOption(repeatedOption("--for <file>", say.fetch.for))
    .addOption(repeatedOption("--crl <url>", say.fetch.crl))
    .addOption(repeatedOption("--allow-private <host>", say.fetch.allowPrivate))
    .option("--force", say.fetch.force)
    .addHelpText("after", () => exitCodes(context, say.fetch.exitCodeList))
    .action(async (flags: { trust: string; out: string }) => {
      const { evidenceFetch } = await import("./commands/evidence-fetch.ts");
      finish(await evidenceFetch(flags, context));
    });
  addCommand(group, "delete", say.delete, context)
    .usage("FOLDER [--report REPORT.json] [--yes]")
    .argument("<folder>", say.delete.folder)
    .option("--report <file>", say.delete.report)
    .option("--yes", say.delete.yes)
    .action(async (folder: string, flags: object) => {
      const { evidenceDelete } = await import("./commands/evidence-delete.ts");
      finish(await evidenceDelete(folder, flags, context));
    });
}

function addReplay(program: Command, context: CommandContext, finish: Finish): void {
  const { replay: say } = context.words.evidenceCommands;
  addCommand(program, "replay", say, context)
    .usage("REPORT.json FILE… --evidence FOLDER [--trust PROFILE]")
    .argument("<report>", say.report)
    .argument("<files...>", say.files)
    .requiredOption("--evidence <folder>", say.evidence)
    .option("--trust <profile>", say.trust)
    .option("--password-env <name>", context.words.sign.passwordEnv)
    .option("--password-fd <number>", context.words.sign.passwordFd)
    .addHelpText("after", () => exitCodes(context, say.exitCodeList))
    .action(async (report: string, files: string[], flags: { evidence: string }) => {
      const { replay } = await import("./commands/replay.ts");
      finish(await replay(report, files, flags, context));
    });
}

function addExplain(program: Command, context: CommandContext, finish: Finish): void {
  const { explain: say } = context.words;
  addCommand(program, "explain", say, context)
    .usage("[CODE]")
    .argument("[code]", say.code)
    .action(async (code: string | undefined) => {
      const { explain } = await import("./commands/explain.ts");
      finish(explain(code, context));
    });
}

interface CommandHelp {
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}

function addCommand(
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
    .addHelpText("after", () => helpTail(examples, context));
}

function languageOption(context: CommandContext): Option {
  return choiceOption("--lang <language>", context.words.help.languageOption, ["vi", "en"], context);
}

function choiceOption(flags: string, description: string, choices: readonly string[], context: CommandContext): Option {
  return new Option(flags, `${description} (${context.words.help.choices(choices.join(", "))})`).argParser((value) =>
    requireChoice(flags, value, choices, context),
  );
}

/** An option that may be given several times, with any value. */
function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser<string[]>((value, before) => [...(before ?? []), value]);
}

/** The same with values to choose from. */
function listOption(flags: string, description: string, choices: readonly string[], context: CommandContext): Option {
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

function localizedHelp(context: CommandContext): Partial<Help> & { helpWidth: number } {
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

function exitCodes(context: CommandContext, list = context.words.help.exitCodeList): string {
  const { help } = context.words;
  const codes = list.flatMap(([code, meaning]) => hang(padColumns(`  ${code}`, 6), meaning, lineWidth(context)));
  return ["", help.exitCodes, ...codes].join("\n");
}
