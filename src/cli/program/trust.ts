import { type Command, Option } from "commander";
import type { TrustRole } from "../../x509/trust-anchor.ts";
import type { CommandContext } from "../command-context.ts";
import { addCommand, choiceOption, type Finish, listOption } from "./parts.ts";

export function addTrust(program: Command, context: CommandContext, finish: Finish): void {
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
      const { trustAdd } = await import("../commands/trust-add.ts");
      finish(await trustAdd(files, flags, context));
    });
  addCommand(group, "list", say.list, context)
    .usage("--trust PROFILE")
    .requiredOption("--trust <profile>", say.trust)
    .action(async (flags: { trust: string }) => {
      const { trustList } = await import("../commands/trust-list.ts");
      finish(await trustList(flags, context));
    });
  addCommand(group, "remove", say.remove, context)
    .usage("FINGERPRINT… --trust PROFILE")
    .argument("<fingerprints...>", say.remove.fingerprints)
    .requiredOption("--trust <profile>", say.trust)
    .action(async (fingerprints: string[], flags: { trust: string }) => {
      const { trustRemove } = await import("../commands/trust-remove.ts");
      finish(await trustRemove(fingerprints, flags, context));
    });
  addCommand(group, "check", say.check, context)
    .usage("--trust PROFILE [--certificate FILE] [--at TIME]")
    .requiredOption("--trust <profile>", say.trust)
    .option("--certificate <file>", say.check.certificate)
    .addOption(choiceOption("--role <role>", say.check.role, roles, context))
    .option("--at <time>", say.check.at)
    .action(async (flags: { trust: string }) => {
      const { trustCheck } = await import("../commands/trust-check.ts");
      finish(await trustCheck(flags, context));
    });
}
