import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addCommand, exitCodes, type Finish } from "./parts.ts";

export function addPage(program: Command, context: CommandContext, finish: Finish): void {
  const { pageCommand: say } = context.words;
  addCommand(program, "page", say, context)
    .usage("--trust PROFILE -o verify.html [--evidence BUNDLE] [--manifest hoso.json]")
    .requiredOption("--trust <profile>", say.trust)
    .requiredOption("-o, --out <file>", say.out)
    .option("--evidence <bundle>", say.evidence)
    .option("--manifest <file>", say.manifest)
    .option("--force", say.force)
    .addHelpText("after", () => exitCodes(context, say.exitCodeList))
    .action(async (flags: { trust: string; out: string }) => {
      const { page } = await import("../commands/page.ts");
      finish(await page(flags, context));
    });
}
