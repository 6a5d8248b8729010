import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addServiceOptions } from "./extend.ts";
import { addCommand, choiceOption, type Finish, repeatedOption } from "./parts.ts";

export function addSign(program: Command, context: CommandContext, finish: Finish): void {
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
    .option("--appearance <name>", context.words.looks.appearance)
    .addOption(repeatedOption("--image <file>", context.words.looks.image))
    .addOption(repeatedOption("--value <name=text>", context.words.looks.value))
    .option("--page <number>", context.words.looks.page)
    .option("--box <x,y,width,height>", context.words.looks.box)
    .option("--corner <corner>", context.words.looks.corner)
    .option("--over <field>", context.words.looks.over)
    .option("--size <width,height>", context.words.looks.size)
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
    const { sign } = await import("../commands/sign.ts");
    const permission = certify === undefined ? {} : { certify: CERTIFICATION[certify] };
    finish(await sign(path, { ...flags, ...permission }, context));
  });
}

const CERTIFICATION = { "1": 1, "2": 2, "3": 3 } as const;
