import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addCommand, type Finish } from "./parts.ts";

export function addInspect(program: Command, context: CommandContext, finish: Finish): void {
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
      const { inspect } = await import("../commands/inspect.ts");
      finish(await inspect(path, flags, context));
    });
}
