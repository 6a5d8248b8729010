import type { Command } from "commander";
import type { CopyForm } from "../../dossier/certify-copy.ts";
import type { CommandContext } from "../command-context.ts";
import { addServiceOptions } from "./extend.ts";
import { addCommand, choiceOption, type Finish } from "./parts.ts";

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
  addCopy(group, context, finish);
}

function addCopy(group: Command, context: CommandContext, finish: Finish): void {
  const { sign, dossier } = context.words;
  const forms = ["sao-y", "sao-luc", "trich-sao"] satisfies CopyForm[];
  const command = addCommand(group, "copy", dossier.copy, context)
    .usage("FILE --p12 FILE [--form FORM] [--out FILE]")
    .argument("<file>", dossier.copy.path)
    .addOption(choiceOption("--form <form>", dossier.copy.form, forms, context))
    .requiredOption("--p12 <file>", sign.p12)
    .option("-o, --out <file>", sign.out)
    .addOption(choiceOption("--level <level>", sign.levelOption, ["B-B", "B-T", "B-LT", "B-LTA"], context))
    .option("--reason <text>", sign.reason)
    .option("--location <text>", sign.location)
    .option("--password-env <name>", sign.passwordEnv)
    .option("--password-fd <number>", sign.passwordFd)
    .option("--pdf-password-env <name>", sign.pdfPasswordEnv)
    .option("--pdf-password-fd <number>", sign.pdfPasswordFd)
    .option("--force", sign.force);
  addServiceOptions(command, context);
  command.action(async (path: string, { form = "sao-y", ...flags }: { p12: string; form?: CopyForm }) => {
    const { signFile } = await import("../commands/sign.ts");
    finish(await signFile(path, flags, context, form));
  });
}
