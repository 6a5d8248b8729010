import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addCommand, type Finish } from "./parts.ts";

export function addPkcs11(program: Command, context: CommandContext, finish: Finish): void {
  const { keys: say } = context.words;
  const group = addCommand(program, "pkcs11", { ...say, examples: say.list.examples }, context)
    .usage("COMMAND …")
    .helpCommand(false);
  addCommand(group, "list", say.list, context)
    .usage("LIBRARY")
    .argument("<library>", say.list.library)
    .action(async (library: string) => {
      const { pkcs11List } = await import("../commands/pkcs11-list.ts");
      finish(await pkcs11List(library, context));
    });
}
