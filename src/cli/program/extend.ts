import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { quietly } from "../quiet.ts";
import { addCommand, choiceOption, exitCodes, type Finish, repeatedOption } from "./parts.ts";

export function addExtend(program: Command, context: CommandContext, finish: Finish): void {
  const { extend: say, sign, archive } = context.words;
  const command = addCommand(program, "extend", say, context)
    .usage("FILE|FOLDER --to LEVEL --tsa URL [--trust PROFILE]")
    .argument("<file>", say.path)
    .addOption(choiceOption("--to <level>", say.to, ["B-T", "B-LT", "B-LTA"], context))
    .option("-o, --out <file>", say.out);
  addServiceOptions(command, context);
  command
    .option("--password-env <name>", sign.passwordEnv)
    .option("--password-fd <number>", sign.passwordFd)
    .option("--force", sign.force)
    .option("--due-within <period>", archive.extend.dueWithin)
    .option("--jobs <number>", archive.extend.jobs)
    .option("--journal <file>", archive.extend.journal)
    .option("--resume", archive.extend.resume)
    .option("-q, --quiet", context.words.help.quietOption)
    .addHelpText("after", () => exitCodes(context))
    .action(async (path: string, flags: object) => {
      const { extend } = await import("../commands/extend.ts");
      finish(await extend(path, flags, quietly(flags, context)));
    });
}

/** What levels above B-B need. */
export function addServiceOptions(command: Command, { words: { extend: say } }: CommandContext): void {
  command
    .option("--tsa <url>", say.tsa)
    .option("--trust <profile>", say.trust)
    .addOption(repeatedOption("--evidence <path>", say.evidence))
    .addOption(repeatedOption("--allow-private <host>", say.allowPrivate));
}
