import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addCommand, exitCodes, type Finish, repeatedOption } from "./parts.ts";

export function addEvidence(program: Command, context: CommandContext, finish: Finish): void {
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
      const { evidenceFetch } = await import("../commands/evidence-fetch.ts");
      finish(await evidenceFetch(flags, context));
    });
  addCommand(group, "delete", say.delete, context)
    .usage("FOLDER [--report REPORT.json] [--yes]")
    .argument("<folder>", say.delete.folder)
    .option("--report <file>", say.delete.report)
    .option("--yes", say.delete.yes)
    .action(async (folder: string, flags: object) => {
      const { evidenceDelete } = await import("../commands/evidence-delete.ts");
      finish(await evidenceDelete(folder, flags, context));
    });
}

export function addReplay(program: Command, context: CommandContext, finish: Finish): void {
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
      const { replay } = await import("../commands/replay.ts");
      finish(await replay(report, files, flags, context));
    });
}
