import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addServiceOptions } from "./extend.ts";
import { addCommand, choiceOption, type Finish, repeatedOption } from "./parts.ts";

export function addSign(program: Command, context: CommandContext, finish: Finish): void {
  const { sign: say, keys } = context.words;
  const command = addCommand(program, "sign", { ...say, examples: [...say.examples, ...keys.examples] }, context)
    .usage("FILE|FOLDER --p12 FILE|--pkcs11 LIB|--csc URL [-o FILE]")
    .argument("<file>", say.path)
    .option("--p12 <file>", say.p12)
    .option("--pkcs11 <library>", keys.pkcs11)
    .option("--token <label>", keys.token)
    .option("--token-serial <number>", keys.tokenSerial)
    .option("--slot <number>", keys.slot)
    .option("--key <label>", keys.key)
    .option("--key-id <hex>", keys.keyId)
    .option("--csc <url>", keys.csc)
    .option("--credential <id>", keys.credential)
    .option("--csc-token-env <name>", keys.cscTokenEnv)
    .option("--csc-token-fd <number>", keys.cscTokenFd)
    .option("--pin-env <name>", keys.pinEnv)
    .option("--pin-fd <number>", keys.pinFd)
    .option("--otp-env <name>", keys.otpEnv)
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
  command.action(async (path: string, { certify, ...flags }: { certify?: "1" | "2" | "3" }) => {
    const { sign } = await import("../commands/sign.ts");
    const permission = certify === undefined ? {} : { certify: CERTIFICATION[certify] };
    finish(await sign(path, { ...flags, ...permission }, context));
  });
}

const CERTIFICATION = { "1": 1, "2": 2, "3": 3 } as const;
