import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { quietly } from "../quiet.ts";
import { addCommand, exitCodes, type Finish, repeatedOption } from "./parts.ts";

export function addDue(program: Command, context: CommandContext, finish: Finish): void {
  const { words } = context;
  const { due: say } = words.archive;
  addCommand(program, "due", say, context)
    .usage("FILE|FOLDER… --trust PROFILE [--within 12m] [--json|--csv]")
    .argument("<paths...>", say.paths)
    .requiredOption("--trust <profile>", say.trust)
    .addOption(repeatedOption("--evidence <path>", words.verify.evidence))
    .option("--online", words.verify.online)
    .addOption(repeatedOption("--allow-private <host>", words.extend.allowPrivate))
    .option("--timeout <seconds>", words.verify.timeout)
    .option("--cache <folder>", words.verify.cache)
    .option("--within <period>", say.within)
    .option("--at <time>", say.at)
    .option("--jobs <number>", words.batch.jobs)
    .option("--json", say.json)
    .option("--csv", say.csv)
    .option("-q, --quiet", context.words.help.quietOption)
    .addHelpText("after", () => exitCodes(context, say.exitCodeList))
    .action(async (paths: string[], flags: { trust: string; quiet?: boolean }) => {
      const { due } = await import("../commands/due.ts");
      finish(await due(paths, flags, quietly(flags, context)));
    });
}
