import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addCommand, type Finish } from "./parts.ts";

export function addDossier(program: Command, context: CommandContext, finish: Finish): void {
  const { dossier: say } = context.words;
  const group = addCommand(program, "dossier", say, context).usage("COMMAND …").helpCommand(false);
  addCommand(group, "init", say.init, context)
    .usage("FOLDER [--id ID] [--force]")
    .argument("<folder>", say.init.folder)
    .option("--id <id>", say.init.id)
    .option("--trust <profile>", say.init.trust)
    .option("--force", say.init.force)
    .action(async (folder: string, flags: object) => {
      const { dossierInit } = await import("../commands/dossier-init.ts");
      finish(await dossierInit(folder, flags, context));
    });
}
