import { Command } from "commander";
import { VERSION } from "../version.ts";
import type { CommandContext } from "./command-context.ts";
import { addDossier } from "./program/dossier.ts";
import { addDue } from "./program/due.ts";
import { addEvidence, addReplay } from "./program/evidence.ts";
import { addExplain } from "./program/explain.ts";
import { addExtend } from "./program/extend.ts";
import { addInspect } from "./program/inspect.ts";
import { addPage } from "./program/page.ts";
import { exitCodes, type Finish, languageOption, localizedHelp } from "./program/parts.ts";
import { addPkcs11 } from "./program/pkcs11.ts";
import { addSign } from "./program/sign.ts";
import { addTrust } from "./program/trust.ts";
import { addVerify } from "./program/verify.ts";

/** The command line as commander parses it: names, arguments, options and help. What commands do is in commands/. */
export function createProgram(context: CommandContext, finish: Finish): Command {
  const { words } = context;
  const program = new Command("pades")
    .description(words.help.program)
    .usage("COMMAND …")
    .version(VERSION, "-V, --version", words.help.versionOption)
    .helpOption("-h, --help", words.help.helpOption)
    .helpCommand(false)
    .addOption(languageOption(context))
    .exitOverride()
    .configureHelp(localizedHelp(context))
    .configureOutput({
      writeOut: (text) => context.terminal.write(text),
      writeErr: (text) => context.terminal.writeError(text),
      // Errors are told by run.ts, in the user's language.
      outputError: () => {},
    })
    .addHelpText("after", () => exitCodes(context));
  addVerify(program, context, finish);
  addSign(program, context, finish);
  addDossier(program, context, finish);
  addExtend(program, context, finish);
  addDue(program, context, finish);
  addInspect(program, context, finish);
  addTrust(program, context, finish);
  addEvidence(program, context, finish);
  addPage(program, context, finish);
  addReplay(program, context, finish);
  addPkcs11(program, context, finish);
  addExplain(program, context, finish);
  return program;
}
