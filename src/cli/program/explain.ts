import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addCommand, type Finish } from "./parts.ts";

export function addExplain(program: Command, context: CommandContext, finish: Finish): void {
  const { explain: say } = context.words;
  addCommand(program, "explain", say, context)
    .usage("[CODE]")
    .argument("[code]", say.code)
    .action(async (code: string | undefined) => {
      const { explain } = await import("../commands/explain.ts");
      finish(explain(code, context));
    });
}
