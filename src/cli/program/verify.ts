import type { Command } from "commander";
import type { ReaderContext } from "../../locale/next-action.ts";
import type { CommandContext } from "../command-context.ts";
import { defaultsOf } from "../config.ts";
import { quietly } from "../quiet.ts";
import { addCommand, choiceOption, exitCodes, type Finish, listOption, repeatedOption } from "./parts.ts";

export function addVerify(program: Command, context: CommandContext, finish: Finish): void {
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
    .option("--show-personal-numbers", say.showPersonalNumbers)
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
    .addOption(repeatedOption("--summary <file>", context.words.batch.summary))
    .option("--metrics <file>", context.words.batch.metrics)
    .option("--password-env <name>", context.words.sign.passwordEnv)
    .option("--password-fd <number>", context.words.sign.passwordFd)
    .option("-q, --quiet", context.words.help.quietOption)
    .addHelpText("after", () => exitCodes(context))
    .action(async (paths: string[], flags: object, command: Command) => {
      const { verify } = await import("../commands/verify.ts");
      finish(await verify(paths, { ...flags, defaults: defaultsOf(command) }, quietly(flags, context)));
    });
}
